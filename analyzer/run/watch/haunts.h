#ifndef RUN_HAUNTS_H
#define RUN_HAUNTS_H

/*
 * haunts - the networks that an account logs in from
 *
 * Of the last HAUNTS_MAX lines their provider, the days on which they were used first and last and
 * on how many, and in which hours the account is active. Remembered with the account; what was not
 * used for longer than contacts are kept is left out. Own networks and such that tell nothing of
 * who it is count as days of the account, and are no lines.
 */

#include "analyzer/base/packed.h"
#include "analyzer/model/location.h"

enum { HAUNTS_MAX = 16 };

struct haunt {
    uint32_t near, wide; /* near 0: a free place */
    uint16_t country;
    uint16_t first, last; /* days since 1970 */
    uint16_t days;
};

/* Zeroed when nothing is known. */
struct haunts {
    struct haunt at[HAUNTS_MAX];
    uint64_t hours; /* two bits for each: on how many days before the last, three at most */
    uint32_t today; /* bits: hours of the last day */
    uint16_t days, last;
};

/* The account logs in there on this day, in this hour: sets what the location tells of it. */
void haunts_visit(struct haunts *h, struct location *l, int64_t day, int hour);

/* The same without being a visit: of somebody who did not get in. */
void haunts_look(const struct haunts *h, struct location *l, int64_t day);

/* Nothing is written when nothing is known that is younger than `before`. */
void haunts_pack(const struct haunts *h, int64_t before, struct buf *out);

/* False: it is not whole; what could be read is there. */
bool haunts_unpack(struct haunts *h, slice bytes);

#endif
