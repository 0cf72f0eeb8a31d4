#ifndef DETECTORS_WRITERS_H
#define DETECTORS_WRITERS_H

/*
 * writers - the last WRITERS_MAX senders that wrote to an account
 *
 * Half a hash each, without a date: whoever wrote to somebody is no stranger to him. Mail from
 * outside names any sender, so it is a ring of fixed size: the one that came first makes room.
 * Whoever is in it already stays where he is, so that a regular correspondence changes nothing.
 */

#include "analyzer/base/buf.h"

enum { WRITERS_MAX = 64 };

/* Zeroed when empty. */
struct writers {
    uint32_t *at;
    uint8_t n, cap, next; /* next: when all places are taken, the one that came first */
    uint32_t came;        /* so many were added, one way or another; not packed */
};

/* By the hash of a folded address. False: it was known. */
bool writers_add(struct writers *w, uint64_t hash);
bool writers_have(const struct writers *w, uint64_t hash);

/* All of `from`, in order; false: all were known. */
bool writers_join(struct writers *into, const struct writers *from);

void writers_pack(const struct writers *w, struct buf *out);
/* Into empty ones; false: it is not whole. */
bool writers_unpack(struct writers *w, slice bytes);
void writers_free(struct writers *w);

#endif
