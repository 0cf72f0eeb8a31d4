/* Civil dates, because a year is no fixed number of seconds. */
#include "analyzer/site/dates.h"

bool is_day(slice date)
{
    return date.n == sizeof("YYYY-MM-DD") - 1;
}

usec years_later(usec when, int years)
{
    struct civil c = clock_to_local(when);

    c.year += years;
    return clock_from_local(&c);
}

const char *day_text(usec when, char *buf)
{
    (void)clock_local_text(when, buf);
    buf[sizeof("YYYY-MM-DD") - 1] = '\0';
    return buf;
}
