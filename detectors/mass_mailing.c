/*
 * mass_mailing - one account mails many people, and nobody was told
 *
 * Catches one message to many, many messages that are one mailing (same subject, or
 * size within 1 %), and a mailing cut into chunks below the recipient limit. Counts
 * distinct recipients as addressed: a list or an alias for all staff is one. An
 * announcement that fits excuses it; late, overrun, outside its window and somebody
 * else's are told apart. A habit of writing to nearly the same people excuses what is not
 * large-scale: the minutes of a committee are no news to anybody. A teacher's mail inside, where it
 * is not large-scale, is to a class: that is on record the first time and a habit from the second
 * day on; of any other group the second time is no habit yet and weighs what it
 * did, but calls for no second notice. The clause allows mass mailings: it never disables anybody.
 *
 * Blind to mailings whose messages differ in subject and in size, to those spread over
 * more than a day or over several accounts, and to recipients that were never tried; to whoever
 * goes on until it is a habit, though the first times are told. Where no subjects are logged, an
 * open announcement of the sender's own excuses any mailing within its number.
 */

#include "detectors/announced.h"
#include "detectors/groups.h"
#include "detectors/toolbox.h"

enum { NOTICE_HOUR, NOTICE_DAY, LARGE, OVERRUN, ALLOWANCE, HABIT, CLASS_HABIT, CLASS_OUTSIDE };

static const struct limit limits[] = {
    [NOTICE_HOUR] = { "notice_hour", 100, COUNT, "recipients of one mailing in an hour: notice" },
    [NOTICE_DAY] = { "notice_day", 200, COUNT, "recipients of one mailing in a day: notice" },
    [LARGE] = { "large", 500, COUNT, "recipients of one mailing in a day: large-scale" },
    [OVERRUN] = { "overrun", 20, PER_CENT, "more recipients than announced that are let pass" },
    [ALLOWANCE] = { "allowance", 2 * HOUR, SECONDS, "before and after the announced time" },
    [HABIT] = { "habit", 2, COUNT, "earlier days with mail to four fifths of them: a habit" },
    [CLASS_HABIT] = { "class_habit", 1, COUNT, "the same for a teacher's class" },
    [CLASS_OUTSIDE] = { "class_outside", 5, PER_CENT, "recipients outside: more are no class" },
    { 0 },
};

enum { HABIT_WEIGHT = -2000, CLASS_WEIGHT = -1000 };

struct state { /* one account, one mailing */
    struct distinct recipients;
    struct distinct known; /* of these: written to on earlier days, where that is remembered */
    int64_t messages;
    int64_t current; /* recipients so far of the message that was told of last */
    int64_t largest; /* of any message */
};

static const struct field fields[] = {
    DISTINCT(struct state, recipients), DISTINCT(struct state, known),
    NUMBER(struct state, messages),     NUMBER(struct state, current),
    NUMBER(struct state, largest),      { 0 },
};

static void count_message(struct state *st, const struct event *ev)
{
    st->messages += ev->is_first;
    st->current = ev->nth; /* messages that are delivered side by side take turns */
    if (st->current > st->largest)
        st->largest = st->current;
}

/* Recipients within a day that the account has written to on earlier days. */
static int64_t count_known(struct state *st, const struct event *ev)
{
    if (ev->recipient.contact != CONTACT_KNOWN)
        return st->known.used;
    return distinct_add(&st->known, ev->recipient.hash, ev->message->accepted, DAY);
}

static enum announced announced(const struct watch *w, int64_t recipients)
{
    return announced_how(w->mailing, recipients,
                         &(struct announced_terms){ w->limit[OVERRUN], w->limit[ALLOWANCE] });
}

static const char *why_large(const struct watch *w, const struct state *st)
{
    if (st->largest >= w->limit[LARGE])
        return "One message went to {largest_message} recipients; {large} in a day is large-scale.";
    if (st->messages > 1 && st->largest * 4 >= w->limit[LARGE])
        return "{recipients} recipients in {messages} chunks of one mailing, each below the limit "
               "of {large}: the limit was worked around.";
    return "{recipients} different recipients in {messages} messages of one mailing within a day; "
           "{large} is large-scale.";
}

static void ripen(struct watch *w, struct evidence *e, int64_t recipients)
{
    const struct state *st = w->state;
    bool is_large = recipients >= w->limit[LARGE];

    e->is_ripe = true;
    e->certainty = CERTAINTY_PROVED;
    e->warrants = is_large ? ACTION_HOLD_MAILING : ACTION_NOTIFY;
    e->weight = is_large ? 4000 : 2000;
    e->why = is_large ? why_large(w, st)
                      : "{recipients} different recipients in {messages} messages of one mailing; "
                        "{notice_hour} in an hour or {notice_day} in a day call for a notice.";
    e->headline = e->anchor.n
                      ? "mailing \"{anchor}\" to {recipients} recipients"
                      : "mailing of about {size} bytes a message to {recipients} recipients";
    e->announced = announced(w, recipients);
    evidence_number(e, "size", BYTES, (int64_t)w->mailing->size);
    evidence_number(e, "recipients", COUNT, recipients);
    evidence_number(e, "messages", COUNT, st->messages);
    evidence_number(e, "largest_message", COUNT, st->largest);
    evidence_number(e, "external", COUNT, (int64_t)w->mailing->external);
    for (int i = NOTICE_HOUR; i <= LARGE; i++)
        evidence_number(e, limits[i].name, COUNT, w->limit[i]);
}

static bool is_class(const struct watch *w)
{
    return w->account->kind == KIND_FACULTY &&
           w->mailing->external * 100 <= w->mailing->recipients * (uint64_t)w->limit[CLASS_OUTSIDE];
}

/* The first mail to a class is no habit yet; nobody would announce it. */
static void excuse_class(const struct watch *w, struct evidence *e)
{
    static const char class[] =
        "A teacher writes to people inside, to fewer than {large}: a class, as like as not.";

    evidence_no_longer_against(e, class);
    if (!is_class(w) || e->warrants != ACTION_NOTIFY || e->announced != ANNOUNCED_NOT)
        return;
    e->warrants = ACTION_RECORD;
    evidence_against(e, class, CLASS_WEIGHT);
}

/* Beyond `large` a habit explains that it is no spam; to be told beforehand is still asked for. */
static void excuse_habit(const struct watch *w, struct evidence *e, int64_t days)
{
    static const char habit[] = "On {earlier_days} earlier days this account wrote to nearly the "
                                "same people: a habit.";
    static const char again[] = "It has written to nearly the same people before, on one day at "
                                "least: the notice is for the first time.";

    evidence_no_longer_against(e, habit);
    evidence_no_longer_against(e, again);
    if (days == 0)
        return;
    evidence_number(e, "earlier_days", COUNT, days);
    if (days < w->limit[is_class(w) ? CLASS_HABIT : HABIT]) {
        if (e->warrants == ACTION_NOTIFY)
            e->warrants = ACTION_RECORD;
        evidence_against(e, again, 0);
        return;
    }
    evidence_against(e, habit, HABIT_WEIGHT);
    e->warrants = e->warrants == ACTION_NOTIFY ? ACTION_RECORD : ACTION_CONTACT;
}

static int64_t habit_of(const struct watch *w, const struct event *ev)
{
    const struct state *st = w->state;
    int64_t day = calendar_day(w->calendar, ev->message->accepted);

    return w->groups ? groups_use(w->groups, w->mailing, day, ev->recipient.hash, &st->recipients)
                     : 0;
}

/* A group that somebody writes to all the time looks like a mailing, too. */
static void tell_known(struct evidence *e, int64_t known)
{
    if (known == 0)
        return;
    evidence_number(e, "known", COUNT, known);
    evidence_against(e, "{known} of the recipients had mail of this account on earlier days.", 0);
}

/* To any of the limits: the policy may set one of them below the others. */
static bool is_half_way(const struct watch *w, int64_t recipients)
{
    for (int i = NOTICE_HOUR; i <= LARGE; i++)
        if (2 * recipients >= w->limit[i])
            return true;
    return false;
}

/* Context, no excuse: whoever has the account now may be somebody else. */
static void tell_usual(struct evidence *e, const struct usual *u)
{
    const struct usual_of *of;

    if (!u || u->known == 0)
        return;
    of = &u->of[MEASURE_RECIPIENTS];
    evidence_number(e, "own_days", COUNT, u->known);
    evidence_number(e, "own_maximum", COUNT, (int64_t)of->maximum);
    evidence_number(e, "peers_most", COUNT, (int64_t)of->peers_p999);
    evidence_against(e,
                     u->peer_days
                         ? "Before, it had {own_maximum} recipients a day at most, on {own_days} "
                           "days with mail; 99.9 % of such days of its peers had {peers_most} at "
                           "most."
                         : "Before, it had {own_maximum} recipients a day at most, on {own_days} "
                           "days with mail.",
                     0);
}

static void on_recipient(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    usec accepted = ev->message->accepted;
    int64_t recipients = distinct_add(&st->recipients, ev->recipient.hash, accepted, DAY);
    int64_t known = count_known(st, ev), days = habit_of(w, ev);
    struct evidence *e;

    count_message(st, ev);
    if (!is_half_way(w, recipients))
        return;
    e = evidence_open(w, FAMILY_VOLUME, w->mailing->subject);
    evidence_quote(e, ev);
    e->mailing = *w->mailing;
    if (ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    if (e->is_ripe && recipients < evidence_value(e, "recipients"))
        return;
    if (!e->is_ripe && recipients < w->limit[NOTICE_DAY] && recipients < w->limit[LARGE] &&
        !distinct_reaches(&st->recipients, w->limit[NOTICE_HOUR], accepted, HOUR))
        return;
    ripen(w, e, recipients);
    excuse_habit(w, e, days);
    excuse_class(w, e);
    tell_known(e, known);
    tell_usual(e, w->usual);
}

const struct detector detector_mass_mailing = {
    .name = "mass_mailing",
    .title = "Mass mailing",
    .clause = CLAUSE_MASS_MAILING,
    .key = KEY_MAILING,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 2,
    .on = { [EVENT_RECIPIENT] = on_recipient },
};
