#ifndef BASE_LOG10_H
#define BASE_LOG10_H

/*
 * log10 - decimal logarithms in thousandths, by integers alone
 *
 * The same on every machine and with every compiler, to the nearest thousandth (where two
 * are as near, either): chances and weights are compared and added as these.
 */

#include <stddef.h>
#include <stdint.h>

/* Of n; 0 counts as 1, which is 0. */
int32_t log10_milli(uint64_t n);

/* Of the sum of numbers that are given by their logarithms, all in thousandths; n is 1 at least.
   To a thousandth. */
int32_t log10_sum(const int32_t *logs, size_t n);

/* The same in billionths, for sums of many; to twenty of them. */
int64_t log10_nano(uint64_t n);

#endif
