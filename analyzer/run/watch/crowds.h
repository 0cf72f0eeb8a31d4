#ifndef RUN_CROWDS_H
#define RUN_CROWDS_H

/*
 * crowds - by how many accounts a thing is used: a network, a subject, both together
 *
 * Things are keys that clients choose, so there is room for so many of them. When it is full, one
 * that a single account uses makes room, the one that was used longest ago; only where there is
 * none, any other. Who belongs to a crowd is exact within `span`. Order of slots decides nothing,
 * so what is counted does not depend on the seed of hashes.
 */

#include "analyzer/base/map.h"
#include "analyzer/model/account.h"
#include "detectors/toolbox.h"

struct crowd {
    struct crowd *older, *newer;
    uint64_t key;
    struct distinct members; /* by hashes of their accounts' names */
    usec last;
    bool is_many; /* two or more */
};

struct crowd_list {
    struct crowd *oldest, *newest;
};

struct crowds {
    size_t max; /* keys */
    seconds span;
    struct map by_key;
    struct crowd_list single, many;
    size_t n;
    uint64_t evicted; /* of `many`: something may have been missed */
};

void crowds_init(struct crowds *c, size_t max, seconds span);

/* The account uses the key now; never NULL, good until the next call. */
const struct crowd *crowds_add(struct crowds *c, uint64_t key, const struct account *who,
                               usec when);

/* NULL: nobody has used it within the span before that time. */
const struct crowd *crowds_find(const struct crowds *c, uint64_t key, usec when);

/* One of an earlier run: empty, the newest of its kind so far. Its members are to be filled in. */
struct crowd *crowds_restore(struct crowds *c, uint64_t key, bool is_many);
void crowds_free(struct crowds *c);

#endif
