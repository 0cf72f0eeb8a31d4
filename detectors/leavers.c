/*
 * leavers - mail under the login of a person whose access has ended
 *
 * Catches mail that was accepted under a login after the directory's day: in bad standing the day
 * of leaving, else that of deletion, a year after leaving at the latest. One message is enough
 * and proves it; but most often it is the directory or the servers that are late, so `grace` lets
 * the first day pass, and the operators are told that the login still works. Retirees keep their
 * access; accounts of organisations, systems and lists are nobody's to leave.
 *
 * Blind to logins without mail (reading), to mail of a host or a local user, and to people that
 * the directory does not have, or not yet: who came back is excused by it alone.
 */

#include "detectors/toolbox.h"

enum { GRACE };

static const struct limit limits[] = {
    [GRACE] = { "grace", 24 * HOUR, SECONDS, "after access has ended that are let pass" },
    { 0 },
};

static const struct field fields[] = {
    { 0 },
};

/* True: access had ended, and `day` says when. */
static bool is_too_late(const struct watch *w, const struct message *m, char day[32])
{
    usec ends = m->account->access_ends;

    if (ends == USEC_NONE || m->login.n == 0 ||
        m->accepted <= ends + w->limit[GRACE] * USEC_PER_SECOND)
        return false;
    (void)clock_local_text(ends, day);
    day[10] = '\0';
    return true;
}

static void on_message(struct watch *w, const struct event *ev)
{
    char day[32];
    struct evidence *e;

    if (!is_too_late(w, ev->message, day))
        return;
    e = evidence_open(w, FAMILY_AUTHENTICATION, slice_str(day));
    evidence_message(e, ev);
    e->weight = 2000;
    e->warrants = ACTION_DISABLE_ACCOUNT;
    e->headline = evidence_is_one(e)
                      ? "access ended on {anchor}, and a message was sent since"
                      : "access ended on {anchor}, and {messages} messages were sent since";
    e->why = "By the directory this person's access ended on {anchor}. Messages that the servers "
             "accepted under the login after that: {messages}.";
    e->advice =
        "Look first whether the directory is right: of who came back, or stayed, it may not "
        "know yet. If it is, end the account's access.";
    evidence_against(e, "It shows that the login still works, not who used it.", 0);
}

static void on_taken(struct watch *w, const struct event *ev)
{
    char day[32];
    struct evidence *e;

    if (!ev->message || !is_too_late(w, ev->message, day))
        return;
    e = evidence_open(w, FAMILY_CONFIGURATION, ev->message->account->name);
    evidence_message(e, ev);
    e->is_operators = true;
    e->weight = 2000;
    e->warrants = ACTION_NOTIFY;
    e->headline = evidence_is_one(e)
                      ? "the servers accepted a message of a person who has left"
                      : "the servers accepted {messages} messages of people who have left";
    e->why = "Mail was accepted under the login of {anchor}, for one, whose access has ended by "
             "the directory. Messages: {messages}.";
    e->advice = "Let the servers know from the directory who has left.";
}

const struct detector detector_leavers = {
    .name = "leavers",
    .title = "Sending after leaving",
    .clause = CLAUSE_LEAVERS,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_version = 1,
    .unchecked = "Whether people who have left still read mail: no login without mail is looked "
                 "at.",
    .on = { [EVENT_MESSAGE] = on_message, [EVENT_TAKEN] = on_taken },
};
