#ifndef BASE_RHYTHM_H
#define BASE_RHYTHM_H

/*
 * rhythm - how often something happened, over time, in a fixed room
 *
 * Starts with minutes; when those no longer fit, neighbours are folded into longer
 * parts. Parts are counted from 1970, so neither the order in which things are added
 * nor the time of the first one changes the result. Zeroed when empty; owns nothing.
 */

#include "analyzer/base/clock.h"

enum { RHYTHM_PARTS = 64 };

struct rhythm {
    uint64_t total;
    int64_t first; /* number of counts[0] since 1970; meaningless while total is 0 */
    uint32_t step; /* how often parts were folded: tells how long one is */
    uint32_t counts[RHYTHM_PARTS];
};

/* n 0 or a time that is not known: nothing is added. */
void rhythm_add(struct rhythm *r, usec when, uint32_t n);

/* Room for all of this time, too, in one that counts something; both ends are known. */
void rhythm_cover(struct rhythm *r, usec from, usec to);

seconds rhythm_width(const struct rhythm *r); /* of one part */
usec rhythm_start(const struct rhythm *r);    /* of counts[0] */

#endif
