/*
 * Families are independent kinds of evidence, pieces of one family mostly are not: who
 * sends one large mailing sends two, a stale list bounces in every mailing, one filter
 * refuses every copy. So the greatest stands for all of them. Only where each piece is
 * somebody else's doing (a complaint, a canary, a forged name) do their causes add up.
 */
#include <stdlib.h>

#include "analyzer/run/judge/judge_parts.h"

enum harm { HARM_NO, HARM_IF_PROVED, HARM_YES };

static const struct rule {
    int32_t cap;
    bool adds;
    enum harm harm;
} rules[FAMILIES] = {
    [FAMILY_VOLUME] = { 4000, false, HARM_NO },
    [FAMILY_INVALID] = { 4000, false, HARM_YES },
    [FAMILY_REMOTE] = { 4000, false, HARM_YES },
    [FAMILY_LOCAL_FILTER] = { 3000, false, HARM_IF_PROVED }, /* a virus is, a score is not */
    [FAMILY_COMPLAINT] = { 3000, true, HARM_YES },
    [FAMILY_CANARY] = { 4000, true, HARM_YES },
    [FAMILY_AUTHENTICATION] = { 2000, false, HARM_NO },
    [FAMILY_FORGED] = { 3000, true, HARM_IF_PROVED },
    [FAMILY_CAMPAIGN] = { 2000, false, HARM_NO },
    [FAMILY_CONFIGURATION] = { 3000, false, HARM_NO },
};

int32_t judge_cap(const struct judge *j, enum family family)
{
    int32_t cap = rules[family].cap;

    return family == FAMILY_VOLUME && j->volume_cap < cap ? j->volume_cap : cap;
}

static int by_cause(const void *x, const void *y)
{
    const struct finding *a = *(const struct finding *const *)x;
    const struct finding *b = *(const struct finding *const *)y;
    int order = slice_cmp(a->cause, b->cause);

    if (a->family != b->family)
        return a->family < b->family ? -1 : 1;
    return order ? order : strcmp(a->id, b->id);
}

static int32_t greater(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* The pieces of one family and cause. */
static void take_cause(struct tally *t, struct finding **at, size_t n)
{
    struct family_sum *sum = &t->families[at[0]->family];
    struct finding **best = &t->best[at[0]->family], *greatest = at[0];
    int32_t proved = 0;

    for (size_t i = 0; i < n; i++) {
        if (at[i]->score > greatest->score)
            greatest = at[i];
        if (at[i]->certainty == CERTAINTY_PROVED)
            proved = greater(proved, at[i]->score);
    }
    if (sum->adds) {
        greatest->counted = greatest->score;
        sum->weight += greatest->score;
        t->proved[sum->family] += proved;
        return;
    }
    if (proved > t->proved[sum->family])
        t->proved[sum->family] = proved;
    if (*best && (*best)->score >= greatest->score)
        return;
    if (*best)
        (*best)->counted = 0;
    *best = greatest;
    greatest->counted = greatest->score;
    sum->weight = greatest->score;
}

static bool is_left_out(const struct finding *f, const struct left_out *l)
{
    return l && f->family == l->family && slice_eq(f->cause, l->cause);
}

static void take_all(struct tally *t, struct finding **at, size_t n, const struct left_out *l)
{
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && at[to]->family == at[from]->family &&
                        slice_eq(at[to]->cause, at[from]->cause);
             to++)
            at[to]->counted = 0;
        if (!is_left_out(at[from], l))
            take_cause(t, at + from, to - from);
    }
}

static void close_family(struct tally *t, enum family family)
{
    struct family_sum *sum = &t->families[family];
    int64_t harm = rules[family].harm == HARM_YES         ? sum->weight
                   : rules[family].harm == HARM_IF_PROVED ? t->proved[family]
                                                          : 0;

    sum->counted = (int32_t)(sum->weight < sum->cap ? sum->weight : sum->cap);
    sum->is_harm = sum->counted >= SUM_OF_FAMILY && harm >= SUM_OF_FAMILY;
    t->sum += sum->counted;
}

void judge_order(struct finding **at, size_t n)
{
    qsort(at, n, sizeof(struct finding *), by_cause);
}

void judge_add_up(const struct judge *j, struct finding **at, size_t n, const struct left_out *l,
                  struct tally *t)
{
    *t = (struct tally){ 0 };
    for (int f = 0; f < FAMILIES; f++) {
        t->families[f].family = (enum family)f;
        t->families[f].adds = rules[f].adds;
        t->families[f].cap = judge_cap(j, (enum family)f);
    }
    for (size_t i = 0; i < n; i++)
        t->families[at[i]->family].pieces++;
    take_all(t, at, n, l);
    for (int f = 0; f < FAMILIES; f++)
        close_family(t, (enum family)f);
}

bool judge_has_one_cause(const struct tally *t)
{
    const struct finding *volume = t->best[FAMILY_VOLUME], *invalid = t->best[FAMILY_INVALID];

    return volume && invalid && volume->is_announced && invalid->score > 0 && volume->score > 0 &&
           slice_eq(volume->cause, invalid->cause);
}
