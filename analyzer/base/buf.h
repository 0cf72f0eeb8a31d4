#ifndef BASE_BUF_H
#define BASE_BUF_H

/*
 * buf - bytes that grow
 *
 * A zeroed struct buf is an empty one. Its bytes move when it grows: keep offsets,
 * not pointers. buf_clear() keeps the memory for the next use.
 */

#include "analyzer/base/slice.h"

struct buf {
    char *p;
    size_t n, cap;
};

void buf_add(struct buf *b, slice s);
void buf_addf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_free(struct buf *b);

static inline void buf_clear(struct buf *b)
{
    b->n = 0;
}

static inline slice buf_slice(const struct buf *b)
{
    return slice_of(b->p, b->n);
}

#endif
