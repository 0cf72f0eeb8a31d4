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

/* Takes it and the blank behind it off the front. False: it is none; the last one is kept. */
bool stamp_take(struct stamp *last, slice *text, usec *when);

#endif
