#ifndef RUN_ROTATION_H
#define RUN_ROTATION_H

/*
 * rotation - what the name of a log file says about the set it belongs to
 *
 *   mail.log  mail.log.1  mail.log.2.gz           numbered: the older, the higher
 *   mail.log-20260303.zst  mail.log.20260303      dated: rotated on that day or the next
 *   mail.log-20260303-1772500000  mail.log-2026030314  mail-2026-03-03.log
 *
 * Names are hints: the order of lines is that of their stamps.
 */

#include "analyzer/base/arena.h"
#include "analyzer/base/clock.h"

enum { ROTATION_CURRENT = -1, ROTATION_DATED = -2 };

struct rotation {
    slice set; /* the path without number, date and packing: the same for all of the set */
    int rank;  /* its number, ROTATION_CURRENT without one, ROTATION_DATED */
    usec ends; /* nothing in it is later than this; USEC_NONE: the name has no date */
};

struct rotation rotation_of(const char *path, struct arena *arena);

#endif
