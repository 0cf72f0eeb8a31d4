/*
 * An account that had mail on an open day, and none in this run, is loaded twice for each beat's
 * sake: histories of all of them at once would take more room than time.
 */
#include "analyzer/run/watch/day_close.h"

#include "analyzer/base/mem.h"
#include "analyzer/run/state/state_rows.h"
#include "analyzer/run/watch/recall.h"
#include "analyzer/run/watch/released.h"
#include "analyzer/run/watch/usual.h"

enum { SPREAD_MOST = 100000 /* thousandths: one account tells little about its peers */ };

/* What an account did, told to a beat. */
struct account_day {
    enum account_kind kind;
    const struct history *history;
    const struct history_day *sums;
};

struct beat {
    struct day_close *close;
    struct peers_day *day;
    int32_t factor[ACCOUNT_KINDS][MEASURES];
};

typedef void beat_fn(struct beat *b, const struct account_day *a);

static void take(struct beat *b, enum account_kind kind, const struct history *h, beat_fn *beat)
{
    struct account_day a = { kind, h, history_find(h, b->day->day) };

    if (a.sums)
        beat(b, &a);
}

static void each_account(struct beat *b, beat_fn *beat)
{
    const struct day_close *d = b->close;
    const struct watchers *w = d->watchers;

    for (size_t i = 0; i < w->n_works; i++)
        take(b, w->works[i]->account->kind, w->works[i]->history, beat);
    for (size_t i = 0; i < d->n_senders; i++) {
        struct state_pieces pieces;
        struct history h = { 0 };

        if (d->senders[i].is_loaded || d->senders[i].day != b->day->day)
            continue;
        pieces = state_look_at(w->state, d->senders[i].name);
        recall_days(pieces.body, &h);
        recall_days(pieces.rest, &h);
        released_look_up(w, d->senders[i].name, &h);
        take(b, d->senders[i].kind, &h, beat);
    }
}

static void first_beat(struct beat *b, const struct account_day *a)
{
    if (!history_may_learn(a->sums)) {
        b->day->suspect[a->kind]++;
        return;
    }
    for (int m = 0; m < MEASURES; m++) {
        uint64_t value = usual_value(a->sums, (enum measure)m);

        b->day->of[a->kind][m].counts[peers_bucket(value)]++;
    }
}

static void spread(struct peers_of *of, int64_t value, int64_t expected)
{
    int64_t distance = value * 1000 - expected;
    int64_t squared = distance < 1000000000 ? distance * distance / expected : SPREAD_MOST;

    of->spread += (uint64_t)(squared < SPREAD_MOST ? squared : SPREAD_MOST);
    of->spread_of++;
}

static void second_beat(struct beat *b, const struct account_day *a)
{
    struct usual u;

    if (!history_may_learn(a->sums))
        return;
    usual_of_day(a->history, &b->close->peers, a->kind, b->day->day, &u);
    for (int m = 0; m < MEASURES; m++) {
        struct peers_of *of = &b->day->of[a->kind][m];
        uint64_t value = usual_value(a->sums, (enum measure)m);
        int32_t factor = b->factor[a->kind][m], surprise;

        if (u.of[m].rate == 0)
            continue;
        surprise = usual_surprise(&u.of[m], value, factor);
        of->surprises[peers_surprise_bucket(surprise)]++;
        if (!u.is_young)
            spread(of, (int64_t)value, (int64_t)u.of[m].rate * factor / 1000);
    }
}

static void find_factors(struct beat *b)
{
    for (int kind = 0; kind < ACCOUNT_KINDS; kind++)
        for (int m = 0; m < MEASURES; m++)
            b->factor[kind][m] =
                peers_factor(&b->close->peers, b->day, (enum account_kind)kind, (enum measure)m);
}

void day_close_sum_up(struct day_close *d, int64_t day, struct peers_day *sums)
{
    struct beat b = { .close = d, .day = sums };

    *sums = (struct peers_day){ .day = day };
    each_account(&b, first_beat);
}

static void close_day(struct day_close *d, int64_t day)
{
    struct beat b = { .close = d, .day = mem_new(1, sizeof(*b.day)) };

    day_close_sum_up(d, day, b.day);
    find_factors(&b);
    each_account(&b, second_beat);
    peers_add(&d->peers, b.day);
}

static void close_oldest(struct day_close *d)
{
    close_day(d, d->open[0]);
    d->n_open--;
    memmove(&d->open[0], &d->open[1], d->n_open * sizeof(d->open[0]));
}

static void open_day(struct day_close *d, int64_t day)
{
    bool is_known = d->n_open && d->open[d->n_open - 1] >= day;
    bool is_closed = d->peers.n && d->peers.days[d->peers.n - 1]->day >= day;

    if (is_known || is_closed || day < d->not_again)
        return;
    if (d->n_open == OPEN_DAYS)
        close_oldest(d);
    d->open[d->n_open++] = day;
    if (d->begins == DAY_NONE)
        d->begins = day;
}

void day_close_pass(struct day_close *d, usec when)
{
    usec before = when - (usec)DAY_CLOSES_AFTER * USEC_PER_SECOND;
    int64_t day, then;

    if (when < d->next)
        return;
    day = calendar_day(&d->today, when);
    then = calendar_day(&d->then, before);
    while (d->n_open && d->open[0] < then)
        close_oldest(d);
    open_day(d, day);
    d->next = then < day ? clock_day(when) + (when - before) : clock_next_day(when);
}

void day_close_loaded(struct day_close *d, slice name)
{
    size_t low = 0, high = d->n_senders;

    while (low < high) {
        size_t at = low + (high - low) / 2;

        if (slice_cmp(d->senders[at].name, name) < 0)
            low = at + 1;
        else
            high = at;
    }
    for (; low < d->n_senders && slice_eq(d->senders[low].name, name); low++)
        d->senders[low].is_loaded = true;
}

uint64_t day_close_benign(struct day_close *d, usec when)
{
    int64_t day = when == USEC_NONE ? 0 : calendar_day(&d->then, when);
    uint64_t n = 0;

    for (size_t i = 0; i < d->peers.n && d->peers.days[i]->day < day; i++)
        for (int kind = 0; kind < ACCOUNT_KINDS; kind++)
            n += peers_total(&d->peers.days[i]->of[kind][MEASURE_MESSAGES]);
    return n;
}
