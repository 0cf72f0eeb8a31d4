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
 * vanishes in a filter, and to addresses that nobody writes to.
 */

#include "detectors/toolbox.h"

static const struct limit limits[] = {
    { 0 },
};

static const struct field fields[] = {
    { 0 },
};

/* Bounces and receipts come to addresses that only send, too: nobody wrote to those. */
static bool is_written(const struct event *ev)
{
    return ev->message ? ev->message->sender.n != 0 : ev->reject->sender.n != 0;
}

static void on_failed(struct watch *w, const struct event *ev)
{
    struct evidence *e;

    if (!is_written(ev))
        return;
    e = evidence_open(w, FAMILY_CONFIGURATION, ev->recipient.address);
    evidence_quote(e, ev);
    evidence_number(e, "times", COUNT, evidence_value(e, "times") + 1);
    e->is_ripe = true;
    e->is_operators = true;
    e->certainty = CERTAINTY_PROVED;
    e->warrants = ACTION_NOTIFY;
    e->headline = "mail to {anchor} finds no mailbox: {times} times";
    e->why = "The directory names {anchor} as an address of this account; mail to its addresses "
             "came back or was refused because there is no such mailbox: {times} times.";
    e->advice = "Let the address lead somewhere (mailbox or alias), or take it out of the "
                "directory and of what is published.";
}

const struct detector detector_dead_addresses = {
    .name = "dead_addresses",
    .title = "Addresses that do not work",
    .clause = CLAUSE_ALIASES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_version = 1,
    .unchecked = "Addresses that nobody wrote to in these logs.",
    .on = { [EVENT_FAILED] = on_failed },
};
