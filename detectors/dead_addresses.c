/*
 * dead_addresses - an address that the directory names does not work
 *
 * Catches mail to an address in the directory that came back, or was refused, because there is no
 * such mailbox: the server does not know it, or an alias leads to nowhere. Aliases and published
 * addresses must work; nobody did anything wrong, and the operators mend it. An account that is
 * over has no address that must work; user+tag is no address of the directory; a bounce notice
 * that cannot be delivered is nobody's mail.
 *
 * Blind to mailboxes that are full or refuse a message for what it is (they work), to mail that
 * vanishes in a filter, or comes back behind it before the line that names the alias; to addresses
 * that few write to, and to one of two dead addresses of an account. An address that takes mail in
 * between works: something else was wrong.
 */

#include "detectors/toolbox.h"

enum { FEWEST, WITHIN };

static const struct limit limits[] = {
    [FEWEST] = { "fewest", 3, COUNT, "times in a row that mail to an address found no mailbox" },
    [WITHIN] = { "within", 7 * DAY, SECONDS, "from one to the next of these" },
    { 0 },
};

enum { QUIET = 7 * DAY }; /* until then it is one matter */

struct state {
    int64_t address; /* that failed last, by its hash */
    int64_t times;   /* in a row */
    int64_t last;    /* microseconds */
};

static const struct field fields[] = {
    NUMBER(struct state, address),
    NUMBER(struct state, times),
    NUMBER(struct state, last),
    { 0 },
};

/* Bounces and receipts come to addresses that only send, too: nobody wrote to those. */
static bool is_written(const struct event *ev)
{
    return ev->message ? ev->message->sender.n != 0 : ev->reject->sender.n != 0;
}

static void count(const struct watch *w, struct state *st, const struct event *ev)
{
    bool goes_on = st->address == (int64_t)ev->own_address &&
                   ev->when <= st->last + w->limit[WITHIN] * USEC_PER_SECOND;

    st->times = goes_on ? st->times + 1 : 1;
    st->address = (int64_t)ev->own_address;
    st->last = ev->when;
}

/* The piece of this address; NULL: another one's is open and told. What was not yet told of
   another one makes room. */
static struct evidence *piece_of(struct watch *w, slice address)
{
    struct evidence *e = *w->slot;

    if (e && !slice_eq_nocase(e->anchor, address)) {
        if (e->is_ripe)
            return NULL;
        evidence_close(w->list, e);
        *w->slot = NULL;
    }
    return evidence_open(w, FAMILY_CONFIGURATION, address);
}

static void on_failed(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct evidence *e;

    if (!is_written(ev))
        return;
    count(w, st, ev);
    e = piece_of(w, ev->recipient.address);
    if (!e)
        return;
    evidence_quote(e, ev);
    (void)evidence_raise(e, "times", COUNT, st->times);
    if (e->is_ripe || st->times < w->limit[FEWEST])
        return;
    e->is_ripe = true;
    e->is_operators = true;
    e->certainty = CERTAINTY_PROVED;
    e->warrants = ACTION_NOTIFY;
    e->headline = "mail to {anchor} finds no mailbox: {times} times in a row";
    e->why = "The directory names {anchor} as an address of this account; mail to its addresses "
             "came back or was refused because there is no such mailbox: {times} times in a row.";
    e->advice = "Let the address lead somewhere (mailbox or alias), or take it out of the "
                "directory and of what is published.";
}

/* It works after all: mail was delivered there, or went on to where it leads. */
static void on_taken(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;

    if (st->times && st->address == (int64_t)ev->own_address)
        st->times = 0;
}

const struct detector detector_dead_addresses = {
    .name = "dead_addresses",
    .title = "Addresses that do not work",
    .clause = CLAUSE_ALIASES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 2,
    .quiet = QUIET,
    .unchecked = "Addresses that few wrote to in these logs.",
    .on = { [EVENT_FAILED] = on_failed, [EVENT_RECEIVED] = on_taken, [EVENT_FORWARDED] = on_taken },
};
