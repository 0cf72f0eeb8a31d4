#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

/*
 * clock - points in time, civil dates, one time zone for the whole process (others: zone)
 *
 * A usec is microseconds since 1970-01-01 UTC; USEC_NONE means "not known". Log
 * time drives the program: the machine's own clock is read for progress only.
 * The zone is the site's (policy: time_zone) and is set once, before any thread.
 */

#include "analyzer/base/slice.h"

typedef int64_t usec;
typedef int64_t seconds;

#define USEC_NONE INT64_MIN
#define USEC_MAX  INT64_MAX
enum { SECOND = 1, MINUTE = 60, HOUR = 3600, DAY = 86400 };
#define USEC_PER_SECOND ((usec)1000000)

struct civil {
    int year, month, day; /* month 1-12, day 1-31 */
    int hour, minute, second;
};

/* False when the system has no such zone (package tzdata); then nothing changes. */
bool clock_set_zone(const char *iana_name);

/* UTC, and the site's zone. An hour that occurs twice is its first occurrence. */
usec clock_from_utc(const struct civil *c);
usec clock_from_local(const struct civil *c);
struct civil clock_to_utc(usec when);
struct civil clock_to_local(usec when);

/* Minutes east of UTC at that time in the site's zone. */
int clock_offset(usec when);

/* Start of the local day that `when` falls into, and of the day after it. */
usec clock_day(usec when);
usec clock_next_day(usec when);

/* Days and date checked: no February 30. */
bool clock_is_date(const struct civil *c);

/* 2026-03-02T10:00:00+01:00 in the site's zone, or ...Z; buf holds 32 bytes. */
const char *clock_local_text(usec when, char *buf);
const char *clock_utc_text(usec when, char *buf);

/* "2026-03-02", "2026-03-02 10:00[:00]", RFC 3339; without an offset in the site's zone. */
bool clock_parse(slice text, usec *out);

/* The machine's own clocks: for progress, and to date a pipe that says no year. */
usec clock_now(void);
usec clock_monotonic(void);

#endif
