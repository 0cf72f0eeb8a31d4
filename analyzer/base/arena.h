#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/*
 * arena - memory that lives as long as the run
 *
 * What is taken from an arena is zeroed, never moves and is freed with the arena
 * only; pointers into it may serve as identities. A zeroed struct arena is an empty
 * one. What comes and goes with the traffic has a small arena of its own and clears it.
 */

#include "analyzer/base/slice.h"

struct arena {
    struct arena_block *blocks;
    size_t used;  /* of the newest block, bytes */
    size_t total; /* taken from the system, bytes */
    size_t block; /* how much to take at once; 0: 64 KB */
};

void *arena_new(struct arena *a, size_t size);

/* A copy of s that outlives the line it came from; NUL-terminated behind its end. */
slice arena_keep(struct arena *a, slice s);

/* Empties it for the next use; its first block is kept. */
void arena_clear(struct arena *a);
void arena_free(struct arena *a);

#endif
