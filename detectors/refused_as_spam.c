/*
 * refused_as_spam - other organisations take an account's mail for spam
 *
 * What a server says of a message by its content, or of its sender, is about this account; what it
 * says of an IP or a domain is about everybody here and never counts. Each outside recipient
 * whose mail was taken is a no, each organisation that refuses for the first time within
 * `memory` a yes of a bet against one in a thousand, which is what filters get wrong of people's
 * mail. What an organisation refuses after that wins back what was lost that day by the mail that
 * it took since, and no more: a filter that lets most of a spam run pass does not speak for it, and
 * one that refuses every copy says no more than that it does. So no organisation is worth more than
 * its first refusal, and the bet stays fair. One may have a grudge of its own: one counts 1.5 at
 * most, two 2.5.
 *
 * Mail that is forwarded, and what lists send, are nobody's own sending and not looked at; nor
 * what own filters say (own_filter).
 *
 * Blind to: servers that take all mail and put it into a spam folder; smart hosts, which answer
 * for everybody behind them as one organisation.
 */

#include "detectors/eprocess.h"

enum { MEMORY, HALF_LIFE, RIPE };

static const struct limit limits[] = {
    [MEMORY] = { "memory", 28 * DAY, SECONDS, "in which an organisation counts once" },
    [HALF_LIFE] = { "half_life", 28 * DAY, SECONDS, "after which evidence counts half" },
    [RIPE] = { "ripe", 1000, MILLI, "odds against one in a thousand (log10) worth a finding" },
    { 0 },
};

/* Against one in a thousand; 1, 5 and 20 in a hundred. */
static const struct bet against_thousandth[EPROCESS_BETS] = { { 1000, -4 },
                                                              { 1698, -22 },
                                                              { 2301, -97 } };

/* By the number of organisations. */
static const int32_t caps[] = { 0, 1500, 2500, 4000 };

enum { CAPS = sizeof(caps) / sizeof(*caps), LIKELY_FROM = 2 };

enum { REFUSERS = 4 };

/* An organisation that refused today, and recipients whose mail it took since it last did. */
struct refuser {
    int64_t organisation, taken;
};

struct state { /* one account */
    struct eprocess bets;
    struct distinct organisations;     /* that refused */
    int64_t day;                       /* of the newest mail */
    int64_t taken, refused;            /* recipients, since the account last began a day clean */
    struct refuser refusers[REFUSERS]; /* of that day */
};

#define REFUSER(i)                                                                     \
    { "refuser_" #i, FIELD_NUMBER, offsetof(struct state, refusers[i].organisation) }, \
    {                                                                                  \
        "taken_" #i, FIELD_NUMBER, offsetof(struct state, refusers[i].taken)           \
    }

static const struct field fields[] = {
    EPROCESS(struct state, bets),
    DISTINCT(struct state, organisations),
    NUMBER(struct state, day),
    NUMBER(struct state, taken),
    NUMBER(struct state, refused),
    REFUSER(0),
    REFUSER(1),
    REFUSER(2),
    REFUSER(3),
    { 0 },
};

static void pass_days(const struct watch *w, struct state *st, usec when)
{
    int64_t day = eprocess_day(w->calendar, when);

    if (day <= st->day)
        return;
    if (eprocess_is_below(&st->bets, 1))
        st->taken = st->refused = 0;
    eprocess_pass(&st->bets, day - st->day, w->limit[HALF_LIFE]);
    memset(st->refusers, 0, sizeof(st->refusers));
    st->day = day;
}

/* NULL: it refused nothing today; and with `add`, others have all places. */
static struct refuser *refuser_of(struct state *st, int64_t organisation, bool add)
{
    for (size_t i = 0; i < REFUSERS; i++) {
        struct refuser *one = &st->refusers[i];

        if (one->organisation == 0 && add)
            one->organisation = organisation;
        if (one->organisation == organisation)
            return one;
    }
    return NULL;
}

/* Of what the mail has cost that it took since; the rest stays lost. */
static void win_back(struct state *st, struct refuser *one)
{
    for (int i = 0; one && i < EPROCESS_BETS; i++) {
        const struct bet *b = &against_thousandth[i];
        int64_t lost = one->taken * -b->no;

        st->bets.sums[i] += lost < b->yes ? lost : b->yes;
    }
    if (one)
        one->taken = 0;
}

static int32_t cap_of(const struct state *st)
{
    return caps[st->organisations.used < CAPS ? st->organisations.used : CAPS - 1];
}

/* Mail that is taken later exonerates. */
static void weigh(const struct watch *w, struct evidence *e, bool may_fall)
{
    const struct state *st = w->state;
    int32_t weight = eprocess_weight(&st->bets), cap = cap_of(st);

    if (!may_fall && weight < e->weight)
        return;
    e->weight = weight < 0 ? 0 : weight > cap ? cap : weight;
    e->certainty = st->organisations.used >= LIKELY_FROM ? CERTAINTY_LIKELY : CERTAINTY_HINT;
    e->warrants = ACTION_RECORD;
    e->is_ripe = e->weight >= w->limit[RIPE];
    evidence_number(e, "organisations", COUNT, st->organisations.used);
    evidence_number(e, "refused", COUNT, st->refused);
    evidence_number(e, "taken", COUNT, st->taken);
    e->headline = "mail refused as spam by {organisations} other organisations";
    e->why =
        "{organisations} other organisations refused mail for {refused} recipients for what it "
        "says or who sent it; mail for {taken} outside recipients was taken. Filters are wrong "
        "about one in a thousand, and one of them may have reasons of its own.";
    e->advice = "Ask the account's owner what was sent. If they did not send it, somebody else has "
                "the password.";
}

static bool is_verdict(const struct event *ev)
{
    return ev->reply.scope == REPLY_MESSAGE || ev->reply.scope == REPLY_SENDER;
}

static void take_verdict(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    usec accepted = ev->message->accepted;
    seconds memory = w->limit[MEMORY];
    struct refuser *one = refuser_of(st, ev->organisation, true);
    struct evidence *e;
    bool may_fall;

    st->refused++;
    if (!distinct_has(&st->organisations, ev->organisation, accepted, memory))
        eprocess_yes(&st->bets, against_thousandth, 2);
    else
        win_back(st, one);
    (void)distinct_add(&st->organisations, ev->organisation, accepted, memory);
    e = evidence_open(w, FAMILY_REMOTE, slice_of(NULL, 0));
    may_fall = eprocess_may_fall(e, st->day);
    evidence_quote(e, ev);
    if (ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    weigh(w, e, may_fall);
}

static void take_good(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct refuser *one = refuser_of(st, ev->organisation, false);

    st->taken++;
    if (one)
        one->taken++;
    eprocess_no(&st->bets, against_thousandth);
    if (*w->slot)
        weigh(w, *w->slot, eprocess_may_fall(*w->slot, st->day));
}

static void on_outcome(struct watch *w, const struct event *ev)
{
    bool is_good = ev->outcome == OUTCOME_DELIVERED;

    if (!ev->recipient.is_external || ev->organisation == 0 || ev->account->kind == KIND_LIST ||
        (!is_good && !is_verdict(ev)))
        return;
    pass_days(w, w->state, ev->message->accepted);
    if (is_good)
        take_good(w, ev);
    else
        take_verdict(w, ev);
}

const struct detector detector_refused_as_spam = {
    .name = "refused_as_spam",
    .title = "Refused as spam",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 2,
    .unchecked = "Whether other sites put the mail into a spam folder: they do not say so.",
    .on = { [EVENT_OUTCOME] = on_outcome },
};
