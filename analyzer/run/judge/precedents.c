/* An account has few decisions: going through all of them is the fastest way. */
#include "analyzer/run/judge/precedents.h"

#include <stdlib.h>

#include "analyzer/run/judge/restricted.h"

static int by_account(const void *x, const void *y)
{
    const struct decision *a = *(const struct decision *const *)x;
    const struct decision *b = *(const struct decision *const *)y;
    int order = slice_cmp(a->account, b->account);

    return order ? order : (a->number > b->number) - (a->number < b->number);
}

void precedents_init(struct precedents *p, const struct decisions *all, struct arena *a)
{
    p->n = 0;
    p->at = arena_new(a, (all->n + 1) * sizeof(*p->at));
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].finding.n)
            p->at[p->n++] = &all->at[i];
    qsort(p->at, p->n, sizeof(*p->at), by_account);
}

struct precedents precedents_part(const struct precedents *all, bool is_restricted, struct arena *a)
{
    struct precedents p = { arena_new(a, (all->n + 1) * sizeof(*p.at)), 0 };

    for (size_t i = 0; i < all->n; i++)
        if (restricted_detector(all->at[i]->detector) == is_restricted)
            p.at[p.n++] = all->at[i];
    return p;
}

/* Index of the first one whose account is not before this one. */
static size_t lower(const struct precedents *p, slice account)
{
    size_t from = 0, to = p->n;

    while (from < to) {
        size_t middle = from + (to - from) / 2;

        if (slice_cmp(p->at[middle]->account, account) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

struct precedents precedents_of(const struct precedents *all, slice account)
{
    size_t from = lower(all, account), to = from;

    while (to < all->n && slice_eq(all->at[to]->account, account))
        to++;
    return (struct precedents){ all->n ? all->at + from : NULL, to - from };
}

const struct decision *precedents_on(const struct precedents *one, slice finding)
{
    for (size_t i = one->n; i > 0; i--)
        if (slice_eq(one->at[i - 1]->finding, finding))
            return one->at[i - 1];
    return NULL;
}

static bool stands(const struct precedents *one, const struct decision *d)
{
    return precedents_on(one, d->finding) == d;
}

const struct decision *precedents_alike(const struct precedents *one, slice detector,
                                        uint64_t pattern)
{
    for (size_t i = one->n; i > 0; i--) {
        const struct decision *d = one->at[i - 1];
        bool is_alike = pattern ? d->pattern == pattern : decision_clears(d);

        if (is_alike && slice_eq(d->detector, detector) && stands(one, d))
            return d;
    }
    return NULL;
}

uint32_t precedents_confirmed(const struct precedents *one, usec since)
{
    uint32_t n = 0;

    for (size_t i = 0; i < one->n; i++)
        n += one->at[i]->judgement == JUDGED_CONFIRMED && one->at[i]->at >= since &&
             stands(one, one->at[i]);
    return n;
}

/* The one that began what is in force for this finding now. */
static const struct decision *disabled_for(const struct precedents *one, slice finding)
{
    const struct decision *since = NULL;

    for (size_t i = 0; i < one->n; i++) {
        const struct decision *d = one->at[i];

        if (!slice_eq(d->finding, finding))
            continue;
        if (decision_clears(d) || d->action == ACTION_RECORD)
            since = NULL;
        else if (!since &&
                 (d->action == ACTION_DISABLE_SENDING || d->action == ACTION_DISABLE_ACCOUNT))
            since = d;
    }
    return since;
}

const struct decision *precedents_disabled(const struct precedents *one)
{
    const struct decision *oldest = NULL;

    for (size_t i = 0; i < one->n; i++) {
        const struct decision *d = disabled_for(one, one->at[i]->finding);

        if (d && (!oldest || d->at < oldest->at))
            oldest = d;
    }
    return oldest;
}
