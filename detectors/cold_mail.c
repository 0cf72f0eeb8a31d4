/*
 * cold_mail - an account writes to strangers
 *
 * A stranger is a recipient that had no mail of the account on an earlier day, and sent it none.
 * Few write to many of them, and whoever took over an account writes to nobody else; but who
 * organises a conference does, too, so no number of strangers is more than a hint, and it takes
 * other evidence to act. Counts them within an hour, a day, a week and four weeks; what a number
 * weighs is how rare it is among benign account-days (tests/corpora/novelty.py), divided by four
 * for the four windows. When a day's is as rare by the account's own past as well, that counts
 * together for 4. Strangers inside the site are no harm to anybody's reputation: with them it is
 * never more than 2.
 *
 * Strangers that answer are none any more. An answer weighs -1.8, and each that stays without one
 * takes 0.155 of that back: of benign mail to strangers nearly a third is answered. In mail that
 * goes on for weeks all that is unanswered for a week weighs as much again, up to 2. Who has
 * always met twelve new people a day and more, a doctor who writes to other practices, gets 1.5
 * taken off for no more than half as many again, if of those anybody answers: somebody else's mail
 * may have gone on since the first day that is known.
 *
 * What was announced, and what lists and systems send, is left out. Blind to strangers whose
 * addresses answer by themselves, to correspondences longer ago than the state remembers, and to
 * whoever wrote more than 64 senders ago. Of accounts that are not remembered for two weeks all
 * recipients look new: then it counts those outside, and takes many of them for what few would be:
 * in a day, and in an hour those of one mailing in messages to three at most, which people do
 * rarely.
 */

#include "detectors/cold_mail.h"
#include "detectors/announced.h"
#include "detectors/writers.h"

enum { WAITED = WINDOWS, OVERRUN, ALLOWANCE };

static const struct limit limits[] = {
    [IN_HOUR] = { "hour", 7, COUNT, "strangers in an hour: a hint" },
    [IN_DAY] = { "day", 10, COUNT, "strangers in a day: a hint" },
    [IN_WEEK] = { "week", 15, COUNT, "strangers in a week: a hint" },
    [IN_MONTH] = { "month", 30, COUNT, "strangers in four weeks: a hint" },
    [UNREMEMBERED] = { "unremembered", 50, COUNT, "outside in a day, where no past is known" },
    [UNREMEMBERED_HOUR] = { "unremembered_hour", 15, COUNT,
                            "in an hour, of a mailing to few each" },
    [WAITED] = { "waited", 7 * DAY, SECONDS, "without an answer until it counts as left without" },
    [OVERRUN] = { "overrun", 20, PER_CENT, "more recipients than announced that are let pass" },
    [ALLOWANCE] = { "allowance", 2 * HOUR, SECONDS, "before and after the announced time" },
    { 0 },
};

enum {
    KEPT = 56 * DAY,
    COUNTED_EACH = 4096, /* beyond, each 64th brings the numbers up to date */
    ANSWER = 1800,       /* thousandths of log10 */
    UNANSWERED = 155,
    ANSWERS_MOST = 4000,
    WAITING_MOST = 2000,
    HABIT_WAITING = 60, /* from then on it can be told whether anybody answers */
    TODAY = 3,          /* within a quarter of a day, of a week or more */
    FEW = 3,            /* recipients of a message */
    INSIDE_MANY = 30,
    INSIDE_WEIGHT = 2000,
    LEAST = 2000, /* what is left when answers are taken off; less is worth nobody's while */
    WITH_OWN_PAST = 4000,
    WEIGHT_MOST = 4000,
};

/* How many there are, and what that weighs. More than 3500 is none worth: at another site
   all-staff announcers reach any number, in 11 of 100,000 account-days 50 in a day. */
static const struct step {
    uint16_t count, weight;
} tails[WINDOWS][6] = {
    [IN_HOUR] = { { 7, 2050 }, { 10, 2250 }, { 15, 2550 }, { 20, 2850 }, { 30, 3500 } },
    [IN_DAY] = { { 10, 2150 }, { 15, 2500 }, { 20, 2750 }, { 30, 3500 } },
    [IN_WEEK] = { { 15, 2050 }, { 20, 2400 }, { 30, 3350 }, { 40, 3500 } },
    [IN_MONTH] = { { 30, 2050 }, { 40, 2400 }, { 50, 2950 }, { 75, 3500 } },
    [UNREMEMBERED] = { { 50, 2000 }, { 100, 2500 }, { 150, 3000 } },
    [UNREMEMBERED_HOUR] = { { 15, 2000 }, { 20, 2250 }, { 30, 2500 } },
};

struct state {
    struct distinct strangers; /* keys with marks; when each was first written to */
    int64_t window;            /* which the open piece is about */
    int64_t until;             /* second of its end */
    uint32_t looked;           /* for answers among so many writers that have come in this run */
};

static const struct field fields[] = {
    DISTINCT(struct state, strangers),
    NUMBER(struct state, window),
    NUMBER(struct state, until),
    { 0 },
};

/* True: it was waited for. */
static bool answer(struct state *st, uint64_t hash)
{
    for (uint64_t marks = 0; st->strangers.used && marks <= MARKS; marks += OUTSIDE) {
        uint64_t key = (hash & ~(uint64_t)MARKS) | marks;
        seconds when = distinct_last(&st->strangers, key);

        if (!when)
            continue;
        distinct_drop(&st->strangers, key);
        (void)distinct_add(&st->strangers, key | ANSWERED, when * USEC_PER_SECOND, KEPT);
        return true;
    }
    return false;
}

/* Those that answered while the account sent nothing: when there are other writers. */
static void take_answers(struct state *st, const struct writers *writers)
{
    bool is_one = st->looked != writers->came;

    st->looked = writers->came;
    while (is_one) {
        uint32_t n;
        const struct distinct_slot *slots = distinct_slots(&st->strangers, &n);

        is_one = false;
        for (size_t i = 0; i < n && !is_one; i++)
            is_one = slots[i].key && !(slots[i].key & ANSWERED) &&
                     writers_have(writers, slots[i].key) && answer(st, slots[i].key);
    }
}

static int32_t weight_of(const struct watch *w, int window, int64_t n)
{
    int32_t weight = 0;

    for (const struct step *s = tails[window]; s->count && n >= w->limit[window]; s++)
        if (n >= s->count || weight == 0)
            weight = s->weight;
    return weight;
}

/* What was over a while ago is not told again with each stranger that comes by: in the last quarter
   of a day there must be half of an average day of the window. */
static bool goes_on(const struct cold_mail_tally *t, int window)
{
    static const int64_t half_days[WINDOWS] = { [IN_DAY] = 8, [IN_WEEK] = 14, [IN_MONTH] = 56 };

    if ((window == IN_WEEK || window == IN_MONTH) && t->of_late < TODAY)
        return false;
    return half_days[window] == 0 || t->of_late * half_days[window] >= t->outside[window];
}

/* Of the window that weighs most. */
static int32_t weigh(const struct watch *w, const struct cold_mail_tally *t, int *window)
{
    int32_t most = 0;

    for (int i = 0; i < WINDOWS; i++) {
        int32_t weight = weight_of(w, i, t->outside[i]);

        if (i <= IN_DAY && t->all[i] >= INSIDE_MANY && weight < INSIDE_WEIGHT)
            weight = INSIDE_WEIGHT;
        if (weight <= most || (t->outside[i] && !goes_on(t, i)))
            continue;
        *window = i;
        most = weight;
    }
    return most;
}

static bool is_rare_today(const struct watch *w, const struct cold_mail_tally *t)
{
    return t->outside[IN_DAY] >= w->limit[IN_DAY] &&
           cold_mail_is_rare(w->usual, t->outside[IN_DAY]);
}

/* Of benign mail to strangers nearly a third is answered: where of many hardly one in twenty is,
   that it goes on for weeks makes no habit of it. */
static bool is_hardly_answered(const struct cold_mail_tally *t)
{
    return t->waiting >= HABIT_WAITING && t->answers[IN_MONTH] * 20 < t->waiting;
}

static int32_t waiting_weight(const struct cold_mail_tally *t)
{
    int64_t weight = t->waiting * UNANSWERED - t->answers[IN_MONTH] * ANSWER;

    return (int32_t)(weight < 0 ? 0 : weight > WAITING_MOST ? WAITING_MOST : weight);
}

static int32_t answers_weight(int64_t answers, int64_t unanswered)
{
    int64_t weight = answers * ANSWER - unanswered * UNANSWERED;

    return (int32_t)(weight < 0 ? 0 : weight > ANSWERS_MOST ? ANSWERS_MOST : weight);
}

static const char *const whys[WINDOWS] = {
    [IN_HOUR] = "{strangers} strangers within an hour, {outside} of them outside: recipients that "
                "it had never written to, and that had not written to it.",
    [IN_DAY] = "{strangers} strangers within a day, {outside} of them outside: recipients that it "
               "had never written to, and that had not written to it.",
    [IN_WEEK] = "{strangers} strangers within a week, {outside} of them outside: recipients that "
                "it had never written to, that had not written to it, and did not answer.",
    [IN_MONTH] = "{strangers} strangers within four weeks, {outside} of them outside: recipients "
                 "that it had never written to, that had not written to it, and did not answer.",
    [UNREMEMBERED] = "{outside} recipients outside within a day. Which of them it knows cannot be "
                     "told: nothing is remembered of the account, or of less than two weeks.",
    [UNREMEMBERED_HOUR] =
        "{outside} recipients outside within an hour, of one mailing in messages to few. Which of "
        "them it knows "
        "cannot be told: nothing is remembered of the account, or of less than two weeks.",
};

static const char in_own_past[] =
    "{strangers} strangers within a day, {outside} of them outside: recipients that it had never "
    "written to, and that had not written to it. By its own past that is one day in a thousand.";

/* Most of so many strangers are of this one mailing. */
static bool is_of_mailing(const struct event *ev, int64_t strangers)
{
    return ev->mailing && ev->mailing->recipients * 5 >= (uint64_t)strangers * 4;
}

/* What is known of the mailing holds for it. */
static void name_mailing(struct evidence *e, const struct watch *w, const struct event *ev,
                         int64_t strangers)
{
    struct announced_terms terms = { w->limit[OVERRUN], w->limit[ALLOWANCE] };

    e->mailing = (struct mailing){ 0 };
    if (!is_of_mailing(ev, strangers))
        return;
    e->mailing = *ev->mailing;
    e->mailing.subject = slice_of(NULL, 0); /* goes with it */
    e->mailing.size = 0;
    e->announced = announced_how(ev->mailing, (int64_t)ev->mailing->recipients, &terms);
}

/* What the numbers come to. */
struct weighed {
    const char *why;
    int32_t weight;
    int window;
};

static struct weighed decide(const struct watch *w, const struct cold_mail_tally *t)
{
    struct weighed v = { .window = IN_DAY };

    v.weight = weigh(w, t, &v.window);
    v.why = whys[v.window];
    if (v.weight && v.window < UNREMEMBERED && is_rare_today(w, t))
        v = (struct weighed){ in_own_past, WITH_OWN_PAST, IN_DAY };
    if (v.weight)
        v.weight += waiting_weight(t);
    if (v.weight > WEIGHT_MOST)
        v.weight = WEIGHT_MOST;
    return v;
}

static void ripen(const struct watch *w, struct evidence *e, const struct cold_mail_tally *t,
                  const struct weighed *v)
{
    e->is_ripe = true;
    e->warrants = ACTION_RECORD;
    e->certainty = v->weight == WEIGHT_MOST ? CERTAINTY_LIKELY : CERTAINTY_HINT;
    e->weight = v->weight;
    e->why = v->why;
    e->headline = v->window == UNREMEMBERED        ? "{outside} recipients outside within a day"
                  : v->window == UNREMEMBERED_HOUR ? "{outside} recipients outside within an hour"
                                                   : "mail to {strangers} strangers";
    evidence_number(e, "strangers", COUNT, t->all[v->window]);
    evidence_number(e, "outside", COUNT, t->outside[v->window]);
    evidence_number(e, limits[v->window].name, COUNT, w->limit[v->window]);
    evidence_number(e, "left_without", COUNT, t->waiting);
}

/* Of those whom the piece is about: an answer to a day's mail may take two. */
static void tell_answers(struct evidence *e, const struct state *st)
{
    static const char some[] = "{answers} more strangers of that time have answered.";
    static const char none[] = "Of the strangers nobody has answered.";
    struct cold_mail_answered a = cold_mail_answered(&st->strangers, (int)st->window, st->until);

    evidence_no_longer_against(e, a.answers ? none : some);
    evidence_number(e, "answers", COUNT, a.answers);
    evidence_against(e, a.answers ? some : none, -answers_weight(a.answers, a.unanswered));
}

static bool is_half_way(const struct watch *w, const struct cold_mail_tally *t)
{
    for (int i = 0; i < WINDOWS; i++)
        if (2 * t->outside[i] >= w->limit[i] || (i <= IN_DAY && 2 * t->all[i] >= INSIDE_MANY))
            return true;
    return false;
}

/* At its peak, if that is enough; after that only answers change it. */
static void judge(struct watch *w, struct evidence *e, const struct event *ev,
                  const struct cold_mail_tally *t)
{
    struct state *st = w->state;
    struct weighed v = decide(w, t);
    bool is_usual = !is_hardly_answered(t) &&
                    cold_mail_is_usual(w->usual, t->outside[v.window], cold_mail_spans[v.window]);
    int32_t excuses =
        answers_weight(t->answers[v.window], t->all[v.window]) + (is_usual ? COLD_MAIL_HABIT : 0);
    bool is_peak = v.weight >= e->weight && v.weight - excuses >= LEAST;

    if (!e->is_ripe || is_peak) {
        evidence_quote(e, ev);
        if (ev->message->identity > e->identity)
            e->identity = ev->message->identity;
    }
    if (is_peak) {
        st->window = v.window;
        st->until = ev->message->accepted / USEC_PER_SECOND;
        ripen(w, e, t, &v);
        name_mailing(e, w, ev, t->all[v.window]);
        cold_mail_tell_habit(e, w->usual, is_usual);
    }
    if (e->is_ripe)
        tell_answers(e, st);
}

static void evaluate(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct evidence *e;
    struct cold_mail_tally t;

    take_answers(st, w->writers);
    cold_mail_count(&st->strangers, ev->message->accepted, w->limit[WAITED], &t);
    if (!is_of_mailing(ev, t.outside[UNREMEMBERED_HOUR]))
        t.outside[UNREMEMBERED_HOUR] = 0; /* a backlog, answered one by one */
    if (!is_half_way(w, &t))
        return;
    e = evidence_open(w, FAMILY_VOLUME, slice_of(NULL, 0));
    judge(w, e, ev, &t);
}

static bool is_announced(const struct watch *w, const struct event *ev)
{
    struct announced_terms terms = { w->limit[OVERRUN], w->limit[ALLOWANCE] };

    return ev->mailing &&
           announced_how(ev->mailing, (int64_t)ev->mailing->recipients, &terms) == ANNOUNCED_YES;
}

static bool is_stranger(const struct watch *w, const struct event *ev)
{
    const struct recipient *r = &ev->recipient;

    if (kind_sends_for_others(w->account->kind))
        return false;
    if (r->contact == CONTACT_KNOWN || (r->contact == CONTACT_UNTOLD && !r->is_external))
        return false;
    return !writers_have(w->writers, r->hash) && !is_announced(w, ev);
}

static uint64_t marks_of(const struct event *ev)
{
    uint32_t recipients = ev->message->nrcpt ? ev->message->nrcpt : ev->nth; /* Exim tells none */

    if (ev->recipient.contact == CONTACT_UNTOLD)
        return UNTOLD | (recipients <= FEW ? TO_FEW : 0);
    return ev->recipient.is_external ? OUTSIDE : 0;
}

static void on_recipient(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    uint64_t marks = marks_of(ev);
    seconds span = marks & UNTOLD ? DAY : KEPT;
    int64_t n;

    if (!is_stranger(w, ev) || cold_mail_has(&st->strangers, ev->recipient.hash, marks))
        return;
    n = distinct_add(&st->strangers, (ev->recipient.hash & ~(uint64_t)MARKS) | marks,
                     ev->message->accepted, span);
    if (2 * n >= w->limit[IN_HOUR] && (n <= COUNTED_EACH || n % 64 == 0))
        evaluate(w, ev);
}

static void on_received(struct watch *w, const struct event *ev)
{
    if (answer(w->state, ev->recipient.hash) && *w->slot && (*w->slot)->is_ripe)
        tell_answers(*w->slot, w->state);
}

const struct detector detector_cold_mail = {
    .name = "cold_mail",
    .title = "Mail to strangers",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 2,
    .unchecked = "Whether the strangers asked for it elsewhere, by phone or on a web page: no log "
                 "tells.",
    .on = { [EVENT_RECIPIENT] = on_recipient, [EVENT_RECEIVED] = on_received },
};
