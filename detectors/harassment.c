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
 * may have been its duty. So is what answers mail that the other one wrote to the account after the
 * request: each of theirs lets one message pass within some days. One that was not asked for is
 * against the request, whatever was asked for before or behind it.
 *
 * All of it is for the case handler alone: see clause_is_restricted(). Blind to mail from
 * accounts elsewhere, and to what others send for the person. Who forges the other one's mail to
 * the own mailbox passes for one who answers: the lines show where it came from.
 */

#include "detectors/toolbox.h"

enum { GRACE, FEW, ANSWER };

static const struct limit limits[] = {
    [GRACE] = { "grace", 24 * HOUR, SECONDS, "after the day of the request that are let pass" },
    [FEW] = { "recipients", 5, COUNT, "of a message at most: one to more is not meant for one" },
    [ANSWER] = { "answer", 7 * DAY, SECONDS, "after mail of the one who asked: an answer to it" },
    { 0 },
};

enum { AGAIN_AND_AGAIN = 3, WEIGHT = 2000, WEIGHT_ANSWERS = -500 };

struct state {       /* one account, one who asked for no mail */
    int64_t written; /* by the other one since then, as long as the pair is remembered */
    int64_t owed;    /* of these, not answered yet */
    int64_t last;    /* when the newest came, microseconds */
};

static const struct field fields[] = {
    NUMBER(struct state, written),
    NUMBER(struct state, owed),
    NUMBER(struct state, last),
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
                         WEIGHT_ANSWERS);
    else if (ev->pair->sees_answers)
        evidence_against(e, "Mail of {anchor} to this account was looked for: none came.", 0);
    else
        evidence_against(
            e, "Whether {anchor} wrote first is not known: no incoming mail is logged.", 0);
    evidence_against(e, "What the mail says is in no log: people have to read it.", 0);
    if (ev->account->kind == KIND_ORGANISATION)
        evidence_against(e, "The account is an organisation's: it may have been its duty.", -1000);
}

/* Mail of the other one came some days before at most, and this is the first since then. */
static bool take_answer(const struct watch *w, struct state *st, usec when)
{
    if (!st->owed || when < st->last || when - st->last > w->limit[ANSWER] * USEC_PER_SECOND)
        return false;
    st->owed--;
    return true;
}

static const char *headline(const struct evidence *e, bool is_asked)
{
    if (is_asked)
        return "answered {anchor}, who had asked for no more mail, and then wrote";
    return evidence_is_one(e) ? "wrote to {anchor}, who had asked for no more mail"
                              : "wrote {messages} messages to {anchor}, who had asked for no more "
                                "mail";
}

static const char *advice(const struct evidence *e, bool is_asked)
{
    if (is_asked)
        return "Nothing, unless the one who asked complains again: it answers their own mail.";
    return evidence_value(e, "messages") >= AGAIN_AND_AGAIN
               ? "Talk to the person through whoever is responsible for it, if nobody has; "
                 "if it goes on after that, people decide whether sending is disabled."
               : "Talk to the person through whoever is responsible for it; no automatic message.";
}

/* What it comes to; is_asked: each message answers one of the other's. */
static void tell(struct evidence *e, const struct account *who, bool is_asked)
{
    e->weight = is_asked ? -WEIGHT_ANSWERS : WEIGHT;
    e->warrants = is_asked || who->kind == KIND_ORGANISATION ? ACTION_RECORD : ACTION_CONTACT;
    e->headline = headline(e, is_asked);
    e->why = "{anchor} asked for no more mail of this person (no_contact.csv, line {line}). Direct "
             "messages that were accepted after that: {messages}, the last one {days_after} days "
             "after the request; the most recipients that one of them had: {most_recipients}. "
             "Those that answer no mail of {anchor}: {unasked}.";
    e->advice = advice(e, is_asked);
}

/* An earlier version held each message against it and did not count these: before this one. */
static int64_t unasked_so_far(const struct evidence *e)
{
    int64_t counted = evidence_value(e, "unasked");

    return !counted && e->warrants == ACTION_CONTACT ? evidence_value(e, "messages") - 1 : counted;
}

static void on_recipient(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
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
    evidence_number(e, "unasked", COUNT,
                    unasked_so_far(e) + !take_answer(w, st, ev->message->accepted));
    tell(e, ev->account, evidence_value(e, "unasked") == 0);
    speak_against(e, ev, st->written);
}

static void on_received(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;

    if (ev->pair->unwanted_since == USEC_NONE || ev->when < ev->pair->unwanted_since)
        return;
    st->written++;
    st->owed++;
    st->last = ev->when;
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
    .state_version = 2,
    .on = { [EVENT_RECIPIENT] = on_recipient, [EVENT_RECEIVED] = on_received },
};
