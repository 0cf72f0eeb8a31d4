/* The fading of a day is one division; whoever was silent for years has nothing left. */
#include "detectors/eprocess.h"

#include "analyzer/base/log10.h"

enum { THIRD = 478 /* thousandths of log10 of 3, rounded up */ };

/* What is left of ten thousand after a day: 2^(-1/half_life), by three terms of its series. */
static int64_t left_of_a_day(seconds span)
{
    int64_t half_life = span / DAY > 0 ? span / DAY : 1;
    int64_t squared = half_life * half_life;

    return 10000 - 6931 / half_life + 2402 / squared - 555 / (squared * half_life);
}

int64_t eprocess_day(struct calendar *c, usec when)
{
    return calendar_begins(c, when) / (DAY * USEC_PER_SECOND);
}

void eprocess_pass(struct eprocess *e, int64_t days, seconds half_life)
{
    int64_t left = left_of_a_day(half_life);

    for (int i = 0; days > 0 && i < EPROCESS_BETS; i++) {
        if (e->sums[i] < 0)
            e->sums[i] = 0;
        if (e->sums[i] > EPROCESS_CARRIED)
            e->sums[i] = EPROCESS_CARRIED;
        for (int64_t n = days; n > 0 && e->sums[i] > 0; n--)
            e->sums[i] = e->sums[i] * left / 10000;
    }
}

void eprocess_yes(struct eprocess *e, const struct bet bets[EPROCESS_BETS], int halves)
{
    for (int i = 0; i < EPROCESS_BETS; i++)
        e->sums[i] += bets[i].yes * halves / 2;
}

void eprocess_no(struct eprocess *e, const struct bet bets[EPROCESS_BETS])
{
    for (int i = 0; i < EPROCESS_BETS; i++)
        e->sums[i] += bets[i].no;
}

int32_t eprocess_weight(const struct eprocess *e)
{
    int32_t logs[EPROCESS_BETS];

    for (int i = 0; i < EPROCESS_BETS; i++)
        logs[i] = (int32_t)e->sums[i];
    return log10_sum(logs, EPROCESS_BETS) - THIRD;
}

bool eprocess_is_below(const struct eprocess *e, int32_t weight)
{
    for (int i = 0; i < EPROCESS_BETS; i++)
        if (e->sums[i] >= weight)
            return false;
    return true;
}
