/*
 * leavers_forwarding - mail of a person who has left is still forwarded to the outside
 *
 * Catches mail to an address of the person that an own server handed on to an outside address
 * after the directory's day: the one on which the person asked to stop it, the end of what was
 * granted, in bad standing the day of leaving, a year after leaving at the latest. `grace` lets
 * the first day pass. Nobody who wrote to the address or had it is held to that: the forwarding is
 * the operators' to take away, so the person is not contacted, and never disabled for it.
 *
 * Blind to servers that do not log whom a message was addressed to first (orig_to; Sendmail), to
 * what the person's own program collects and hands on, and to redirects that a mail program sends
 * under a login (those are mail of an account that `leavers` watches).
 */

#include "detectors/toolbox.h"

enum { GRACE };

enum { QUIET = 30 * DAY }; /* few write to who has left: until then it is one matter */

static const struct limit limits[] = {
    [GRACE] = { "grace", 24 * HOUR, SECONDS, "after forwarding has ended that are let pass" },
    { 0 },
};

static const struct field fields[] = {
    { 0 },
};

static void on_forwarded(struct watch *w, const struct event *ev)
{
    usec ends = ev->account->forwarding_ends;
    char day[32];
    struct evidence *e;

    if (ends == USEC_NONE || ev->when <= ends + w->limit[GRACE] * USEC_PER_SECOND)
        return;
    (void)clock_local_text(ends, day);
    day[10] = '\0';
    e = evidence_open(w, FAMILY_CONFIGURATION, slice_str(day));
    evidence_quote(e, ev);
    evidence_number(e, "messages", COUNT, evidence_value(e, "messages") + 1);
    e->is_ripe = true;
    e->is_operators = true;
    e->certainty = CERTAINTY_PROVED;
    e->warrants = ACTION_NOTIFY;
    e->headline = "forwarding ended on {anchor}, and mail is still forwarded: {messages} since";
    e->why = "By the directory mail of this person was to be forwarded until {anchor}. Messages "
             "that the servers handed on to an outside address after that: {messages}.";
    e->advice = "Look whether the directory is right; if it is, take the forwarding away (alias, "
                ".forward, filter rule) and let the senders' mail be refused.";
}

const struct detector detector_leavers_forwarding = {
    .name = "leavers_forwarding",
    .title = "Forwarding after leaving",
    .clause = CLAUSE_LEAVERS,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_version = 1,
    .quiet = QUIET,
    .unchecked =
        "Whether mail of people who have left is collected by a program of theirs: that is "
        "no forwarding that a server logs.",
    .on = { [EVENT_FORWARDED] = on_forwarded },
};
