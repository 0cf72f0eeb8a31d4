#ifndef DETECTORS_GROUPS_H
#define DETECTORS_GROUPS_H

/*
 * groups - to which sets of people an account has written before, and on how many days
 *
 * Sets of GROUP_LEAST to GROUP_MOST recipients, each by its hashes, so that nothing is guessed and
 * the seed of the hashes does not matter. One set for each mailing and day; when a later day's
 * begins, those of the days before are settled: one that has four fifths of its people in common
 * with another (Jaccard) is a further use of that one, as it is now; any other is a group of its
 * own. Beyond GROUPS_MAX the one goes that was not used for longest.
 *
 * Belongs to an account; zeroed when empty. Counts days, so that whoever writes to the same people
 * three times in an hour has no habit yet.
 */

#include "analyzer/base/buf.h"

struct distinct;
struct mailing;

enum { GROUP_LEAST = 25, GROUP_MOST = 640, GROUPS_MAX = 8 };

struct group {
    uint64_t mailing; /* under way: its number; 0: settled */
    int64_t day;      /* of its last use, by number since 1970 */
    uint32_t uses;    /* days; under way: this one is not counted yet */
    uint32_t n;
    uint64_t *who; /* in order */
    size_t cap;
    uint32_t common[GROUPS_MAX]; /* under way: how many of these are in each of the others */
};

struct groups {
    struct group *at;
    size_t n, cap;
};

/* On this day of its, a mailing has these recipients, of whom `who` was added just now. On how many
   earlier days the account wrote to a set that has four fifths of them: as long as a mailing is
   under way nobody knows who will not be in it. */
int64_t groups_use(struct groups *g, const struct mailing *m, int64_t day, uint64_t who,
                   const struct distinct *recipients);

/* Throws away what was last used before that day; how many that were. */
uint64_t groups_forget(struct groups *g, int64_t before);

void groups_pack(const struct groups *g, struct buf *out);
/* Into empty ones; false: it is not whole. */
bool groups_unpack(struct groups *g, slice bytes);
void groups_free(struct groups *g);

#endif
