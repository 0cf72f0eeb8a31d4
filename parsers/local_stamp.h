#ifndef PARSERS_LOCAL_STAMP_H
#define PARSERS_LOCAL_STAMP_H

/*
 * local_stamp - "2026-03-02 10:00:00" without a zone, as programs write into files of their own
 *
 * It is in the site's zone, or in the one that its host has; in the hour that occurs twice, one
 * that steps back by more than minutes belongs to the second time round. Zeroed at the start
 * of an input; remembers the last stamp.
 */

#include "parsers/parser.h"

enum { LOCAL_STAMP = 19 };

struct local_stamp { /* the last one, and what it meant */
    char second[LOCAL_STAMP];
    usec when;
    bool is_known;
};

bool local_stamp_begins(slice s);

/* The stamp at p, which begins so, into st->when. False: there is no such time. */
bool local_stamp_read(struct local_stamp *st, const struct frame_context *ctx, const char *p);

/* The same, as it stands there. */
bool local_stamp_civil(const char *p, struct civil *out);

#endif
