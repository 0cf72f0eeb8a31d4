/*
 * unknown_recipients - an account writes to outside addresses that do not exist
 *
 * Lists that were harvested or bought are bad: a third of their addresses is wrong, where people
 * get two in a hundred wrong. Each new outside recipient is a yes (there is nobody) or a no (the
 * mail was taken) of a bet against one in five, which stale lists of organisers stay below;
 * what that wins counts in the account's sum. A second bet, against one in ten, counts there too,
 * up to what makes much mail to strangers worth a word with the account's owner and no more; when
 * it has won enough it calls for that word by itself. An announced mailing of its own owner is not
 * in the second: lists for conferences are stale, and somebody said that it would come.
 *
 * Not counted: whom the account has written to on an earlier day, the same recipient again,
 * recipients of own domains (own servers refuse those they do not know while the mail is handed
 * in, so a typo never gets this far, and a list of colleagues is no harvest), full mailboxes,
 * greylisting, refusals of the message, the sender or the server. A mailbox that is closed says
 * half as much: old lists have them, too. All that one domain refuses within an hour counts
 * once, as it may be out of order, unless it takes mail from the account in that hour: then all
 * of it counts.
 *
 * Blind to: clean lists; a list that is used on a day on which the account wrote to many new
 * recipients who exist (until the next day); servers that take all mail and bounce it later; lists
 * whose wrong addresses are at one dead domain.
 */

#include "detectors/eprocess.h"

enum { HALF_LIFE, RIPE, CONTACT };

static const struct limit limits[] = {
    [HALF_LIFE] = { "half_life", 28 * DAY, SECONDS, "after which evidence counts half" },
    [RIPE] = { "ripe", 1000, MILLI, "odds against one in five (log10) worth a finding" },
    [CONTACT] = { "contact", 4000, MILLI, "odds against one in ten (log10) that call for a word" },
    { 0 },
};

/* Against one in five; 3, 4.5 and 7 in ten. */
static const struct bet against_fifth[EPROCESS_BETS] = { { 176, -58 },
                                                         { 352, -163 },
                                                         { 544, -426 } };
/* Against one in ten; 2, 3.5 and 6 in ten. */
static const struct bet against_tenth[EPROCESS_BETS] = { { 301, -52 },
                                                         { 544, -142 },
                                                         { 778, -353 } };

enum {
    WEIGHT_MAX = 4000,
    TENTH_MAX = 1500,
    LIKELY_FROM = 3000,
    LINES_FROM = 500,
    WITHOUT_HISTORY = 7 * DAY
};
enum { WAITING = 4, WAITING_LINES = 3 };

/* A domain that took nothing yet and refused more than one: the others wait for an hour. */
struct waiting {
    int64_t domain, since; /* since: seconds; 0: none */
    int64_t invalid, inactive;
};

struct state { /* one account */
    struct eprocess fifth, tenth;
    struct distinct seen;  /* recipients of the last day; without a history of a week */
    struct distinct alive; /* domains that took mail within an hour */
    struct waiting waiting[WAITING];
    int64_t day;                      /* of the newest mail */
    int64_t tried, invalid, inactive; /* recipients, since the account last began a day clean */
};

#define WAITING_FIELDS(i)                                                            \
    { "domain_" #i, FIELD_NUMBER, offsetof(struct state, waiting[i].domain) },       \
        { "since_" #i, FIELD_NUMBER, offsetof(struct state, waiting[i].since) },     \
        { "invalid_" #i, FIELD_NUMBER, offsetof(struct state, waiting[i].invalid) }, \
    {                                                                                \
        "inactive_" #i, FIELD_NUMBER, offsetof(struct state, waiting[i].inactive)    \
    }

static const struct field fields[] = {
    EPROCESS(struct state, fifth),
    EPROCESS(struct state, tenth),
    DISTINCT(struct state, seen),
    DISTINCT(struct state, alive),
    NUMBER(struct state, day),
    NUMBER(struct state, tried),
    NUMBER(struct state, invalid),
    NUMBER(struct state, inactive),
    WAITING_FIELDS(0),
    WAITING_FIELDS(1),
    WAITING_FIELDS(2),
    WAITING_FIELDS(3),
    { 0 },
};

static void pass_days(const struct watch *w, struct state *st, usec when)
{
    int64_t day = eprocess_day(w->calendar, when);

    if (day <= st->day)
        return;
    if (eprocess_is_below(&st->fifth, 1) && eprocess_is_below(&st->tenth, 1))
        st->tried = st->invalid = st->inactive = 0;
    eprocess_pass(&st->fifth, day - st->day, w->limit[HALF_LIFE]);
    eprocess_pass(&st->tenth, day - st->day, w->limit[HALF_LIFE]);
    st->day = day;
}

/* Told before, or no question: of the account's own domains, or of somebody it knows. */
static bool is_old(struct state *st, const struct event *ev)
{
    seconds span = ev->recipient.contact == CONTACT_UNTOLD ? WITHOUT_HISTORY : DAY;
    usec accepted = ev->message->accepted;
    bool is_seen = distinct_has(&st->seen, ev->recipient.hash, accepted, span);

    (void)distinct_add(&st->seen, ev->recipient.hash, accepted, span);
    return is_seen;
}

/* halves: 2, nobody is there; 1, somebody was; 0, the mail was taken. */
static void bet(struct state *st, int halves, bool is_told_before)
{
    st->tried++;
    st->invalid += halves == 2;
    st->inactive += halves == 1;
    if (halves)
        eprocess_yes(&st->fifth, against_fifth, halves);
    else
        eprocess_no(&st->fifth, against_fifth);
    if (is_told_before)
        return;
    if (halves)
        eprocess_yes(&st->tenth, against_tenth, halves);
    else
        eprocess_no(&st->tenth, against_tenth);
}

static struct waiting *find_waiting(struct state *st, int64_t domain, seconds now)
{
    for (int i = 0; i < WAITING; i++)
        if (st->waiting[i].domain == domain && st->waiting[i].since > now - HOUR)
            return &st->waiting[i];
    return NULL;
}

static void begin_waiting(struct state *st, int64_t domain, seconds now)
{
    struct waiting *oldest = st->waiting;

    for (int i = 1; i < WAITING; i++)
        if (st->waiting[i].since < oldest->since)
            oldest = &st->waiting[i];
    *oldest = (struct waiting){ .domain = domain, .since = now };
}

/* One that is not the first of a domain that took nothing yet. */
static bool waits(struct state *st, const struct event *ev, int halves)
{
    seconds now = ev->message->accepted / USEC_PER_SECOND;
    struct waiting *one = find_waiting(st, ev->domain, now);

    if (distinct_has(&st->alive, ev->domain, ev->message->accepted, HOUR))
        return false;
    if (!one) {
        begin_waiting(st, ev->domain, now);
        return false;
    }
    one->invalid += halves == 2;
    one->inactive += halves == 1;
    return true;
}

/* The domain is not out of order: it takes mail. */
static void release(struct state *st, const struct event *ev)
{
    struct waiting *one = find_waiting(st, ev->domain, ev->message->accepted / USEC_PER_SECOND);

    (void)distinct_add(&st->alive, ev->domain, ev->message->accepted, HOUR);
    if (!one)
        return;
    for (; one->invalid > 0; one->invalid--)
        bet(st, 2, mailing_is_announced(ev->mailing));
    for (; one->inactive > 0; one->inactive--)
        bet(st, 1, mailing_is_announced(ev->mailing));
}

static int32_t weight_of(const struct state *st, int32_t tenth)
{
    int32_t fifth = eprocess_weight(&st->fifth), least = tenth < TENTH_MAX ? tenth : TENTH_MAX;

    return fifth > least ? fifth : least;
}

/* Mail that is taken later exonerates: refusals come back sooner. */
static void weigh(const struct watch *w, struct evidence *e, bool may_fall)
{
    const struct state *st = w->state;
    int32_t tenth = eprocess_weight(&st->tenth), weight = weight_of(st, tenth);
    bool calls = tenth >= w->limit[CONTACT];

    if (!may_fall && weight < e->weight)
        return;
    e->weight = weight < 0 ? 0 : weight > WEIGHT_MAX ? WEIGHT_MAX : weight;
    e->certainty = e->weight >= LIKELY_FROM ? CERTAINTY_LIKELY : CERTAINTY_HINT;
    e->warrants = calls ? ACTION_CONTACT : ACTION_RECORD;
    e->is_ripe = calls || weight >= w->limit[RIPE];
    evidence_number(e, "invalid", COUNT, st->invalid);
    evidence_number(e, "inactive", COUNT, st->inactive);
    evidence_number(e, "tried", COUNT, st->tried);
    e->headline = "wrote to {invalid} unknown and {inactive} closed addresses outside, of {tried} "
                  "new ones";
    e->why = "Of {tried} outside recipients that it had not written to before, other servers know "
             "nothing of {invalid}, and {inactive} have been closed. Stale lists have up to one in "
             "five of these, harvested ones more.";
    e->advice = "Ask the account's owner where the list of recipients is from. If they know of no "
                "list, somebody else has the password.";
}

static bool has_waiting_lines(const struct state *st)
{
    for (int i = 0; i < WAITING; i++)
        if (st->waiting[i].invalid >= WAITING_LINES)
            return true;
    return false;
}

static bool is_far_from_it(const struct state *st)
{
    return eprocess_is_below(&st->fifth, LINES_FROM) &&
           eprocess_is_below(&st->tenth, 2 * LINES_FROM) && !has_waiting_lines(st);
}

static void take_bad(struct watch *w, const struct event *ev, int halves)
{
    struct state *st = w->state;
    struct evidence *e;
    bool may_fall;

    if (!waits(st, ev, halves))
        bet(st, halves, mailing_is_announced(ev->mailing));
    if (is_far_from_it(st))
        return;
    e = evidence_open(w, FAMILY_INVALID, slice_of(NULL, 0));
    may_fall = eprocess_may_fall(e, st->day);
    evidence_quote(e, ev);
    if (ev->message->identity > e->identity)
        e->identity = ev->message->identity;
    if (mailing_is_announced(ev->mailing))
        evidence_against(e,
                         "Part of it was a mailing that its owner had announced: lists of that "
                         "kind are stale.",
                         0);
    weigh(w, e, may_fall);
}

static void take_good(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;

    bet(st, 0, mailing_is_announced(ev->mailing));
    if (*w->slot)
        weigh(w, *w->slot, eprocess_may_fall(*w->slot, st->day));
}

/* 2: nobody is there; 1: somebody was; 0: neither. */
static int halves_of(const struct event *ev)
{
    if (ev->outcome == OUTCOME_DELIVERED || ev->outcome == OUTCOME_OPEN ||
        ev->reply.scope != REPLY_RECIPIENT)
        return 0;
    return ev->reply.reason == REASON_INVALID ? 2 : ev->reply.reason == REASON_INACTIVE;
}

static void on_outcome(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    int halves = halves_of(ev);
    bool is_good = ev->outcome == OUTCOME_DELIVERED;

    if (!ev->recipient.is_external || ev->account->kind == KIND_LIST || (!is_good && !halves))
        return;
    pass_days(w, st, ev->message->accepted);
    if (is_good)
        release(st, ev);
    if (ev->recipient.contact == CONTACT_KNOWN || is_old(st, ev))
        return;
    if (halves)
        take_bad(w, ev, halves);
    else
        take_good(w, ev);
}

const struct detector detector_unknown_recipients = {
    .name = "unknown_recipients",
    .title = "Unknown recipients",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .unchecked = "Whether recipients exist at sites that take all mail and bounce it later.",
    .on = { [EVENT_OUTCOME] = on_outcome },
};
