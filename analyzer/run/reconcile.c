/* Programs are chosen by whoever writes to the log, so the table of reasons has an end. */
#include "analyzer/run/reconcile.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/model/facts.h"

struct reason_key {
    enum verdict verdict;
    slice program, why;
};

struct known_reason {
    struct verdict_reason sum;
    slice openings[1 + FURTHER_MAX]; /* how its samples begin */
};

enum { SAMPLE_MAX = 400 };

static bool same_reason(const void *value, const void *key)
{
    const struct verdict_reason *v = &((const struct known_reason *)value)->sum;
    const struct reason_key *k = key;

    return v->verdict == k->verdict && slice_eq(v->why, k->why) && slice_eq(v->program, k->program);
}

void reconcile_init(struct reconcile *r, struct arena *arena)
{
    *r = (struct reconcile){ .arena = arena };
    r->by_reason.same = same_reason;
}

/* Its first word behind a queue id or "warning:", which says what kind of line it is. */
static slice opening_of(const struct line *ln)
{
    slice s = ln->message.n ? ln->message : ln->text;
    size_t blank = slice_find(s, ' ');

    if (blank && blank < s.n && s.p[blank - 1] == ':')
        s = slice_skip(s, blank + 1);
    return slice_head(s, slice_find(s, ' '));
}

static struct quote sample_of(struct reconcile *r, const struct line *ln)
{
    slice raw = arena_keep(r->arena, slice_head(ln->text, SAMPLE_MAX));

    return (struct quote){ .at = ln->at, .when = ln->when, .raw = raw };
}

/* Lines that begin like a sample which is kept already would show nothing new. */
static void keep_further(struct reconcile *r, struct known_reason *known, const struct line *ln)
{
    slice opening = slice_head(opening_of(ln), SAMPLE_MAX);
    size_t n = known->sum.n_further;

    for (size_t i = 0; i <= n; i++)
        if (slice_eq(known->openings[i], opening))
            return;
    known->sum.further[n] = sample_of(r, ln);
    known->openings[n + 1] = arena_keep(r->arena, opening);
    known->sum.n_further++;
}

static struct known_reason *find_or_add(struct reconcile *r, struct reason_key key,
                                        const struct line *ln)
{
    uint64_t hash;
    struct known_reason *known;

    if (r->n >= REASONS_MAX)
        key.program = SLICE("(other)");
    hash = hash_mix(hash_slice(key.program), hash_slice(key.why) + key.verdict);
    known = map_find(&r->by_reason, hash, &key);
    if (known)
        return known;
    known = arena_new(r->arena, sizeof(*known));
    known->sum.verdict = key.verdict;
    known->sum.program = arena_keep(r->arena, key.program);
    known->sum.why = key.why;
    known->sum.sample = sample_of(r, ln);
    known->openings[0] = arena_keep(r->arena, slice_head(opening_of(ln), SAMPLE_MAX));
    map_add(&r->by_reason, hash, known);
    r->n++;
    return known;
}

void reconcile_line(struct reconcile *r, enum verdict verdict, slice program, const char *why,
                    const struct line *ln)
{
    struct reason_key key = { verdict, program, slice_str(why) };

    if (ln->at.input >= r->inputs_cap)
        r->inputs = mem_grow(r->inputs, &r->inputs_cap, ln->at.input + 1, sizeof(*r->inputs));
    r->inputs[ln->at.input].verdicts[verdict]++;
    if (verdict == VERDICT_PARSED)
        return;
    if (!r->last || !same_reason(r->last, &key))
        r->last = find_or_add(r, key, ln);
    r->last->sum.lines++;
    if (r->last->sum.n_further < FURTHER_MAX)
        keep_further(r, r->last, ln);
}

static int rank(const struct verdict_reason *v)
{
    if (v->verdict == VERDICT_MALFORMED)
        return 0;
    if (v->why.p == why_not_known)
        return 1;
    return v->verdict == VERDICT_FOREIGN ? 2 : 3;
}

static int by_importance(const void *x, const void *y)
{
    const struct verdict_reason *a = x, *b = y;

    if (rank(a) != rank(b))
        return rank(a) - rank(b);
    if (a->lines != b->lines)
        return a->lines > b->lines ? -1 : 1;
    return slice_cmp(a->program, b->program) ? slice_cmp(a->program, b->program)
                                             : slice_cmp(a->why, b->why);
}

struct verdict_reason *reconcile_sorted(const struct reconcile *r, size_t *n)
{
    struct verdict_reason *all = arena_new(r->arena, (r->n + 1) * sizeof(*all));
    const struct known_reason *known;
    size_t at = 0;

    *n = 0;
    while ((known = map_next(&r->by_reason, &at)))
        all[(*n)++] = known->sum;
    qsort(all, *n, sizeof(*all), by_importance);
    return all;
}

void reconcile_free(struct reconcile *r)
{
    map_free(&r->by_reason);
    mem_free(r->inputs);
}
