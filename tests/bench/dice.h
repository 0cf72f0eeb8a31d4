#ifndef BENCH_DICE_H
#define BENCH_DICE_H

/*
 * dice - the generator's only source of chance
 *
 * SplitMix64 on a seed: integers only, so that a seed gives the same bytes on
 * every machine. `dice_mix` is the same scrambler as a pure function, for what
 * must come out alike each time it is asked (an account's third contact, say).
 */

#include <stdbool.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};

static inline uint64_t dice_mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static inline uint64_t dice_next(struct dice *d)
{
    uint64_t x = d->state;

    d->state = x + 0x9e3779b97f4a7c15u;
    return dice_mix(x);
}

/* 0 .. n-1, for n up to 2^32. */
static inline uint32_t dice_below(struct dice *d, uint64_t n)
{
    return (uint32_t)(((dice_next(d) >> 32) * n) >> 32);
}

static inline bool dice_chance(struct dice *d, uint32_t per_mille)
{
    return dice_below(d, 1000) < per_mille;
}

/* Small numbers far more often than large ones, still below n. */
static inline uint32_t dice_low(struct dice *d, uint32_t n)
{
    uint64_t bits = dice_next(d);

    return (uint32_t)(((((bits >> 32) * (bits & 0xffffffffu)) >> 32) * n) >> 32);
}

/* Microseconds between from and to milliseconds, nearer to from as a rule. */
static inline int64_t dice_wait(struct dice *d, uint32_t from, uint32_t to)
{
    return (int64_t)from * 1000 + dice_low(d, (to - from) * 1000u) + 1;
}

#endif
