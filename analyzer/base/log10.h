#ifndef BASE_LOG10_H
#define BASE_LOG10_H

/*
 * log10 - decimal logarithms in thousandths, by integers alone
 *
 * The same on every machine and with every compiler, to the nearest thousandth (where two
 * are as near, either): chances and weights are compared and added as these.
 */

#include <stdint.h>

/* Of n; 0 counts as 1, which is 0. */
int32_t log10_milli(uint64_t n);

/* The same in billionths, for sums of many; to twenty of them. */
int64_t log10_nano(uint64_t n);

#endif
