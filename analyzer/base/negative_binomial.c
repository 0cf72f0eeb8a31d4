/*
 * With m the mean and d the dispersion, the chance of 0 is d^(-m / (d - 1)), and that of k + 1 is
 * that of k times (k (d - 1) + m) / ((k + 1) d). So the chance of the count is a product, and that
 * of it or more a sum of what follows; both get too small for any integer, hence numbers with an
 * exponent of two beside them. Each step loses a few parts in 2^31.
 */
#include "analyzer/base/negative_binomial.h"

#include <stdbool.h>

#include "analyzer/base/log10.h"

enum { NEGLIGIBLE = 24 /* binary digits that a term is smaller than the sum */ };

#define LOG10_OF_2 INT64_C(301029996) /* billionths */

struct scaled { /* m 2^e, m in 2^31 to 2^32 */
    uint64_t m;
    int64_t e;
};

struct shape {
    uint64_t mean, beyond, dispersion; /* beyond: dispersion - 1 */
};

static struct scaled scale(uint64_t n, int64_t e)
{
    int shift = 32 - __builtin_clzll(n);

    return (struct scaled){ shift > 0 ? n >> shift : n << -shift, e + shift };
}

static struct scaled times_ratio(struct scaled x, uint64_t over, uint64_t under)
{
    struct scaled a = scale(over, 0), b = scale(under, 0);

    return scale(x.m * a.m / b.m, x.e + a.e - b.e);
}

/* From the chance of k to that of k + 1. */
static struct scaled step(const struct shape *s, struct scaled x, uint64_t k)
{
    return times_ratio(x, k * s->beyond + s->mean, (k + 1) * s->dispersion);
}

static struct scaled add(struct scaled a, struct scaled b)
{
    if (a.e < b.e)
        return add(b, a);
    return a.e - b.e > 32 ? a : scale(a.m + (b.m >> (a.e - b.e)), a.e);
}

static bool still_counts(const struct shape *s, uint64_t k, struct scaled term, struct scaled sum)
{
    bool grows = k * s->beyond + s->mean >= (k + 1) * s->dispersion;

    return grows || term.e + NEGLIGIBLE > sum.e;
}

/* The chance of the count or more, over that of 0. */
static struct scaled tail(const struct shape *s, uint64_t count)
{
    struct scaled term = scale(1, 0), sum;
    uint64_t k = 0;

    while (k < count)
        term = step(s, term, k++);
    sum = term;
    while (still_counts(s, k, term, sum)) {
        term = step(s, term, k++);
        sum = add(sum, term);
    }
    return sum;
}

static int64_t within(int64_t n, int64_t least, int64_t most)
{
    return n < least ? least : n > most ? most : n;
}

int32_t nb_surprise(uint64_t count, int64_t mean, int64_t dispersion)
{
    int64_t m = within(mean, NB_MEAN_LEAST, NB_MEAN_MOST);
    int64_t d = within(dispersion, NB_DISPERSION_LEAST, NB_DISPERSION_MOST);
    struct shape s = { (uint64_t)m, (uint64_t)d - 1000, (uint64_t)d };
    int64_t of_none = m * (log10_nano((uint64_t)d) - log10_nano(1000)) / (d - 1000);
    struct scaled sum;
    int64_t surprise;

    if (count == 0)
        return 0;
    sum = tail(&s, count < NB_COUNT_MOST ? count : NB_COUNT_MOST);
    surprise = of_none - log10_nano(sum.m) - sum.e * LOG10_OF_2;
    return surprise < 0 ? 0 : (int32_t)((surprise + 500000) / 1000000);
}
