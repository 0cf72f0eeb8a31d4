#ifndef DETECTORS_SHARE_H
#define DETECTORS_SHARE_H

/* share - whether a share seen in few is above a limit for certain */

#include <stdbool.h>
#include <stdint.h>

/* Wilson's lower bound of k in n is above p (thousandths) when the score test says so: k > np and
   (k - np)^2 > z^2 np(1 - p), z = 1.96 (95 %). Counts of a month of one account: no overflow. */
static inline bool share_is_above(int64_t k, int64_t n, int64_t p)
{
    int64_t over = 1000 * k - n * p;

    return over > 0 && over * over > n * p * (1000 - p) * 38416 / 10000;
}

#endif
