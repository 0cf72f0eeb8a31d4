/* A local day begins at any minute of UTC: its number is that of its first moment there. */
#include "analyzer/base/days.h"

int64_t calendar_day(struct calendar *c, usec when)
{
    usec minute = 60 * USEC_PER_SECOND, day = (usec)DAY * USEC_PER_SECOND, begins;

    if (when >= c->from && when < c->to)
        return c->number;
    c->from = clock_day(when);
    c->to = clock_next_day(when);
    begins = c->from + clock_offset(c->from) * minute;
    c->number = begins >= 0 ? begins / day : -((day - 1 - begins) / day);
    return c->number;
}

usec calendar_begins(struct calendar *c, usec when)
{
    (void)calendar_day(c, when);
    return c->from;
}

/* No clock is put forward or back within a minute. */
int calendar_hour(struct calendar *c, usec when)
{
    int64_t minute = when / (60 * USEC_PER_SECOND);

    if (c->has_hour && when >= 0 && minute == c->minute)
        return c->hour;
    c->minute = minute;
    c->hour = clock_to_local(when).hour;
    c->has_hour = when >= 0;
    return c->hour;
}

/* 1970 began on a Thursday. */
bool days_is_weekend(int64_t number)
{
    return (number + 4) % 7 == 0 || (number + 4) % 7 == 6;
}

void days_add(struct days *d, int64_t number)
{
    int64_t later = number - d->newest;

    if (d->n == 0)
        later = DAYS_LATE + 1;
    if (later < -DAYS_LATE || (later <= 0 && d->recent >> -later & 1))
        return;
    d->n++;
    if (later <= 0) {
        d->recent |= UINT64_C(1) << -later;
        return;
    }
    d->recent = later > DAYS_LATE ? 1 : d->recent << later | 1;
    d->newest = number;
}
