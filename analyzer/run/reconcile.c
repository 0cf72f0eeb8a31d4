/* Programs are chosen by whoever writes to the log, so the table of reasons has an end. */
#include "analyzer/run/reconcile.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

struct reason_key {
    enum verdict verdict;
    slice program, why;
};

enum { SAMPLE_MAX = 400 };

static bool same_reason(const void *value, const void *key)
{
    const struct verdict_reason *v = value;
    const struct reason_key *k = key;

    return v->verdict == k->verdict && slice_eq(v->why, k->why) && slice_eq(v->program, k->program);
}

void reconcile_init(struct reconcile *r, struct arena *arena)
{
    *r = (struct reconcile){ .arena = arena };
    r->by_reason.same = same_reason;
}

static struct verdict_reason *find_or_add(struct reconcile *r, struct reason_key key,
                                          const struct line *ln)
{
    uint64_t hash;
    struct verdict_reason *v;

    if (r->n >= REASONS_MAX)
        key.program = SLICE("(other)");
    hash = hash_mix(hash_slice(key.program), hash_slice(key.why) + key.verdict);
    v = map_find(&r->by_reason, hash, &key);
    if (v)
        return v;
    v = arena_new(r->arena, sizeof(*v));
    v->verdict = key.verdict;
    v->program = arena_keep(r->arena, key.program);
    v->why = key.why;
    v->sample.at = ln->at;
    v->sample.when = ln->when;
    v->sample.raw = arena_keep(r->arena, slice_head(ln->text, SAMPLE_MAX));
    map_add(&r->by_reason, hash, v);
    r->n++;
    return v;
}

void reconcile_line(struct reconcile *r, enum verdict verdict, slice program, const char *why,
                    const struct line *ln)
{
    struct reason_key key = { verdict, program, slice_str(why) };

    if (ln->at.input >= r->inputs_cap)
        r->inputs = mem_grow(r->inputs, &r->inputs_cap, ln->at.input + 1, sizeof(*r->inputs));
    r->inputs[ln->at.input].verdicts[verdict]++;
    r->all.verdicts[verdict]++;
    if (verdict == VERDICT_PARSED)
        return;
    if (!r->last || !same_reason(r->last, &key))
        r->last = find_or_add(r, key, ln);
    r->last->lines++;
}

static int rank(enum verdict v)
{
    return v == VERDICT_MALFORMED ? 0 : v == VERDICT_FOREIGN ? 1 : 2;
}

static int by_importance(const void *x, const void *y)
{
    const struct verdict_reason *a = x, *b = y;

    if (rank(a->verdict) != rank(b->verdict))
        return rank(a->verdict) - rank(b->verdict);
    if (a->lines != b->lines)
        return a->lines > b->lines ? -1 : 1;
    return slice_cmp(a->program, b->program) ? slice_cmp(a->program, b->program)
                                             : slice_cmp(a->why, b->why);
}

struct verdict_reason *reconcile_sorted(const struct reconcile *r, size_t *n)
{
    struct verdict_reason *all = arena_new(r->arena, (r->n + 1) * sizeof(*all));
    const struct verdict_reason *v;
    size_t at = 0;

    *n = 0;
    while ((v = map_next(&r->by_reason, &at)))
        all[(*n)++] = *v;
    qsort(all, *n, sizeof(*all), by_importance);
    return all;
}

void reconcile_free(struct reconcile *r)
{
    map_free(&r->by_reason);
    mem_free(r->inputs);
}
