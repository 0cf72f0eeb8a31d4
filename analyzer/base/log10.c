/*
 * One binary digit of the logarithm after the other: squaring a number between 1 and 2
 * doubles its logarithm, and where the square reaches 2 the next digit is a 1.
 */
#include "analyzer/base/log10.h"

enum { FRACTION = 24 }; /* binary digits behind the point */

#define LOG10_OF_2 INT64_C(301029996) /* billionths */

/* In units of 2^-FRACTION. */
static int64_t log2_of(uint64_t n)
{
    int whole = 63 - __builtin_clzll(n);
    uint64_t x = whole > 31 ? n >> (whole - 31) : n << (31 - whole); /* 1 is 2^31 */
    int64_t digits = whole;

    for (int i = 0; i < FRACTION; i++) {
        x = x * x >> 31;
        digits *= 2;
        if (x >> 32) {
            digits++;
            x >>= 1;
        }
    }
    return digits;
}

int64_t log10_nano(uint64_t n)
{
    return n ? log2_of(n) * LOG10_OF_2 >> FRACTION : 0;
}

int32_t log10_milli(uint64_t n)
{
    return (int32_t)((log10_nano(n) + 500000) / 1000000);
}
