/*
 * Zeroed memory, and one place where running out of it is told.
 *
 * What is known of accounts are hundreds of thousands of small pieces, asked for in the order of
 * the log: with pages of 4 KB a seventh of all time went into finding the pages. So the heap grows
 * in long steps, and what it grew by is asked to be in large pages before anything is put there.
 */
#include "analyzer/base/mem.h"

#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { EXIT_NO_MEMORY = 2, HEAP_STEP = 16 * MEM_LARGE };

static atomic_uintptr_t settled; /* up to here the heap is in large pages; 0: it is left alone */

static _Noreturn void out_of_memory(size_t count, size_t size)
{
    fprintf(stderr, "mailproctor: no memory for %zu x %zu bytes; no report was written\n", count,
            size);
    exit(EXIT_NO_MEMORY);
}

void mem_init(void)
{
    (void)mallopt(M_TOP_PAD, HEAP_STEP);
    (void)mallopt(M_TRIM_THRESHOLD, 2 * HEAP_STEP);
    atomic_store_explicit(&settled, (uintptr_t)sbrk(0), memory_order_relaxed);
}

/* Of a piece beyond what was settled: the heap has grown, or it lies elsewhere. */
static void settle(uintptr_t piece)
{
    uintptr_t from = atomic_load_explicit(&settled, memory_order_relaxed);
    uintptr_t end = (uintptr_t)sbrk(0), first = (from + MEM_LARGE - 1) / MEM_LARGE * MEM_LARGE;

    if (from == 0 || piece < from || piece >= end)
        return;
    if (first < end)
        (void)madvise((void *)first, end - first, MADV_HUGEPAGE);
    atomic_store_explicit(&settled, end, memory_order_relaxed);
}

static void *settled_piece(void *p, size_t size)
{
    uintptr_t end = (uintptr_t)p + size;

    if (end > atomic_load_explicit(&settled, memory_order_relaxed))
        settle(end - 1);
    return p;
}

void *mem_new(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);

    if (!p)
        out_of_memory(count, size);
    return settled_piece(p, count * size);
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
    return settled_piece(p, want * size);
}

void *mem_room(size_t size)
{
    void *p = malloc(size);

    if (!p)
        out_of_memory(size, 1);
    return settled_piece(p, size);
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
