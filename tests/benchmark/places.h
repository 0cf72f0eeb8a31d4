#ifndef BENCHMARK_PLACES_H
#define BENCHMARK_PLACES_H

/* places - how many providers there are, and which of their networks */

#include "tests/benchmark/plan.h"

enum {
    HOMES = 6,            /* 240.N/16 and 3fff:N+1::/32 */
    CARRIERS = 2,         /* 241.N/16 */
    HIDING = 10,          /* 243.N/16 */
    APPS = 3,             /* 244.N/16 */
    PROVIDERS = 2048,     /* elsewhere, each with a 3fff:N::/32 */
    ELSEWHERE_V6 = 0x100, /* the first of those */
    BLOCKS = 250,         /* as many of them have a 242.N/16, too */
};

#endif
