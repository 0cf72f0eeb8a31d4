/*
 * still_sending - an account that people have disabled, and that mail is accepted from
 *
 * Catches mail under its login after the decision (disable_sending or disable_account in the
 * journal of decisions, not taken back): the servers do not do what was decided, or the login has
 * another way in. `grace` lets pass what was under way while it was done. What is asked for is
 * what was decided, by the account's finding; that it had no effect is the operators'. It weighs
 * nothing in the account's sum: it proves no further breach.
 *
 * Blind without a state, to mail that names no login (a program on the server, a host of the own
 * network), and to mail with an empty sender, which is nobody's sending. What was accepted before
 * the decision and is delivered after it is no matter.
 */

#include "analyzer/model/decision.h"
#include "detectors/toolbox.h"

enum { GRACE };

static const struct limit limits[] = {
    [GRACE] = { "grace", 10 * MINUTE, SECONDS, "after the decision that are let pass" },
    { 0 },
};

static const struct field fields[] = {
    { 0 },
};

/* The decision that mail of this account is held against; NULL: it may send. */
static const struct decision *broken_by(const struct watch *w, const struct message *m)
{
    const struct decision *d = m->account->disabled;
    usec from;

    if (!d || m->login.n == 0)
        return NULL;
    from = d->at + w->limit[GRACE] * USEC_PER_SECOND;
    return m->accepted > from ? d : NULL;
}

static void on_message(struct watch *w, const struct event *ev)
{
    const struct decision *d = broken_by(w, ev->message);
    struct evidence *e;

    if (!d)
        return;
    e = evidence_open(w, FAMILY_AUTHENTICATION, d->finding);
    evidence_message(e, ev);
    e->warrants = d->action;
    e->headline = evidence_is_one(e)
                      ? "disabled, and a message was accepted under its login since"
                      : "disabled, and {messages} messages were accepted under its login "
                        "since";
    e->why = "It was decided to stop its mail, on finding {anchor}, and that was not taken back. "
             "Messages that the servers accepted under its login after that: {messages}.";
    e->advice = "Make the decision effective: on every server, for every way in, and end its "
                "sessions. If it was taken back, write that down: mailproctor case decide.";
    evidence_against(e,
                     "It shows that the decision has no effect, not that anything is wrong with "
                     "these messages.",
                     0);
}

static void on_taken(struct watch *w, const struct event *ev)
{
    const struct decision *d = ev->message ? broken_by(w, ev->message) : NULL;
    struct evidence *e;

    if (!d)
        return;
    e = evidence_open(w, FAMILY_CONFIGURATION, d->finding);
    evidence_message(e, ev);
    e->is_operators = true;
    e->weight = 2000;
    e->warrants = ACTION_CONTACT;
    e->headline = evidence_is_one(e)
                      ? "the servers accepted a message of an account that was disabled"
                      : "the servers accepted {messages} messages of accounts that were "
                        "disabled";
    e->why = "It was decided to stop the mail of an account, on finding {anchor} for one, and the "
             "servers still accept it. Messages: {messages}.";
    e->advice = "Find out which server, and which way in, does not know of the decision. No "
                "sender is at fault for that.";
}

const struct detector detector_still_sending = {
    .name = "still_sending",
    .title = "Disabled and still sending",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_version = 1,
    .needs_state = true,
    .on = { [EVENT_MESSAGE] = on_message, [EVENT_TAKEN] = on_taken },
};
