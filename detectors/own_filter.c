/*
 * own_filter - the site's own filters take an account's mail for spam, or find a virus in it
 *
 * Catches verdicts on mail under a login, whether it was accepted all the same or refused for it.
 * Filters are wrong with honest mail, too: what counts is that an account's share of such verdicts
 * is far above `usual`, weighed by an e-process (its null: `usual` of 1000 messages; alternatives
 * of 100, 300 and 700; the greatest of them less log10 3, which is never more than their mean).
 * One filter is one opinion, so that the judge does not take it for harm; a virus is no opinion.
 *
 * Blind to sites whose filters see no mail under a login, and to the verdict on a refused message
 * that stands behind its refusal.
 */

#include "analyzer/base/log10.h"
#include "analyzer/base/map.h"
#include "detectors/toolbox.h"

enum { USUAL, FEWEST };

static const struct limit limits[] = {
    [USUAL] = { "usual", 20, COUNT, "of 1000 honest messages that own filters take for spam" },
    [FEWEST] = { "fewest", 3, COUNT, "messages taken for spam that are more than a mistake" },
    { 0 },
};

enum { ALTERNATIVES = 3, HINT_FROM = 1000, VIRUS_WEIGHT = 3000 };

static const int64_t alternatives[ALTERNATIVES] = { 100, 300, 700 }; /* of 1000 */

struct state {
    int64_t sums[ALTERNATIVES]; /* log10 of the likelihood ratio of each, thousandths */
    int64_t messages, spam, viruses;
    uint64_t last; /* Message-ID of the newest: filters in a row, and a client that tries again */
    bool last_is_spam;
};

static const struct field fields[] = {
    { "sum_100", FIELD_NUMBER, offsetof(struct state, sums[0]) },
    { "sum_300", FIELD_NUMBER, offsetof(struct state, sums[1]) },
    { "sum_700", FIELD_NUMBER, offsetof(struct state, sums[2]) },
    NUMBER(struct state, messages),
    NUMBER(struct state, spam),
    NUMBER(struct state, viruses),
    { 0 },
};

static int64_t ratio(int64_t chance, int64_t usual)
{
    return log10_milli((uint64_t)chance) - log10_milli((uint64_t)usual);
}

static void add(const struct watch *w, struct state *st, bool is_hit, int sign)
{
    int64_t usual = w->limit[USUAL] < 1 ? 1 : w->limit[USUAL] > 999 ? 999 : w->limit[USUAL];

    for (int i = 0; i < ALTERNATIVES; i++)
        st->sums[i] += sign * (is_hit ? ratio(alternatives[i], usual)
                                      : ratio(1000 - alternatives[i], 1000 - usual));
}

/* A message is one, whatever else is said of it: spam as soon as one filter says so. */
static void count(const struct watch *w, struct state *st, const struct event *ev)
{
    uint64_t id = ev->message->message_id.n ? hash_slice(ev->message->message_id) : 0;
    bool is_hit = filtering_is_spam(ev->filtering);

    if (id && id == st->last) {
        if (!is_hit || st->last_is_spam)
            return;
        add(w, st, false, -1);
    } else {
        st->messages++;
    }
    add(w, st, is_hit, 1);
    st->spam += is_hit;
    st->last = id;
    st->last_is_spam = is_hit;
}

static int32_t weight(const struct state *st)
{
    int64_t most = st->sums[0];

    for (int i = 1; i < ALTERNATIVES; i++)
        most = st->sums[i] > most ? st->sums[i] : most;
    most -= log10_milli(ALTERNATIVES);
    return most < 0 ? 0 : most > INT32_MAX ? INT32_MAX : (int32_t)most;
}

static void describe(struct evidence *e, const struct state *st)
{
    e->certainty = st->viruses ? CERTAINTY_PROVED : CERTAINTY_LIKELY;
    e->warrants = st->viruses ? ACTION_CONTACT : ACTION_RECORD;
    e->headline = st->viruses ? "own filters found a virus in its mail"
                              : "own filters take {spam} of its {messages} messages for spam";
    e->why = st->viruses
                 ? "Messages under its login in which {anchor} found something that must not be "
                   "delivered to anybody: {viruses}, and taken for spam: {spam} of {messages}."
                 : "Of {messages} messages under its login that filters looked at, {spam} were "
                   "taken for spam, by {anchor} for one; of honest mail that is {usual} in 1000.";
    e->advice = "Ask the account's owner whether this mail is theirs; look at one of the messages "
                "where the filter kept it.";
    evidence_number(e, "messages", COUNT, st->messages);
    evidence_number(e, "spam", COUNT, st->spam);
    evidence_number(e, "viruses", COUNT, st->viruses);
    evidence_against(e,
                     "A filter's opinion is no proof: newsletters and forwarded mail are taken "
                     "for spam as well.",
                     0);
}

/* Honest mail that comes later speaks for the account as much. */
static void weigh(const struct watch *w, struct evidence *e, const struct state *st)
{
    e->weight = weight(st);
    if (st->viruses && e->weight < VIRUS_WEIGHT)
        e->weight = VIRUS_WEIGHT;
    e->is_ripe = st->viruses || (st->spam >= w->limit[FEWEST] && e->weight >= HINT_FROM);
    describe(e, st);
}

static void on_filtered(struct watch *w, const struct event *ev)
{
    struct state *st = w->state;
    struct evidence *e = *w->slot;

    st->viruses += ev->filtering->is_virus;
    count(w, st, ev);
    if (filtering_is_spam(ev->filtering) || ev->filtering->is_virus) {
        e = evidence_open(w, FAMILY_LOCAL_FILTER, ev->filtering->filter);
        evidence_quote(e, ev);
        evidence_number(e, "usual", COUNT, w->limit[USUAL]);
        if (ev->message->identity > e->identity)
            e->identity = ev->message->identity;
    }
    if (e)
        weigh(w, e, st);
}

const struct detector detector_own_filter = {
    .name = "own_filter",
    .title = "Verdicts of own filters",
    .clause = CLAUSE_RESOURCES,
    .key = KEY_ACCOUNT,
    .limits = limits,
    .fields = fields,
    .state_size = sizeof(struct state),
    .state_version = 1,
    .on = { [EVENT_FILTERED] = on_filtered },
};
