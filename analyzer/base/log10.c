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

/* A number below 1 by how far below: 2^30 times 10 to the minus d thousandths. */
static uint64_t fraction_of(int32_t d)
{
    static const uint32_t tenths[] = { 1073741824, 852903448, 677485290, 538145694, 427464319,
                                       339546978,  269711752, 214239660, 170176611, 135176087 };
    static const uint32_t hundredths[] = { 1073741824, 1049300476, 1025415481, 1002074175,
                                           979264182,  956973408,  935190034,  913902510,
                                           893099549,  872770121 };
    static const uint32_t thousandths[] = { 1073741824, 1071272286, 1068808428, 1066350237,
                                            1063897700, 1061450803, 1059009534, 1056573880,
                                            1054143827, 1051719364 };
    uint64_t x;

    if (d >= 10000)
        return 0;
    x = (uint64_t)tenths[d / 100 % 10] * hundredths[d / 10 % 10] >> 30;
    x = x * thousandths[d % 10] >> 30;
    for (int32_t whole = d / 1000; whole > 0; whole--)
        x /= 10;
    return x;
}

int32_t log10_sum(const int32_t *logs, size_t n)
{
    int32_t most = logs[0];
    uint64_t sum = 0;

    for (size_t i = 1; i < n; i++)
        if (logs[i] > most)
            most = logs[i];
    for (size_t i = 0; i < n; i++)
        sum += fraction_of(most - logs[i]);
    return most + log10_milli(sum) - log10_milli(UINT64_C(1) << 30);
}
