/*
 * guessing - a password was guessed, and then it was used
 *
 * Catches mail under a login from a line (/24, /48) from which logins of the same account had
 * failed again and again within a day, where the account is not at home. Who guesses goes on with
 * what worked. Failures alone accuse nobody: the world guesses at every account, and the report
 * counts it by network.
 *
 * A phone with an old password fails at home, or where the account is as a rule; who mistypes at
 * a new place does so a few times. One failure is one try, however many methods a client went
 * through.
 *
 * Alone it is on record: who forgot a password is there, too. So many failures at a provider that
 * the account never used, and then so many messages in a day, are a reason to ask its owner.
 *
 * Blind to: guessing from one network and sending from another, slow guessing (a try every few
 * hours), passwords that were phished or found at once, failures that name no account.
 */

#include "detectors/toolbox.h"

enum { FAILURES, MANY, MESSAGES };

static const struct limit limits[] = {
    [FAILURES] = { "failures", 10, COUNT, "failed logins from one line in a day: guessing" },
    [MANY] = { "many", 20, COUNT, "so many are surely no typing errors" },
    [MESSAGES] = { "messages", 10, COUNT, "then, by a provider new to the account: a word" },
    { 0 },
};

enum { WEIGHT = 1500, WEIGHT_MANY = 2000, LINES = 4, COUNT_MAX = 0xffff };
enum { KNOWN_DAYS = 3 /* of an account that was used on fewer nothing is new */ };

/* Failures of one line, as one number: 24 bits of its name, 16 of their count, 23 of the hour. */
struct state {
    int64_t tried[LINES];
};

static const struct field fields[] = {
    NUMBER(struct state, tried[0]),
    NUMBER(struct state, tried[1]),
    NUMBER(struct state, tried[2]),
    NUMBER(struct state, tried[3]),
    { 0 },
};

static int64_t hour_of(usec when)
{
    return when / USEC_PER_SECOND / HOUR & 0x7fffff;
}

static uint32_t line_in(int64_t tried)
{
    return (uint32_t)(tried >> 39 & 0xffffff);
}

static int64_t count_in(int64_t tried)
{
    return tried >> 23 & COUNT_MAX;
}

static bool is_recent(int64_t tried, usec when)
{
    return tried && hour_of(when) - (tried & 0x7fffff) < DAY / HOUR;
}

/* Failures from there within a day. */
static int64_t failures(const struct state *st, const struct location *l, usec when)
{
    for (int i = 0; i < LINES; i++)
        if (line_in(st->tried[i]) == l->near && is_recent(st->tried[i], when))
            return count_in(st->tried[i]);
    return 0;
}

/* Its place; else a free one, an old one, or that of the fewest failures. */
static int64_t *place_of(struct state *st, const struct location *l, usec when)
{
    int64_t *least = &st->tried[0];

    for (int i = 0; i < LINES; i++) {
        if (line_in(st->tried[i]) == l->near)
            return &st->tried[i];
        if (!is_recent(st->tried[i], when))
            st->tried[i] = 0;
        if (count_in(st->tried[i]) < count_in(*least))
            least = &st->tried[i];
    }
    return least;
}

static bool is_elsewhere(const struct location *l)
{
    return location_tells(l) && l->near_days < LOCATION_SETTLED;
}

static void on_failed(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    int64_t *place, count;

    if (!is_elsewhere(ev->from))
        return;
    count = failures(st, ev->from, ev->when) + 1;
    place = place_of(st, ev->from, ev->when);
    *place = (int64_t)ev->from->near << 39 | (count < COUNT_MAX ? count : COUNT_MAX) << 23 |
             hour_of(ev->when);
    if (2 * count < w->limit[FAILURES])
        return;
    evidence_quote(evidence_open(w, FAMILY_AUTHENTICATION, slice_str(ev->from->network)), ev);
}

static bool is_used_well(const struct watch *w, const struct evidence *e, const struct location *l)
{
    return evidence_value(e, "failures") >= w->limit[MANY] &&
           evidence_value(e, "messages") >= w->limit[MESSAGES] && l->wide_days == 0 &&
           l->days >= KNOWN_DAYS;
}

static void on_message(struct watch *w, const struct event *ev)
{
    struct evidence *e;
    int64_t count;

    if (!is_elsewhere(ev->from))
        return;
    count = failures(w->state, ev->from, ev->message->accepted);
    if (count < w->limit[FAILURES])
        return;
    e = evidence_open(w, FAMILY_AUTHENTICATION, slice_str(ev->from->network));
    evidence_quote(e, ev);
    (void)evidence_raise(e, "failures", COUNT, count);
    evidence_number(e, "messages", COUNT, evidence_value(e, "messages") + 1);
    e->weight = evidence_value(e, "failures") >= w->limit[MANY] ? WEIGHT_MANY : WEIGHT;
    e->is_ripe = true;
    e->certainty = CERTAINTY_LIKELY;
    e->warrants = is_used_well(w, e, ev->from) ? ACTION_CONTACT : ACTION_RECORD;
    e->identity = ev->message->identity;
    e->headline = "{failures} failed logins from a foreign network, and then mail from there";
    e->why = "Logins failed {failures} times from one network where this account is not at home; "
             "within a day {messages} messages were accepted under its login from there.";
    e->advice =
        "Ask the account's owner whether they were there and had forgotten the password. If "
        "not, somebody else knows it.";
    evidence_against(e, "It may have been its owner, with a program that had an old password.", 0);
}

const struct detector detector_guessing = {
    .name = "guessing",
    .title = "A password was guessed",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .unchecked = "Failed logins whose line names no account, and logins without mail.",
    .on = { [EVENT_MESSAGE] = on_message, [EVENT_LOGIN_FAILED] = on_failed },
};
