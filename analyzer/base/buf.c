/* Growth is mem_grow's, from a line on; formatting is the C library's. */
#include "analyzer/base/buf.h"

#include <stdarg.h>
#include <stdio.h>

#include "analyzer/base/mem.h"

enum { LEAST = 64 };

void buf_add(struct buf *b, slice s)
{
    size_t need = b->n + s.n + 1;

    b->p = mem_grow(b->p, &b->cap, need < LEAST ? LEAST : need, 1);
    if (s.n)
        memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}

void buf_addf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        b->p = mem_grow(b->p, &b->cap, b->n + (size_t)n + 1, 1);
        (void)vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void buf_free(struct buf *b)
{
    mem_free(b->p);
    *b = (struct buf){ 0 };
}
