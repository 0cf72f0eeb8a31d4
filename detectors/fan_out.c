/*
 * fan_out - one mail goes to many of an account's own contacts, to each by itself
 *
 * Who took over an account writes to the people that it knows as well: they trust it, and none of
 * them is a stranger, so that neither cold_mail nor a bounce shows it. Counts recipients that had
 * mail of the account on an earlier day, within an hour, in messages of their own that are one
 * mailing (same subject, or size within 1 %). People do that, too: of 100,000 benign account-days
 * 152 reach thirty contacts in an hour, 6 forty (tests/corpora/novelty.py, messages to several
 * included), and where all-staff announcers are not told apart ten reach 132. So it is a hint,
 * which another kind of evidence has to bear out. When such messages come from a provider that the
 * account never used, and few others of the site do, that other kind is there: then fewer are
 * enough, to whomever they go, and they call for a word with its owner.
 *
 * A habit of writing to these people, an announcement, lists and systems excuse it. Blind to one
 * message with many recipients (mass_mailing), to mails that differ in subject and size, and to
 * accounts of which nothing is remembered. What share of all contacts it is says nothing: of benign
 * days one in a hundred reaches a quarter of them within an hour.
 */

#include "detectors/announced.h"
#include "detectors/groups.h"
#include "detectors/toolbox.h"

enum { CONTACTS, MANY, VERY_MANY, ABROAD, HABIT, OVERRUN, ALLOWANCE };

static const struct limit limits[] = {
    [CONTACTS] = { "contacts", 30, COUNT, "known people in an hour, each by itself: a hint" },
    [MANY] = { "many", 50, COUNT, "the same: more of a hint" },
    [VERY_MANY] = { "very_many", 100, COUNT, "the same: as much as it can be" },
    [ABROAD] = { "abroad", 10, COUNT, "people, the same from a provider new to it: a word" },
    [HABIT] = { "habit", 2, COUNT, "earlier days with mail to four fifths of them: a habit" },
    [OVERRUN] = { "overrun", 20, PER_CENT, "more recipients than announced that are let pass" },
    [ALLOWANCE] = { "allowance", 2 * HOUR, SECONDS, "before and after the announced time" },
    { 0 },
};

enum {
    HABIT_WEIGHT = -2000,
    FEW = 3,        /* recipients of a message that is one of many all the same */
    KNOWN_DAYS = 5, /* of an account that was used on fewer nothing is new */
    LOCALS = 5      /* of the site who use the provider: then it is one of this place */
};

struct state { /* one account, one mailing */
    struct distinct contacts;
    struct distinct abroad; /* whoever was written to while it came from a provider that is new */
    int64_t is_abroad;      /* its newest message did */
};

static const struct field fields[] = {
    DISTINCT(struct state, contacts),
    DISTINCT(struct state, abroad),
    NUMBER(struct state, is_abroad),
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

static const char many_contacts[] =
    "{contacts} people that it had written to before got a mail each of one mailing within an "
    "hour; {limit} are a hint that somebody else writes to them.";
static const char from_abroad[] =
    "{abroad} people got a mail each of one mailing within an hour, from a provider that this "
    "account had never used; {limit_abroad} are a reason to ask.";

static void tell_numbers(const struct watch *w, struct evidence *e)
{
    evidence_number(e, "recipients", COUNT, (int64_t)w->mailing->recipients);
    if (evidence_value(e, "contacts") >= w->limit[CONTACTS])
        evidence_number(e, "limit", COUNT, w->limit[CONTACTS]);
    if (evidence_value(e, "abroad") >= w->limit[ABROAD])
        evidence_number(e, "limit_abroad", COUNT, w->limit[ABROAD]);
}

static void ripen(struct watch *w, struct evidence *e, int64_t habit)
{
    struct announced_terms terms = { w->limit[OVERRUN], w->limit[ALLOWANCE] };
    int64_t contacts = evidence_value(e, "contacts");
    bool is_abroad = evidence_value(e, "abroad") >= w->limit[ABROAD];

    e->is_ripe = true;
    e->announced = announced_how(w->mailing, (int64_t)w->mailing->recipients, &terms);
    is_abroad = is_abroad && habit < w->limit[HABIT] && e->announced != ANNOUNCED_YES;
    e->warrants = is_abroad ? ACTION_CONTACT : ACTION_RECORD;
    e->certainty = is_abroad ? CERTAINTY_LIKELY : CERTAINTY_HINT;
    e->weight = weight_of(w, contacts);
    e->why = contacts >= w->limit[CONTACTS] ? many_contacts : from_abroad;
    e->headline = contacts >= w->limit[CONTACTS]
                      ? "one mail to each of {contacts} contacts"
                      : "one mail to each of {abroad} people, from a provider that is new to it";
    e->advice =
        is_abroad ? "Ask the account's owner, by telephone, whether this mail is theirs." : NULL;
    tell_numbers(w, e);
}

static bool counts(const struct watch *w, const struct event *ev)
{
    return !kind_sends_for_others(w->account->kind) && ev->is_first && ev->message->nrcpt <= FEW;
}

static int64_t habit_of(const struct watch *w, const struct event *ev)
{
    const struct state *st = w->state;

    return w->groups
               ? groups_use(w->groups, w->mailing, calendar_day(w->calendar, ev->message->accepted),
                            ev->recipient.hash, &st->contacts)
               : 0;
}

static bool is_new_provider(const struct location *l)
{
    return location_tells(l) && l->wide_days == 0 && l->days >= KNOWN_DAYS &&
           l->wide_users < LOCALS;
}

static void on_message(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;

    st->is_abroad = is_new_provider(ev->from);
}

static int64_t add(struct distinct *to, const struct event *ev)
{
    return distinct_add(to, ev->recipient.hash, ev->message->accepted, HOUR);
}

static void on_recipient(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    bool is_known = ev->recipient.contact == CONTACT_KNOWN, is_more;
    int64_t contacts, abroad, habit;
    struct evidence *e;

    if (!counts(w, ev))
        return;
    contacts = is_known ? add(&st->contacts, ev) : 0;
    abroad = st->is_abroad ? add(&st->abroad, ev) : 0;
    if (2 * contacts < w->limit[CONTACTS] && 2 * abroad < w->limit[ABROAD])
        return;
    e = evidence_open(w, FAMILY_VOLUME, w->mailing->subject);
    evidence_quote(e, ev);
    e->mailing = *w->mailing;
    if (ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    is_more = evidence_raise(e, "contacts", COUNT, contacts);
    is_more = evidence_raise(e, "abroad", COUNT, abroad) || is_more;
    if (!is_more || (contacts < w->limit[CONTACTS] && abroad < w->limit[ABROAD]))
        return;
    habit = is_known ? habit_of(w, ev) : 0;
    ripen(w, e, habit);
    excuse_habit(w, e, habit);
}

const struct detector detector_fan_out = {
    .name = "fan_out",
    .title = "One mail to each of many contacts",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_MAILING,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 2,
    .needs_state = true,
    .on = { [EVENT_MESSAGE] = on_message, [EVENT_RECIPIENT] = on_recipient },
};
