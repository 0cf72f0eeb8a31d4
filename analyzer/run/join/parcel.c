/*
 * Nearly every message has a handful of recipients, which a scan finds fastest; a
 * mailing has hundreds, which get an index.
 */
#include "analyzer/run/join/parcel.h"

#include <stdlib.h>

#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"

enum { SCANNED = 16, TEXT_BLOCK = 960 };

struct parcel *parcel_new(struct parcel_pool *pool)
{
    struct parcel *p = pool->free;

    if (p) {
        pool->free = p->after;
        p->after = NULL;
        return p;
    }
    p = mem_new(1, sizeof(*p));
    p->text.block = TEXT_BLOCK;
    pool->all = mem_grow(pool->all, &pool->cap, pool->n + 1, sizeof(struct parcel *));
    pool->all[pool->n++] = p;
    return p;
}

void parcel_give_back(struct parcel_pool *pool, struct parcel *p)
{
    struct arena text = p->text;
    struct delivery *deliveries = p->deliveries;
    size_t cap = p->cap;

    arena_clear(&text);
    mem_free(p->index);
    if (cap > 4 * SCANNED) {
        mem_free(deliveries);
        deliveries = NULL;
        cap = 0;
    }
    *p = (struct parcel){ .text = text, .deliveries = deliveries, .cap = cap };
    p->after = pool->free;
    pool->free = p;
}

void parcel_pool_free(struct parcel_pool *pool)
{
    for (size_t i = 0; i < pool->n; i++) {
        arena_free(&pool->all[i]->text);
        mem_free(pool->all[i]->deliveries);
        mem_free(pool->all[i]->index);
        mem_free(pool->all[i]);
    }
    mem_free(pool->all);
    *pool = (struct parcel_pool){ 0 };
}

static uint32_t *index_slot(const struct parcel *p, uint64_t to)
{
    size_t at = to & (p->index_size - 1);

    while (p->index[at] && p->deliveries[p->index[at] - 1].to != to)
        at = (at + 1) & (p->index_size - 1);
    return &p->index[at];
}

static void make_index(struct parcel *p)
{
    mem_free(p->index);
    p->index_size = p->index_size ? p->index_size * 2 : 8 * SCANNED;
    p->index = mem_new(p->index_size, sizeof(*p->index));
    for (size_t i = 0; i < p->n; i++)
        *index_slot(p, p->deliveries[i].to) = (uint32_t)i + 1;
}

struct delivery *parcel_find(struct parcel *p, uint64_t to)
{
    if (p->index) {
        uint32_t number = *index_slot(p, to);

        return number ? &p->deliveries[number - 1] : NULL;
    }
    for (size_t i = 0; i < p->n; i++)
        if (p->deliveries[i].to == to)
            return &p->deliveries[i];
    return NULL;
}

struct delivery *parcel_add(struct parcel *p, const struct delivery *one)
{
    const struct delivery *alias = one->offered == one->to ? NULL : parcel_find(p, one->offered);
    struct delivery d = *one;

    if (alias) {
        d.offered = alias->offered;
        d.is_external = alias->is_external;
        d.is_behind &= alias->is_behind;
    }
    return parcel_put(p, &d);
}

struct delivery *parcel_put(struct parcel *p, const struct delivery *one)
{
    p->deliveries = mem_grow(p->deliveries, &p->cap, p->n + 1, sizeof(*one));
    p->deliveries[p->n++] = *one;
    if (p->n > SCANNED && (!p->index || p->n * 2 > p->index_size))
        make_index(p);
    else if (p->index)
        *index_slot(p, one->to) = (uint32_t)p->n;
    return &p->deliveries[p->n - 1];
}

/* Of the addresses behind one alias the best outcome stands for it. */
static int rank(const struct delivery *d)
{
    static const int ranks[OUTCOMES] = {
        [OUTCOME_DELIVERED] = 7, [OUTCOME_OPEN] = 6,      [OUTCOME_HELD] = 5, [OUTCOME_BOUNCED] = 4,
        [OUTCOME_EXPIRED] = 3,   [OUTCOME_DISCARDED] = 2, [OUTCOME_LOST] = 1,
    };

    return d->is_passed ? 0 : ranks[d->outcome];
}

static int by_offered(const void *a, const void *b)
{
    const struct delivery *x = a, *y = b;

    if (x->offered != y->offered)
        return x->offered < y->offered ? -1 : 1;
    return rank(y) - rank(x);
}

static bool has_aliases(const struct parcel *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->deliveries[i].offered != p->deliveries[i].to)
            return true;
    return false;
}

static void name_missing(struct parcel *p)
{
    uint64_t named = 0, known = p->m.nrcpt ? p->m.nrcpt : 1;

    for (size_t i = 0; i < p->n; i++)
        named += !p->deliveries[i].is_behind;
    if (p->m.nrcpt == 0 && named == 0)
        known = p->n;
    for (size_t i = 0; i < p->n && named < known; i++)
        if (p->deliveries[i].is_behind) {
            p->deliveries[i].is_behind = false;
            named++;
        }
}

static const struct delivery *best_behind(const struct parcel *p)
{
    const struct delivery *best = NULL;

    for (size_t i = 0; i < p->n; i++)
        if (p->deliveries[i].is_behind && (!best || rank(&p->deliveries[i]) > rank(best)))
            best = &p->deliveries[i];
    return best;
}

static void settle_aliases(struct parcel *p)
{
    const struct delivery *best = best_behind(p);

    if (!best || best->is_passed)
        return;
    for (size_t i = 0; i < p->n; i++)
        if (p->deliveries[i].is_passed && p->deliveries[i].outcome == OUTCOME_LOST) {
            p->deliveries[i].outcome = best->outcome;
            p->deliveries[i].is_passed = false;
        }
}

uint64_t parcel_complete(struct parcel *p)
{
    uint64_t n = 0;

    settle_aliases(p);
    name_missing(p);
    for (size_t i = 0; i < p->n; i++)
        n += !p->deliveries[i].is_behind;
    if (n == 0 && p->m.nrcpt == 0)
        return 1;
    return p->m.nrcpt > n ? p->m.nrcpt - n : 0;
}

uint64_t parcel_sum(struct parcel *p, uint64_t outcomes[OUTCOMES], uint64_t *external)
{
    const struct delivery *last = NULL;
    bool fold = has_aliases(p);
    uint64_t unseen = 0;

    if (fold)
        qsort(p->deliveries, p->n, sizeof(*p->deliveries), by_offered);
    for (size_t i = 0; i < p->n; i++) {
        const struct delivery *d = &p->deliveries[i];

        if (d->is_behind || (fold && last && d->offered == last->offered))
            continue;
        last = d;
        outcomes[d->outcome]++;
        *external += d->is_external;
        unseen += d->is_passed && d->outcome == OUTCOME_LOST;
    }
    return unseen;
}

struct kept_line parcel_keep(struct parcel *p, const struct line *ln)
{
    return (struct kept_line){ ln->at, ln->when, arena_keep(&p->text, ln->text) };
}
