/* Zeroed memory, and one place where running out of it is told. */
#include "analyzer/base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { EXIT_NO_MEMORY = 2 };

static _Noreturn void out_of_memory(size_t count, size_t size)
{
    fprintf(stderr, "mailproctor: no memory for %zu x %zu bytes; no report was written\n", count,
            size);
    exit(EXIT_NO_MEMORY);
}

void *mem_new(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);

    if (!p)
        out_of_memory(count, size);
    return p;
}

void *mem_grow(void *old, size_t *cap, size_t need, size_t size)
{
    size_t want = *cap + *cap / 2;

    if (need <= *cap)
        return old;
    if (want < need)
        want = need;
    if (want < 8)
        want = 8;
    return mem_resize(old, cap, want, size);
}

void *mem_resize(void *old, size_t *cap, size_t want, size_t size)
{
    char *p;

    if (want > SIZE_MAX / size)
        out_of_memory(want, size);
    p = realloc(old, want * size);
    if (!p)
        out_of_memory(want, size);
    if (want > *cap)
        memset(p + *cap * size, 0, (want - *cap) * size);
    *cap = want;
    return p;
}

void *mem_large(size_t size)
{
    void *p = aligned_alloc(MEM_LARGE, size);

    if (!p)
        out_of_memory(size, 1);
    (void)madvise(p, size, MADV_HUGEPAGE); /* where it is not known all pages are small */
    return p;
}

void mem_free(void *p)
{
    free(p);
}

slice mem_copy(slice s)
{
    char *p = s.n ? mem_new(s.n, 1) : NULL;

    if (p)
        memcpy(p, s.p, s.n);
    return slice_of(p, s.n);
}
