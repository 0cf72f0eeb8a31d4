/* One piece of evidence, one finding; strongest action first. */
#include "analyzer/run/judge.h"

#include <stdlib.h>

#include "analyzer/run/judge_parts.h"

static const int32_t family_caps[FAMILIES] = {
    [FAMILY_VOLUME] = 4000,         [FAMILY_INVALID] = 4000,   [FAMILY_REMOTE] = 4000,
    [FAMILY_LOCAL_FILTER] = 3000,   [FAMILY_COMPLAINT] = 3000, [FAMILY_CANARY] = 4000,
    [FAMILY_AUTHENTICATION] = 2000, [FAMILY_FORGED] = 3000,    [FAMILY_CAMPAIGN] = 2000,
    [FAMILY_CONFIGURATION] = 3000,
};

static void decide(const struct judge *j, struct finding *f, const struct evidence *e)
{
    struct case_file c = { .judge = j, .evidence = e, .finding = f, .action = e->warrants };

    judge_describe(j, f, e);
    c.score = e->weight < family_caps[e->family] ? e->weight : family_caps[e->family];
    judge_weigh(&c);
    f->action = c.action;
    f->score = c.score;
    f->advice = judge_advice(j->arena, e, c.action);
}

static int by_order(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;
    int order = slice_cmp(a->account->name, b->account->name);

    if (a->action != b->action)
        return a->action > b->action ? -1 : 1;
    if (order)
        return order;
    return a->clause != b->clause ? (int)a->clause - (int)b->clause : strcmp(a->id, b->id);
}

struct finding *judge_all(const struct judge *j, const struct evidence_list *list, size_t *n)
{
    struct finding *all;
    size_t count = 0;

    for (const struct evidence *e = list->first; e; e = e->next)
        count += e->is_ripe;
    all = arena_new(j->arena, (count + 1) * sizeof(*all));
    *n = 0;
    for (const struct evidence *e = list->first; e; e = e->next)
        if (e->is_ripe)
            decide(j, &all[(*n)++], e);
    qsort(all, *n, sizeof(*all), by_order);
    return all;
}
