#ifndef BASE_MEM_H
#define BASE_MEM_H

/*
 * mem - the only malloc of the program
 *
 * Memory comes zeroed. There is no error path: when the system has none left the
 * program says so and leaves with exit status 2, writing no report; nobody checks
 * for NULL. Sizes are element counts, so that products cannot overflow unseen.
 */

#include "analyzer/base/slice.h"

/* Before all else, and once: what is asked for later lies in large pages. */
void mem_init(void);

void *mem_new(size_t count, size_t size);

/* Makes room for `need` elements; grows by half, zeroes what is new, updates *cap. */
void *mem_grow(void *old, size_t *cap, size_t need, size_t size);

/* Makes it `want` elements, more or fewer, and no others: for what there are many small ones of. */
void *mem_resize(void *old, size_t *cap, size_t want, size_t size);

/* A copy of the bytes, to be freed; of nothing it is nothing. */
slice mem_copy(slice s);

/* Not zeroed: for what its caller fills in piece by piece. */
void *mem_room(size_t size);

/* A block of a multiple of MEM_LARGE bytes, in large pages where the system has them: what is
   walked criss-cross costs fewer misses there. Not zeroed. */
enum { MEM_LARGE = 2 * 1024 * 1024 };
void *mem_large(size_t size);

void mem_free(void *p);

#endif
