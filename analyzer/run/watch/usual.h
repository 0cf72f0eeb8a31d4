#ifndef RUN_USUAL_H
#define RUN_USUAL_H

/*
 * usual - an account's baseline, derived from its days whenever it is asked for
 *
 * The rate of a day is a mean of the days of its kind (workdays, weekends) that fades with a
 * half-life of 28 days, zeros of days that were logged included. From week to week it moves by
 * 30 % at most, or by half a message a day where that is more. Days on which a piece of evidence
 * was ripe are left out until they are released (history_mark); so are those that no log of this
 * site was read of. An account that is younger than USUAL_YOUNG has the rates of its peers. Its
 * dispersion is its own, drawn towards its peers' by as much as 14 days would weigh.
 *
 * Nothing is accumulated: the same days give the same baseline, in however many runs they came.
 */

#include "analyzer/run/watch/history.h"
#include "analyzer/run/watch/peers.h"

/* As known at the beginning of this day; what h has of it and of later days is not looked at. */
void usual_of_day(const struct history *h, struct peers *p, enum account_kind kind, int64_t day,
                  struct usual *out);

/* Days since the first one with mail that is remembered; 0: there is none. */
int64_t usual_age(const struct history *h, int64_t day);

/* What the account did on that day, where its history has it. */
uint64_t usual_value(const struct history_day *d, enum measure measure);

enum { SURPRISE_MOST = 12000 /* no model of a person is right beyond that */ };

/* How surprising this is; 0 where no rate is known. factor: peers_factor(), thousandths. */
int32_t usual_surprise(const struct usual_of *of, uint64_t value, int32_t factor);

#endif
