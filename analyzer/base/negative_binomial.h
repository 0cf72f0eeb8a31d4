#ifndef BASE_NEGATIVE_BINOMIAL_H
#define BASE_NEGATIVE_BINOMIAL_H

/*
 * negative_binomial - how unlikely a count is, where counts vary more than by chance alone
 *
 * Told by its mean and by its dispersion, the variance over the mean, both in thousandths. Mail a
 * day is never Poisson, whose dispersion is 1: measured ones are 2 to 5. By integers alone, so the
 * same on every machine.
 */

#include <stdint.h>

/* Beyond these, counts and means are taken for these. Thousandths, but for the count. */
enum {
    NB_COUNT_MOST = 20000,
    NB_MEAN_LEAST = 10,
    NB_MEAN_MOST = 20000000,
    NB_DISPERSION_LEAST = 1050,
    NB_DISPERSION_MOST = 200000,
};

/* The chance of `count` or more, as thousandths of -log10: 0 is certain, 3000 one in a thousand.
   Right to two thousandths where mean / (dispersion - 1) is below ten thousand. */
int32_t nb_surprise(uint64_t count, int64_t mean, int64_t dispersion);

#endif
