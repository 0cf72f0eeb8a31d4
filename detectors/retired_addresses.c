/*
 * retired_addresses - an address that has ended by the directory still takes mail
 *
 * Catches mail that is delivered to a mailbox of somebody who has left, after the day on which the
 * directory ends access and forwarding, or of an organisation, list or system that it says is
 * deleted. Nobody did anything wrong: whoever writes there believes that it is read. `grace` gives
 * those who take mailboxes away a week. Where an alias hands the mail to a successor it is the
 * successor's, and nothing is said; what goes on to the outside is leavers_forwarding's.
 *
 * Blind to mailboxes that few write to, to newsletters and lists, which write by themselves, and to
 * addresses that the directory does not have any more: their row must stay for a while.
 */

#include "detectors/toolbox.h"

enum { FEWEST, GRACE };

static const struct limit limits[] = {
    [FEWEST] = { "fewest", 3, COUNT, "messages that somebody wrote to it since then" },
    [GRACE] = { "grace", 7 * DAY, SECONDS, "after it has ended that are let pass" },
    { 0 },
};

enum { QUIET = 30 * DAY }; /* few write to who has left: until then it is one matter */

static const struct field fields[] = {
    { 0 },
};

static void on_received(struct watch *w, const struct event *ev)
{
    usec ends = w->account->addresses_end;
    char day[32];
    struct evidence *e;

    if (ends == USEC_NONE || ev->when <= ends + w->limit[GRACE] * USEC_PER_SECOND)
        return;
    (void)clock_local_text(ends, day);
    day[10] = '\0';
    e = evidence_open(w, FAMILY_CONFIGURATION, slice_str(day));
    evidence_quote(e, ev);
    evidence_number(e, "messages", COUNT, evidence_value(e, "messages") + 1);
    if (evidence_value(e, "messages") < w->limit[FEWEST])
        return;
    e->is_ripe = true;
    e->is_operators = true;
    e->certainty = CERTAINTY_PROVED;
    e->warrants = ACTION_NOTIFY;
    e->headline = "its addresses ended on {anchor}, and still take mail: {messages} messages";
    e->why = "By the directory the addresses of this account ended on {anchor}. Messages of people "
             "that were delivered to its mailbox after that: {messages}.";
    e->advice =
        "Look whether the directory is right; if it is, let mail to the address be refused, "
        "so that who writes there knows it, or give it to a successor.";
}

const struct detector detector_retired_addresses = {
    .name = "retired_addresses",
    .title = "Addresses that have ended and take mail",
    .clause = CLAUSE_ALIASES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_version = 1,
    .quiet = QUIET,
    .unchecked = "Whether anybody reads it: that is no line of these logs.",
    .on = { [EVENT_RECEIVED] = on_received },
};
