/*
 * fan_out - one mail goes to many of an account's own contacts, to each by itself
 *
 * Who took over an account writes to the people that it knows as well: they trust it, and none of
 * them is a stranger, so that neither cold_mail nor a bounce shows it. Counts recipients that had
 * mail of the account on an earlier day, within an hour, in messages of their own that are one
 * mailing (same subject, or size within 1 %). People do that, too: of 100,000 benign account-days
 * 152 reach thirty contacts in an hour, 6 forty (tests/corpora/novelty.py, messages to several
 * included), and where all-staff announcers are not told apart ten reach 132. So it is a hint,
 * which another kind of evidence has to bear out: foreign networks above all.
 *
 * A habit of writing to these people, an announcement, lists and systems excuse it. Blind to one
 * message with many recipients (mass_mailing), to mails that differ in subject and size, and to
 * accounts of which nothing is remembered. What share of all contacts it is says nothing: of benign
 * days one in a hundred reaches a quarter of them within an hour.
 */

#include "detectors/announced.h"
#include "detectors/groups.h"
#include "detectors/toolbox.h"

enum { CONTACTS, MANY, VERY_MANY, HABIT, OVERRUN, ALLOWANCE };

static const struct limit limits[] = {
    [CONTACTS] = { "contacts", 30, COUNT, "known people in an hour, each by itself: a hint" },
    [MANY] = { "many", 50, COUNT, "the same: more of a hint" },
    [VERY_MANY] = { "very_many", 100, COUNT, "the same: as much as it can be" },
    [HABIT] = { "habit", 2, COUNT, "earlier days with mail to four fifths of them: a habit" },
    [OVERRUN] = { "overrun", 20, PER_CENT, "more recipients than announced that are let pass" },
    [ALLOWANCE] = { "allowance", 2 * HOUR, SECONDS, "before and after the announced time" },
    { 0 },
};

enum {
    HABIT_WEIGHT = -2000,
    FEW = 3 /* recipients of a message that is one of many all the same */
};

struct state { /* one account, one mailing */
    struct distinct contacts;
};

static const struct field fields[] = {
    DISTINCT(struct state, contacts),
    { 0 },
};

static int32_t weight_of(const struct watch *w, int64_t contacts)
{
    if (contacts >= w->limit[VERY_MANY])
        return 2500;
    return contacts >= w->limit[MANY] ? 2000 : 1500;
}

static void excuse_habit(const struct watch *w, struct evidence *e, int64_t days)
{
    static const char habit[] = "On {earlier_days} earlier days this account wrote to nearly the "
                                "same people: a habit.";

    evidence_no_longer_against(e, habit);
    if (days == 0 || days < w->limit[HABIT])
        return;
    evidence_number(e, "earlier_days", COUNT, days);
    evidence_against(e, habit, HABIT_WEIGHT);
}

static void ripen(struct watch *w, struct evidence *e, int64_t contacts)
{
    struct announced_terms terms = { w->limit[OVERRUN], w->limit[ALLOWANCE] };

    e->is_ripe = true;
    e->warrants = ACTION_RECORD;
    e->certainty = CERTAINTY_HINT;
    e->weight = weight_of(w, contacts);
    e->why =
        "{contacts} people that it had written to before got a mail each of one mailing within "
        "an hour; {limit} are a hint that somebody else writes to them.";
    e->headline = "one mail to each of {contacts} contacts";
    e->announced = announced_how(w->mailing, (int64_t)w->mailing->recipients, &terms);
    evidence_number(e, "contacts", COUNT, contacts);
    evidence_number(e, "limit", COUNT, w->limit[CONTACTS]);
    evidence_number(e, "recipients", COUNT, (int64_t)w->mailing->recipients);
}

static bool counts(const struct watch *w, const struct event *ev)
{
    return !kind_sends_for_others(w->account->kind) && ev->is_first && ev->message->nrcpt <= FEW &&
           ev->recipient.contact == CONTACT_KNOWN;
}

static int64_t habit_of(const struct watch *w, const struct event *ev)
{
    const struct state *st = w->state;

    return w->groups
               ? groups_use(w->groups, w->mailing, calendar_day(w->calendar, ev->message->accepted),
                            ev->recipient.hash, &st->contacts)
               : 0;
}

static void on_recipient(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct evidence *e;
    int64_t contacts;

    if (!counts(w, ev))
        return;
    contacts = distinct_add(&st->contacts, ev->recipient.hash, ev->message->accepted, HOUR);
    if (2 * contacts < w->limit[CONTACTS])
        return;
    e = evidence_open(w, FAMILY_VOLUME, w->mailing->subject);
    evidence_quote(e, ev);
    e->mailing = *w->mailing;
    if (ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    if (contacts < w->limit[CONTACTS] || contacts < evidence_value(e, "contacts"))
        return;
    ripen(w, e, contacts);
    excuse_habit(w, e, habit_of(w, ev));
}

const struct detector detector_fan_out = {
    .name = "fan_out",
    .title = "One mail to each of many contacts",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_MAILING,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .needs_state = true,
    .on = { [EVENT_RECIPIENT] = on_recipient },
};
