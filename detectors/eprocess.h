#ifndef DETECTORS_EPROCESS_H
#define DETECTORS_EPROCESS_H

/*
 * eprocess - evidence from a stream of yes and no, that may be looked at at any time
 *
 * How often something happens in harmless traffic is at most p0: a bet on more, that is fair under
 * p0, multiplies its stake by q/p0 at each yes and by (1-q)/(1-p0) at each no. Whoever starts
 * with 1 and bets fairly has 1,000 or more at any time with a chance of one in a thousand at most
 * (Ville). So the stake's logarithm is evidence, however often it is looked at. Three bets of a
 * third each cover rare, more and much; each is one integer sum, thousandths of log10, rounded
 * down.
 *
 * Kept over days, with two changes that make it a score and no strict bet any more: with each
 * new day a winning bet fades (half-life in days) and goes on from EPROCESS_CARRIED at most, and a
 * losing one starts anew, so that what an account did well does not hide what somebody does with
 * it today; what is carried calls for nothing without something new (a typo, a week after a spam
 * run, is none). Within a day nothing is cut off: in what order answers come back must not matter.
 */

#include "detectors/toolbox.h"

enum { EPROCESS_BETS = 3, EPROCESS_CARRIED = 3300 };

/* A bet against a null: what a yes adds, what a no adds. */
struct bet {
    int16_t yes, no;
};

struct eprocess {
    int64_t sums[EPROCESS_BETS];
};

#define EPROCESS(type, member)                                          \
    { #member "_1", FIELD_NUMBER, offsetof(type, member.sums[0]) },     \
        { #member "_2", FIELD_NUMBER, offsetof(type, member.sums[1]) }, \
    {                                                                   \
#member "_3", FIELD_NUMBER, offsetof(type, member.sums[2])      \
    }

/* Some days later; half_life in whole days, one at least. */
void eprocess_pass(struct eprocess *e, int64_t days, seconds half_life);

/* By number: what is between two of these has passed. */
int64_t eprocess_day(struct calendar *c, usec when);

/* One more of the stream; halves: 2 for all of it, 1 for one that says half as much. */
void eprocess_yes(struct eprocess *e, const struct bet bets[EPROCESS_BETS], int halves);
void eprocess_no(struct eprocess *e, const struct bet bets[EPROCESS_BETS]);

/* What all three have together, of a stake of one: may be below 0. */
int32_t eprocess_weight(const struct eprocess *e);

/* What is found on a day may fall again that day, as answers come in; it does not fade with it. */
static inline bool eprocess_may_fall(const struct evidence *e, int64_t day)
{
    return !e->is_ripe || clock_day(e->last) / (DAY * USEC_PER_SECOND) >= day;
}

/* No bet has won that much: the cheaper question. */
bool eprocess_is_below(const struct eprocess *e, int32_t weight);

#endif
