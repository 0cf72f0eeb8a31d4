/*
 * Pieces come from blocks of some hundred, and from large pages when there are many; a free one
 * holds the address of the next.
 */
#include "analyzer/base/pool.h"

#include "analyzer/base/mem.h"

enum { PIECES = 256, LARGE_FROM = 32 /* blocks */ };

static void add_block(struct pool *p)
{
    bool is_large = p->n >= LARGE_FROM && p->size * PIECES <= MEM_LARGE;
    size_t pieces = is_large ? MEM_LARGE / p->size : PIECES;
    char *block = is_large ? mem_large(MEM_LARGE) : mem_new(PIECES, p->size);

    p->blocks = mem_grow(p->blocks, &p->cap, p->n + 1, sizeof(*p->blocks));
    p->blocks[p->n++] = block;
    for (size_t i = pieces; i > 0; i--)
        pool_give_back(p, block + (i - 1) * p->size);
}

void *pool_take(struct pool *p)
{
    void *piece;

    if (!p->free)
        add_block(p);
    piece = p->free;
    p->free = *(void **)piece;
    return piece;
}

void pool_give_back(struct pool *p, void *piece)
{
    *(void **)piece = p->free;
    p->free = piece;
}

void pool_free(struct pool *p)
{
    for (size_t i = 0; i < p->n; i++)
        mem_free(p->blocks[i]);
    mem_free(p->blocks);
    *p = (struct pool){ .size = p->size };
}
