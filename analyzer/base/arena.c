/*
 * Blocks of one size, larger ones for larger wishes; the oldest survives a clearing. An arena that
 * has grown to megabytes goes on in large pages.
 */
#include "analyzer/base/arena.h"

#include "analyzer/base/mem.h"

enum { BLOCK = 64 * 1024, ALIGN = 16, LARGE_FROM = 4 * MEM_LARGE };

struct arena_block {
    struct arena_block *next;
    size_t size;
    _Alignas(ALIGN) char bytes[];
};

static void add_block(struct arena *a, size_t size)
{
    size_t least = a->block ? a->block : BLOCK, room = MEM_LARGE - sizeof(struct arena_block);
    bool is_large = a->total >= LARGE_FROM && size <= room;
    size_t want = is_large ? room : size > least ? size : least;
    struct arena_block *block = is_large ? mem_large(MEM_LARGE) : mem_room(sizeof(*block) + want);

    block->next = a->blocks;
    block->size = want;
    a->blocks = block;
    a->used = 0;
    a->total += want;
}

static char *take(struct arena *a, size_t size)
{
    size_t want = (size + ALIGN - 1) / ALIGN * ALIGN;
    char *p;

    if (!a->blocks || a->blocks->size - a->used < want)
        add_block(a, want);
    p = a->blocks->bytes + a->used;
    a->used += want;
    return p;
}

void *arena_new(struct arena *a, size_t size)
{
    return memset(take(a, size), 0, size);
}

slice arena_keep(struct arena *a, slice s)
{
    char *copy = take(a, s.n + 1);

    if (s.n)
        memcpy(copy, s.p, s.n);
    copy[s.n] = '\0';
    return slice_of(copy, s.n);
}

void arena_clear(struct arena *a)
{
    while (a->blocks && a->blocks->next) {
        struct arena_block *block = a->blocks;

        a->blocks = block->next;
        a->total -= block->size;
        mem_free(block);
    }
    a->used = 0;
}

void arena_free(struct arena *a)
{
    arena_clear(a);
    mem_free(a->blocks);
    *a = (struct arena){ .block = a->block };
}
