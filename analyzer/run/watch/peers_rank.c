/* Where a count stands among those of peers. All of it is derived when it is asked for. */
#include "analyzer/base/log10.h"
#include "analyzer/run/watch/peers.h"

enum {
    SINGLE = 8, /* counts with a bucket each */
    EACH_OCTAVE = 4,
    LARGEST = (1 << 21) - 1,
    MEAN_MOST = 1000,
    SURPRISE_STEP = 250, /* thousandths */
    FACTOR_LEAST = 500,
    FACTOR_MOST = 3000,
    FACTOR_DAMPING = 20, /* added to both sides: few peers move little */
    DAYS_ALIKE = 3,      /* fewer are no expectation */
};

size_t peers_bucket(uint64_t count)
{
    uint64_t n = count < LARGEST ? count : LARGEST;
    int octave;

    if (n < SINGLE)
        return (size_t)n;
    octave = 63 - __builtin_clzll(n);
    return (size_t)(SINGLE + (octave - 3) * EACH_OCTAVE) + (n >> (octave - 2) & 3);
}

uint64_t peers_bucket_top(size_t bucket)
{
    size_t beyond = bucket - SINGLE;

    if (bucket < SINGLE)
        return bucket;
    return ((EACH_OCTAVE + beyond % EACH_OCTAVE + 1) << (beyond / EACH_OCTAVE + 1)) - 1;
}

/* What stands for all counts in it. */
static uint64_t middle(size_t bucket)
{
    uint64_t below = bucket ? peers_bucket_top(bucket - 1) : 0;

    return bucket < SINGLE ? bucket : (below + 1 + peers_bucket_top(bucket)) / 2;
}

size_t peers_surprise_bucket(int32_t surprise)
{
    int32_t bucket = surprise / SURPRISE_STEP;

    return bucket < SURPRISE_BUCKETS ? (size_t)bucket : SURPRISE_BUCKETS - 1;
}

uint64_t peers_total(const struct peers_of *of)
{
    uint64_t n = 0;

    for (size_t i = 0; i < COUNT_BUCKETS; i++)
        n += of->counts[i];
    return n;
}

uint64_t peers_quantile(const struct peers_of *of, uint64_t of_10000)
{
    uint64_t wanted = peers_total(of) * of_10000, seen = 0;
    size_t i = 0;

    for (; i < COUNT_BUCKETS - 1; i++) {
        seen += of->counts[i];
        if (seen * 10000 >= wanted)
            break;
    }
    return wanted ? peers_bucket_top(i) : 0;
}

int32_t peers_rank(const struct peers_of *of, uint64_t count)
{
    uint64_t n = peers_total(of), less = 0;

    for (size_t i = 0; i < peers_bucket(count); i++)
        less += of->counts[i];
    return n ? (int32_t)(less * 10000 / n) : 0;
}

int32_t peers_calibrate(const struct peers_of *of, int32_t surprise)
{
    uint64_t n = 0, as_much = 0;

    for (size_t i = 0; i < SURPRISE_BUCKETS; i++) {
        n += of->surprises[i];
        if (i >= peers_surprise_bucket(surprise))
            as_much += of->surprises[i];
    }
    return log10_milli(n + 1) - log10_milli(as_much + 1);
}

static int64_t bounded(size_t bucket)
{
    uint64_t count = middle(bucket);

    return count < MEAN_MOST ? (int64_t)count : MEAN_MOST;
}

int64_t peers_mean(const struct peers_of *of)
{
    int64_t sum = 0, n = (int64_t)peers_total(of);

    for (size_t i = 0; i < COUNT_BUCKETS; i++)
        sum += bounded(i) * of->counts[i];
    return n ? sum * 1000 / n : 0;
}

int64_t peers_variance(const struct peers_of *of)
{
    int64_t mean = peers_mean(of), n = (int64_t)peers_total(of), sum = 0;

    for (size_t i = 0; i < COUNT_BUCKETS && mean; i++) {
        int64_t distance = bounded(i) * 1000 - mean;

        sum += distance * distance / mean * of->counts[i];
    }
    return n ? sum / n : 0;
}

/* Of a day, where nobody counts for more than `most`: one account is no calendar. */
static int64_t damped_total(const struct peers_of *of, uint64_t most)
{
    uint64_t sum = FACTOR_DAMPING;

    for (size_t i = 0; i < COUNT_BUCKETS; i++)
        sum += (middle(i) < most ? middle(i) : most) * of->counts[i];
    return (int64_t)sum;
}

static bool is_alike(int64_t a, int64_t b, bool is_weekday)
{
    return is_weekday ? (b - a) % 7 == 0 : days_is_weekend(a) == days_is_weekend(b);
}

struct totals {
    int64_t at[USUAL_DAYS];
    size_t n;
};

static void insert(struct totals *t, int64_t total)
{
    size_t i = t->n++;

    for (; i > 0 && t->at[i - 1] > total; i--)
        t->at[i] = t->at[i - 1];
    t->at[i] = total;
}

/* The median of days like it: of the same day of the week, or of workdays and weekends. */
static int64_t expected(const struct peers *p, const struct peers_day *today,
                        enum account_kind kind, enum measure measure, uint64_t most)
{
    struct totals t;

    for (int is_weekday = 1; is_weekday >= 0; is_weekday--) {
        t.n = 0;
        for (size_t i = 0; i < p->n; i++) {
            const struct peers_day *d = p->days[i];

            if (d->day < today->day && d->day >= today->day - USUAL_DAYS &&
                is_alike(d->day, today->day, is_weekday))
                insert(&t, damped_total(&d->of[kind][measure], most));
        }
        if (t.n >= DAYS_ALIKE)
            return t.at[t.n / 2];
    }
    return 0;
}

int32_t peers_factor(struct peers *p, const struct peers_day *today, enum account_kind kind,
                     enum measure measure)
{
    uint64_t p95 = peers_quantile(&peers_before(p, kind, today->day)[measure], 9500);
    uint64_t most = p95 * FACTOR_MOST / 1000;
    int64_t total = damped_total(&today->of[kind][measure], most);
    int64_t usual = expected(p, today, kind, measure, most);
    int64_t factor = usual ? total * 1000 / usual : 1000;

    return (int32_t)(factor < FACTOR_LEAST  ? FACTOR_LEAST
                     : factor > FACTOR_MOST ? FACTOR_MOST
                                            : factor);
}
