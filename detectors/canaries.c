/*
 * canaries - mail of this account to addresses that never existed or were planted
 *
 * Catches messages to one of the site's canaries, delivered or not, and recipients that a server
 * refused under a login: nobody has such an address who did not take it from where it was planted,
 * or make it up, as those do who buy lists of addresses and guess the rest. Each distinct one
 * within `span` counts `weight`. A single one may be a slip of the fingers, so it is a hint.
 *
 * What comes in from outside, is forwarded, or goes to a list's members is nobody's sending and is
 * not seen here. Blind to who refuses without naming the login, and to whoever knows the canaries.
 */

#include "detectors/toolbox.h"

enum { SPAN, WEIGHT };

static const struct limit limits[] = {
    [SPAN] = { "span", 30 * DAY, SECONDS, "canaries are counted over this time" },
    [WEIGHT] = { "weight", 2000, MILLI, "of each distinct canary" },
    { 0 },
};

struct state {
    struct distinct canaries;
};

static const struct field fields[] = {
    DISTINCT(struct state, canaries),
    { 0 },
};

static void say(struct evidence *e, int64_t canaries)
{
    e->warrants = ACTION_RECORD;
    e->certainty = canaries > 1 ? CERTAINTY_LIKELY : CERTAINTY_HINT;
    e->headline = canaries == 1 ? "wrote to {anchor}, an address that nobody has"
                                : "wrote to {canaries} addresses that nobody has, {anchor} first";
    e->why = "Addresses of canaries.txt that it wrote to within the time that counts: {canaries}; "
             "in this log {mails} times, of which {refused} were refused. Who has one took it from "
             "where it was planted, or made it up.";
    e->advice = "Ask the account's owner where {anchor} comes from. A bought or guessed list of "
                "addresses is the usual answer; an account in other hands is another.";
}

static void on_canary(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    usec when = ev->message ? ev->message->accepted : ev->when;
    int64_t n = distinct_add(&st->canaries, ev->recipient.hash, when, w->limit[SPAN]);
    struct evidence *e = evidence_open(w, FAMILY_CANARY, ev->recipient.canary);

    evidence_quote(e, ev);
    if (ev->message && ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    e->is_ripe = true;
    e->weight = (int32_t)(n * w->limit[WEIGHT]);
    evidence_number(e, "canaries", COUNT, n);
    evidence_number(e, "mails", COUNT, evidence_value(e, "mails") + 1);
    evidence_number(e, "refused", COUNT, evidence_value(e, "refused") + (ev->message ? 0 : 1));
    say(e, n);
    if (n == 1)
        evidence_against(e, "One address may be a slip of the fingers.", 0);
}

const struct detector detector_canaries = {
    .name = "canaries",
    .title = "Mail to addresses that nobody has",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .on = { [EVENT_CANARY] = on_canary },
};
