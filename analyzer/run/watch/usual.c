/*
 * All in thousandths, and weights in 65536ths. The limit on movement is applied anew each time,
 * from the oldest week in sight on: so it needs no memory of its own.
 */
#include "analyzer/run/watch/usual.h"

#include <stdlib.h>

#include "analyzer/base/days.h"
#include "analyzer/base/negative_binomial.h"

enum {
    WEEK = 7,
    WEEKS = USUAL_DAYS / WEEK - 1,
    HALF_LIFE = 28,      /* days */
    PEERS_WEIGH = 14,    /* days */
    MOVES_LEAST = 500,   /* thousandths a day and week, whatever the rate */
    COUNT_MOST = 100000, /* of a day; keeps squares within 64 bits */
};

/* The days before, the newest first. A day that is not known says nothing. */
struct past {
    uint64_t known, weekend; /* bit i: the day 1 + i days before */
    int64_t count[USUAL_DAYS];
};

/* 2^(-i / HALF_LIFE) */
static const uint32_t fading[HALF_LIFE] = {
    65536, 63934, 62370, 60845, 59358, 57906, 56490, 55109, 53761, 52447,
    51165, 49914, 48693, 47502, 46341, 45208, 44102, 43024, 41972, 40946,
    39945, 38968, 38015, 37086, 36179, 35294, 34431, 33589,
};

uint64_t usual_value(const struct history_day *d, enum measure measure)
{
    switch (measure) {
    case MEASURE_RECIPIENTS:
        return d->distinct;
    case MEASURE_NEW:
        return d->met;
    default:
        return d->messages;
    }
}

static bool is_in_sight(const struct history_day *d, int64_t day)
{
    return d->day < day && d->day >= day - USUAL_DAYS;
}

/* Since its first day with mail: what it did before that is not known. */
int64_t usual_age(const struct history *h, int64_t day)
{
    return h->n_days && h->days[0].day < day ? day - h->days[0].day : 0;
}

static uint64_t first_bits(int64_t n)
{
    return n >= 64 ? UINT64_MAX : (UINT64_C(1) << n) - 1;
}

static void see_past(const struct history *h, uint64_t logged, int64_t day, struct past *past)
{
    past->known = logged & first_bits(usual_age(h, day));
    past->weekend = 0;
    for (int i = 0; i < USUAL_DAYS; i++)
        past->weekend |= (uint64_t)days_is_weekend(day - 1 - i) << i;
    for (size_t i = 0; i < h->n_days; i++) {
        uint64_t bit;

        if (!is_in_sight(&h->days[i], day))
            continue;
        bit = UINT64_C(1) << (day - 1 - h->days[i].day);
        past->known = history_may_learn(&h->days[i]) ? past->known | bit : past->known & ~bit;
    }
}

static void count_past(const struct history *h, int64_t day, enum measure measure,
                       struct past *past)
{
    memset(past->count, 0, sizeof(past->count));
    for (size_t i = 0; i < h->n_days; i++) {
        uint64_t count = usual_value(&h->days[i], measure);

        if (is_in_sight(&h->days[i], day))
            past->count[day - 1 - h->days[i].day] =
                count < COUNT_MOST ? (int64_t)count : COUNT_MOST;
    }
}

/* Of the days of these bits, as it was seen so many days ago; -1: there is none. */
static int64_t mean_then(const struct past *past, uint64_t of, int ago)
{
    int64_t sum = 0, weights = 0;

    for (int i = ago; i < USUAL_DAYS; i++) {
        int64_t weight = fading[(i - ago) % HALF_LIFE] >> (i - ago) / HALF_LIFE;

        if (of >> i & 1) {
            sum += weight * past->count[i];
            weights += weight;
        }
    }
    return weights ? sum * 1000 / weights : -1;
}

static int64_t limit_movement(int64_t from, int64_t to)
{
    int64_t least = from * 7 / 10, most = from * 13 / 10;

    if (most < from + MOVES_LEAST)
        most = from + MOVES_LEAST;
    return to < least ? least : to > most ? most : to;
}

/* As old as it is, its first rate is that of its first USUAL_YOUNG days, if these are in sight. */
static int64_t rate_of(const struct past *past, uint64_t of, int64_t age)
{
    int64_t weeks = (age - USUAL_YOUNG) / WEEK, rate = -1;

    for (int64_t week = weeks < WEEKS ? weeks : WEEKS; week >= 0; week--) {
        int64_t mean = mean_then(past, of, (int)week * WEEK);

        if (mean >= 0)
            rate = rate < 0 ? mean : limit_movement(rate, mean);
    }
    return rate;
}

static int64_t within(int64_t n, int64_t least, int64_t most)
{
    return n < least ? least : n > most ? most : n;
}

static int64_t squared_distance(int64_t count, int64_t rate)
{
    return (count * 1000 - rate) * (count * 1000 - rate) / rate;
}

static int64_t dispersion_of(const struct past *past, uint64_t of, int64_t rate,
                             const struct peers_of *peers)
{
    int64_t own = 0, days = 0, theirs = DISPERSION_PRESET;

    if (peers->spread_of >= PEERS_FEW)
        theirs = (int64_t)(peers->spread / peers->spread_of);
    for (int i = 0; i < USUAL_DAYS; i++)
        if (of >> i & 1) {
            own += squared_distance(past->count[i], rate);
            days++;
        }
    return within((own + PEERS_WEIGH * theirs) / (days + PEERS_WEIGH), NB_DISPERSION_LEAST,
                  NB_DISPERSION_MOST);
}

static void by_peers(const struct peers_of *peers, struct usual_of *out)
{
    if (peers_total(peers) < PEERS_FEW)
        return;
    out->rate = (int32_t)within(peers_mean(peers), NB_MEAN_LEAST, NB_MEAN_MOST);
    out->dispersion =
        (int32_t)within(peers_variance(peers), NB_DISPERSION_LEAST, NB_DISPERSION_MOST);
}

/* Where no day of its kind was logged, all days are one kind. */
static void by_itself(const struct past *past, const struct usual *u, const struct peers_of *peers,
                      struct usual_of *out)
{
    uint64_t alike = past->known & (u->is_weekend ? past->weekend : ~past->weekend);
    uint64_t of = alike ? alike : past->known;
    int64_t rate = within(rate_of(past, of, u->age), NB_MEAN_LEAST, NB_MEAN_MOST);

    out->rate = (int32_t)rate;
    out->dispersion = (int32_t)dispersion_of(past, of, rate, peers);
}

static int by_size(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

    return a < b ? -1 : a > b;
}

/* The least that so many per cent of the days do not exceed. */
static uint64_t quantile(const int64_t *sorted, size_t n, size_t per_cent)
{
    return n ? (uint64_t)sorted[(n * per_cent + 99) / 100 - 1] : 0;
}

/* Only of days with mail: most accounts have few of them. */
static void order_days(const struct history *h, const struct usual *u, enum measure measure,
                       struct usual_of *out)
{
    int64_t counts[HISTORY_DAYS];
    size_t n = 0;

    for (size_t i = 0; i < h->n_days; i++)
        if (is_in_sight(&h->days[i], u->day) && history_may_learn(&h->days[i]))
            counts[n++] = (int64_t)usual_value(&h->days[i], measure);
    qsort(counts, n, sizeof(*counts), by_size);
    out->median = quantile(counts, n, 50);
    out->p95 = quantile(counts, n, 95);
    out->maximum = quantile(counts, n, 100);
}

static void count_days(const struct history *h, struct usual *u)
{
    for (size_t i = 0; i < h->n_days; i++)
        if (is_in_sight(&h->days[i], u->day)) {
            u->days++;
            u->known += history_may_learn(&h->days[i]);
        }
}

void usual_of_day(const struct history *h, struct peers *p, enum account_kind kind, int64_t day,
                  struct usual *out)
{
    const struct peers_of *peers = peers_before(p, kind, day);
    struct past past;

    *out = (struct usual){ .day = day, .age = usual_age(h, day) };
    out->is_young = out->age < USUAL_YOUNG;
    out->is_weekend = days_is_weekend(day);
    out->peer_days = peers_total(&peers[MEASURE_MESSAGES]);
    count_days(h, out);
    see_past(h, peers_closed(p, day), day, &past);
    for (int m = 0; m < MEASURES; m++) {
        struct usual_of *of = &out->of[m];

        count_past(h, day, (enum measure)m, &past);
        if (out->is_young || !past.known)
            by_peers(&peers[m], of);
        else
            by_itself(&past, out, &peers[m], of);
        order_days(h, out, (enum measure)m, of);
        of->peers_median = peers_quantile(&peers[m], 5000);
        of->peers_p95 = peers_quantile(&peers[m], 9500);
        of->peers_p999 = peers_quantile(&peers[m], 9990);
    }
}

int32_t usual_surprise(const struct usual_of *of, uint64_t value, int32_t factor)
{
    int32_t surprise;

    if (of->rate == 0)
        return 0;
    surprise = nb_surprise(value, (int64_t)of->rate * factor / 1000, of->dispersion);
    return surprise < SURPRISE_MOST ? surprise : SURPRISE_MOST;
}
