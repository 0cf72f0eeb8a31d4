#ifndef PARSERS_STAMP_H
#define PARSERS_STAMP_H

/*
 * stamp - "2026-03-02T10:00:00.123456+01:00", as RFC 3339 has it and RFC 5424 uses it
 *
 * Lines of one second come in runs, so the last second is remembered: it is converted when
 * it changes only. Zeroed at the start of an input. The fraction counts to the microsecond.
 */

#include "analyzer/base/clock.h"

enum { STAMP_SECOND = 19, STAMP_ZONE_MAX = 6 };

struct stamp { /* the last one, and what it meant */
    char second[STAMP_SECOND];
    char zone[STAMP_ZONE_MAX];
    size_t zone_n;
    usec when;
    bool is_known;
};

/* Whether text begins with a date and a time in this form. */
bool stamp_begins(slice text);

/* A second and its zone, as they stand in a stamp, into *last; false: they are none. */
bool stamp_convert(struct stamp *last, slice second, slice zone);

/* ".123456", at the front of s, as microseconds. */
static inline int64_t stamp_fraction(slice *s)
{
    int64_t value = 0, unit = USEC_PER_SECOND;
    size_t i = 1;

    if (s->n < 2 || s->p[0] != '.' || s->p[1] < '0' || s->p[1] > '9')
        return 0;
    for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++) {
        unit /= 10;
        value += (s->p[i] - '0') * unit;
    }
    *s = slice_skip(*s, i);
    return value;
}

/* Takes it and the blank behind it off the front. False: it is none. Here to be inlined: it is
   read on every line, and has nearly always the second of the line before. */
__attribute__((always_inline)) static inline bool stamp_take(struct stamp *last, slice *text,
                                                             usec *when)
{
    slice second, zone, rest = *text;
    int64_t fraction;

    if (rest.n < STAMP_SECOND)
        return false;
    second = slice_head(rest, STAMP_SECOND);
    rest = slice_skip(rest, STAMP_SECOND);
    fraction = stamp_fraction(&rest);
    zone = slice_head(rest, slice_find(rest, ' '));
    if ((!last->is_known || memcmp(last->second, second.p, STAMP_SECOND) != 0 ||
         !slice_eq(zone, slice_of(last->zone, last->zone_n))) &&
        !stamp_convert(last, second, zone))
        return false;
    *when = last->when + fraction;
    *text = slice_skip(rest, zone.n + 1);
    return true;
}

#endif
