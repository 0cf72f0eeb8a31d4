#ifndef BASE_POOL_H
#define BASE_POOL_H

/*
 * pool - pieces of one size that come and go
 *
 * What is given back is handed out again first, as it was left: the caller fills it in. A
 * pool with its size set and all else zeroed is an empty one. Pieces never move; all go with
 * pool_free(), whether they were given back or not. Not for threads to share.
 */

#include <stddef.h>

struct pool {
    size_t size; /* of a piece, bytes: at least a pointer's, and a multiple of it */
    void *free;
    char **blocks;
    size_t n, cap; /* of blocks */
};

void *pool_take(struct pool *p);
void pool_give_back(struct pool *p, void *piece);
void pool_free(struct pool *p);

#endif
