/*
 * Civil arithmetic of our own (Howard Hinnant's days-from-civil, public domain facts),
 * because a stamp is converted for every changed second of a log; the zone itself is
 * the C library's, asked only to learn an offset.
 */
#include "analyzer/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "analyzer/base/zone.h"

static int64_t days_from_civil(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int64_t seconds_of(usec when)
{
    int64_t s = when / USEC_PER_SECOND;

    return when % USEC_PER_SECOND < 0 ? s - 1 : s;
}

static struct civil from_tm(const struct tm *tm)
{
    return (struct civil){ tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday,
                           tm->tm_hour,        tm->tm_min,     tm->tm_sec };
}

bool clock_set_zone(const char *iana_name)
{
    char path[256];
    bool utc = strcmp(iana_name, "UTC") == 0;
    struct stat st;

    if (strchr(iana_name, '.') || iana_name[0] == '/' || iana_name[0] == '\0')
        return false;
    (void)snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", iana_name);
    if (!utc && (stat(path, &st) != 0 || !S_ISREG(st.st_mode)))
        return false;
    (void)setenv("TZ", utc ? "UTC0" : iana_name, 1);
    tzset();
    return true;
}

usec clock_from_utc(const struct civil *c)
{
    int64_t s = days_from_civil(c->year, c->month, c->day) * DAY + c->hour * HOUR +
                c->minute * MINUTE + c->second;

    return s * USEC_PER_SECOND;
}

usec clock_from_local(const struct civil *c)
{
    return zone_from_civil(NULL, c);
}

struct civil clock_to_utc(usec when)
{
    time_t t = (time_t)seconds_of(when);
    struct tm tm = { 0 };

    (void)gmtime_r(&t, &tm);
    return from_tm(&tm);
}

struct civil clock_to_local(usec when)
{
    time_t t = (time_t)seconds_of(when);
    struct tm tm = { 0 };

    (void)localtime_r(&t, &tm);
    return from_tm(&tm);
}

int clock_offset(usec when)
{
    time_t t = (time_t)seconds_of(when);
    struct tm tm = { 0 };

    (void)localtime_r(&t, &tm);
    return (int)(tm.tm_gmtoff / 60);
}

usec clock_day(usec when)
{
    struct civil c = clock_to_local(when);

    c.hour = c.minute = c.second = 0;
    return clock_from_local(&c);
}

usec clock_next_day(usec when)
{
    return clock_day(clock_day(when) + (usec)(DAY + 6 * HOUR) * USEC_PER_SECOND);
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool clock_is_date(const struct civil *c)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    if (c->year < 1970 || c->year > 9999 || c->month < 1 || c->month > 12 || c->day < 1)
        return false;
    if (c->day > days[c->month - 1] + (c->month == 2 && is_leap(c->year)))
        return false;
    return c->hour >= 0 && c->hour < 24 && c->minute >= 0 && c->minute < 60 && c->second >= 0 &&
           c->second <= 60;
}

/* Two digits and what follows them. */
static char *put_two(char *at, int value, char mark)
{
    at[0] = (char)('0' + value / 10 % 10);
    at[1] = (char)('0' + value % 10);
    at[2] = mark;
    return at + 3;
}

/* Written digit by digit: a report has two of these for every account. */
const char *clock_local_text(usec when, char *buf)
{
    time_t t = (time_t)seconds_of(when);
    struct tm tm = { 0 };
    struct civil c;
    int minutes;
    char *at;

    (void)localtime_r(&t, &tm);
    c = from_tm(&tm);
    minutes = abs((int)(tm.tm_gmtoff / 60));
    at = put_two(buf, c.year / 100, '0') - 1;
    at = put_two(at, c.year, '-');
    at = put_two(at, c.month, '-');
    at = put_two(at, c.day, 'T');
    at = put_two(at, c.hour, ':');
    at = put_two(at, c.minute, ':');
    at = put_two(at, c.second, tm.tm_gmtoff < 0 ? '-' : '+');
    at = put_two(at, minutes / 60, ':');
    (void)put_two(at, minutes % 60, '\0');
    return buf;
}

const char *clock_utc_text(usec when, char *buf)
{
    struct civil c = clock_to_utc(when);

    (void)snprintf(buf, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year % 10000, c.month % 100,
                   c.day % 100, c.hour % 100, c.minute % 100, c.second % 100);
    return buf;
}

static bool digits(slice *s, size_t count, int *out)
{
    uint64_t value;

    if (s->n < count || !slice_u64(slice_head(*s, count), &value))
        return false;
    *out = (int)value;
    *s = slice_skip(*s, count);
    return true;
}

static bool mark(slice *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = slice_skip(*s, 1);
    return true;
}

static bool parse_date(slice *s, struct civil *c)
{
    return digits(s, 4, &c->year) && mark(s, '-') && digits(s, 2, &c->month) && mark(s, '-') &&
           digits(s, 2, &c->day);
}

static bool parse_time(slice *s, struct civil *c)
{
    if (!digits(s, 2, &c->hour) || !mark(s, ':') || !digits(s, 2, &c->minute))
        return false;
    if (mark(s, ':') && !digits(s, 2, &c->second))
        return false;
    if (mark(s, '.'))
        while (s->n && s->p[0] >= '0' && s->p[0] <= '9')
            *s = slice_skip(*s, 1);
    return true;
}

static bool parse_offset(slice *s, int *minutes)
{
    int sign, h, m;

    if (mark(s, 'Z')) {
        *minutes = 0;
        return true;
    }
    sign = s->n && s->p[0] == '-' ? -1 : 1;
    if (!mark(s, '+') && !mark(s, '-'))
        return false;
    if (!digits(s, 2, &h) || !mark(s, ':') || !digits(s, 2, &m) || h > 23 || m > 59)
        return false;
    *minutes = sign * (h * 60 + m);
    return true;
}

bool clock_parse(slice text, usec *out)
{
    struct civil c = { 0 };
    int minutes;

    if (!parse_date(&text, &c))
        return false;
    if (text.n && ((!mark(&text, 'T') && !mark(&text, ' ')) || !parse_time(&text, &c)))
        return false;
    if (!clock_is_date(&c))
        return false;
    if (text.n == 0) {
        *out = clock_from_local(&c);
        return true;
    }
    if (!parse_offset(&text, &minutes) || text.n)
        return false;
    *out = clock_from_utc(&c) - (usec)minutes * 60 * USEC_PER_SECOND;
    return true;
}

static usec read_clock(clockid_t id)
{
    struct timespec ts = { 0 };

    (void)clock_gettime(id, &ts);
    return (usec)ts.tv_sec * USEC_PER_SECOND + ts.tv_nsec / 1000;
}

usec clock_now(void)
{
    return read_clock(CLOCK_REALTIME);
}

usec clock_monotonic(void)
{
    return read_clock(CLOCK_MONOTONIC);
}
