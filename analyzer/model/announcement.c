/*
 * A time that comes again is counted in days of the calendar, so that 08:00 stays 08:00 when
 * clocks change. Where a month is too short, its last day stands for the day that it lacks.
 */
#include "analyzer/model/announcement.h"

enum { WEEK_DAYS = 7, MONTH_DAYS = 30, YEAR_DAYS = 365, MONTHS = 12, SHORTEST_MONTH = 28 };

const char *const recurs_names[RECURS_KINDS] = { "false", "daily", "weekly", "monthly", "yearly" };

/* No shorter than any of them is. */
static usec length_of(enum recurs recurs)
{
    static const int days[RECURS_KINDS] = { [RECURS_DAILY] = 1,
                                            [RECURS_WEEKLY] = WEEK_DAYS,
                                            [RECURS_MONTHLY] = MONTH_DAYS,
                                            [RECURS_YEARLY] = YEAR_DAYS };

    return (usec)days[recurs] * DAY * USEC_PER_SECOND;
}

static void add_months(struct civil *c, int months)
{
    int64_t month = c->month - 1 + months;

    c->year += (int)(month / MONTHS);
    c->month = (int)(month % MONTHS) + 1;
    while (c->day > SHORTEST_MONTH && !clock_is_date(c))
        c->day--;
}

static usec later(usec when, enum recurs recurs, int times)
{
    struct civil c = clock_to_local(when);

    if (times == 0)
        return when;
    if (recurs == RECURS_DAILY || recurs == RECURS_WEEKLY)
        c.day += recurs == RECURS_DAILY ? times : times * WEEK_DAYS;
    else
        add_months(&c, recurs == RECURS_MONTHLY ? times : times * MONTHS);
    return clock_from_local(&c);
}

static bool is_within(const struct announcement *a, int times, usec when, usec allowance)
{
    usec from = later(a->from, a->recurs, times);

    return from <= later(a->from, RECURS_YEARLY, 1) && when >= from - allowance &&
           when < later(a->to, a->recurs, times) + allowance;
}

bool announcement_is_open(const struct announcement *a, usec when, usec allowance)
{
    int64_t times;

    if (a->recurs == RECURS_NEVER || when < a->from)
        return when >= a->from - allowance && when < a->to + allowance;
    if (when > later(a->to, RECURS_YEARLY, 1) + allowance)
        return false;
    times = (when - a->from) / length_of(a->recurs); /* or one or two less, or one more */
    for (int64_t i = times < 2 ? 0 : times - 2; i <= times + 1; i++)
        if (is_within(a, (int)i, when, allowance))
            return true;
    return false;
}

bool announcement_ended(const struct announcement *a, usec until, usec *from, usec *to)
{
    int64_t times = a->recurs && until > a->from ? (until - a->from) / length_of(a->recurs) + 1 : 0;
    usec last = later(a->from, RECURS_YEARLY, 1);

    for (; times >= 0; times--) {
        *from = later(a->from, a->recurs, (int)times);
        *to = later(a->to, a->recurs, (int)times);
        if (*to <= until && *from <= last)
            return true;
    }
    return false;
}

bool announcement_overlaps_itself(const struct announcement *a)
{
    return a->recurs != RECURS_NEVER && a->to > later(a->from, a->recurs, 1);
}
