#ifndef BASE_DAYS_H
#define BASE_DAYS_H

/*
 * days - on how many different days something happened
 *
 * Told nearly in order: a day that is more than DAYS_LATE days older than the newest is
 * left out, so the count is never too high. Days are those of the site's time zone.
 * Zeroed when empty.
 */

#include "analyzer/base/clock.h"

enum { DAYS_LATE = 63 };

struct days {
    int64_t newest;  /* its number since 1970 */
    uint64_t recent; /* bit i: something happened i days before the newest */
    uint32_t n;
};

/* Turns times into the number of their day; one after the other they mostly fall into one. */
struct calendar {
    usec from, to; /* of the day asked for last; both 0 at first */
    int64_t number;
    int64_t minute; /* of the hour asked for last, since 1970 */
    int hour;
    bool has_hour;
};

int64_t calendar_day(struct calendar *c, usec when);

/* When that day begins. */
usec calendar_begins(struct calendar *c, usec when);

/* Which hour of that day it is, 0 to 23. */
int calendar_hour(struct calendar *c, usec when);

/* Saturday or Sunday. */
bool days_is_weekend(int64_t number);

void days_add(struct days *d, int64_t number);

#endif
