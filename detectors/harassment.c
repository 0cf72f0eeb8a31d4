/*
 * harassment - an account writes to somebody who asked for no more of its mail
 *
 * No log shows harassment. What one can show is whether a request of the site's list was kept:
 * catches every direct message (to few recipients) of the account, or of another account of
 * the same person, that was accepted for the mailbox of the one who asked after the day of the
 * request and a grace. Nothing is found of anybody about whom nobody asked.
 *
 * Silent on lists and systems, messages to many, posts to a list that the other one reads,
 * vacation replies and mail redirected by hand. An organisation's account is recorded only: it
 * may have been its duty. That the other one wrote first is said, and decides nothing.
 *
 * All of it is for the case handler alone: see clause_is_restricted(). Blind to mail from
 * accounts elsewhere, and to what others send for the person.
 */

#include "detectors/toolbox.h"

enum { GRACE, FEW };

static const struct limit limits[] = {
    [GRACE] = { "grace", 24 * HOUR, SECONDS, "after the day of the request that are let pass" },
    [FEW] = { "recipients", 5, COUNT, "of a message at most: one to more is not meant for one" },
    { 0 },
};

enum { AGAIN_AND_AGAIN = 3 };

struct state {       /* one account, one who asked for no mail */
    int64_t written; /* by the other one since then, as long as the pair is remembered */
};

static const struct field fields[] = {
    NUMBER(struct state, written),
    { 0 },
};

static bool is_against_it(const struct watch *w, const struct event *ev)
{
    const struct message *m = ev->message;
    usec since = ev->pair->unwanted_since;

    return since != USEC_NONE && m->nrcpt <= (uint64_t)w->limit[FEW] && !m->is_resent &&
           m->accepted >= clock_next_day(since) + w->limit[GRACE] * USEC_PER_SECOND;
}

static void speak_against(struct evidence *e, const struct event *ev, int64_t written)
{
    if (written)
        evidence_against(e,
                         "{anchor} wrote to this account after the request: {written} messages "
                         "in the last weeks. This may be an answer.",
                         -500);
    else if (ev->pair->sees_answers)
        evidence_against(e, "Mail of {anchor} to this account was looked for: none came.", 0);
    else
        evidence_against(
            e, "Whether {anchor} wrote first is not known: no incoming mail is logged.", 0);
    evidence_against(e, "What the mail says is in no log: people have to read it.", 0);
    if (ev->account->kind == KIND_ORGANISATION)
        evidence_against(e, "The account is an organisation's: it may have been its duty.", -1000);
}

static void on_recipient(struct watch *w, const struct event *ev)
{
    const struct state *st = w->state;
    struct evidence *e;

    if (!is_against_it(w, ev))
        return;
    e = evidence_open(w, FAMILY_COMPLAINT, ev->pair->unwanted_by);
    evidence_message(e, ev);
    (void)evidence_raise(e, "days_after", COUNT,
                         (ev->message->accepted - ev->pair->unwanted_since) / USEC_PER_SECOND /
                             DAY);
    (void)evidence_raise(e, "most_recipients", COUNT, ev->message->nrcpt ? ev->message->nrcpt : 1);
    evidence_number(e, "line", COUNT, ev->pair->unwanted_line);
    evidence_number(e, "written", COUNT, st->written);
    e->weight = 2000;
    e->warrants = ev->account->kind == KIND_ORGANISATION ? ACTION_RECORD : ACTION_CONTACT;
    e->headline = evidence_is_one(e)
                      ? "wrote to {anchor}, who had asked for no more mail"
                      : "wrote {messages} messages to {anchor}, who had asked for no more mail";
    e->why = "{anchor} asked for no more mail of this person (no_contact.csv, line {line}). Direct "
             "messages that were accepted after that: {messages}, the last one {days_after} days "
             "after the request; the most recipients that one of them had: {most_recipients}.";
    e->advice = evidence_value(e, "messages") >= AGAIN_AND_AGAIN
                    ? "Talk to the person through whoever is responsible for it, if nobody has; "
                      "if it goes on after that, people decide whether sending is disabled."
                    : "Talk to the person through whoever is responsible for it; no automatic "
                      "message.";
    speak_against(e, ev, st->written);
}

static void on_received(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;

    if (ev->pair->unwanted_since == USEC_NONE || ev->recipient.hash != ev->pair->hash ||
        ev->when < ev->pair->unwanted_since)
        return;
    st->written++;
    if (*w->slot)
        evidence_number(*w->slot, "written", COUNT, st->written);
}

const struct detector detector_harassment = {
    .name = "harassment",
    .title = "Mail after a request for none",
    .clause = CLAUSE_HARASSMENT,
    .key = KEY_PAIR,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .on = { [EVENT_RECIPIENT] = on_recipient, [EVENT_RECEIVED] = on_received },
};
