/*
 * One piece of evidence becomes one finding, the findings of an account one ruling. All
 * evidence comes in no order: it is sorted by account first, everything else follows.
 */
#include "analyzer/run/judge/judge.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyzer/base/log10.h"
#include "analyzer/run/judge/judge_parts.h"

static int by_account(const void *x, const void *y)
{
    const struct evidence *a = *(const struct evidence *const *)x;
    const struct evidence *b = *(const struct evidence *const *)y;

    return slice_cmp(a->account->name, b->account->name);
}

/* A faint hint is no finding, but adds to one: where none was open beside it, it is left out. */
static bool is_faint(const struct evidence *e)
{
    return e->weight < e->detector->alone && !e->has_company;
}

/* What an earlier run has found, and nothing has happened to since, is that one's to tell. */
static bool is_told(const struct evidence *e, bool is_restricted)
{
    return e->is_ripe && (!e->is_old || e->unsettled) && !is_faint(e) &&
           clause_is_restricted(e->detector->clause) == is_restricted;
}

static const struct evidence **ripe_evidence(const struct judge *j,
                                             const struct evidence_list *list, bool is_restricted,
                                             size_t *n)
{
    const struct evidence **ripe;
    size_t count = 0;

    for (const struct evidence *e = list->first; e; e = e->next)
        count += is_told(e, is_restricted);
    ripe = arena_new(j->arena, (count + 1) * sizeof(struct evidence *));
    *n = 0;
    for (const struct evidence *e = list->first; e; e = e->next)
        if (is_told(e, is_restricted))
            ripe[(*n)++] = e;
    qsort(ripe, *n, sizeof(struct evidence *), by_account);
    return ripe;
}

/* Days that nothing was found on could have contradicted it: of accounts with no finding. What is
   the operators' to mend is none of the account's. */
static uint64_t benign_days(const struct judge *j, const struct evidence **ripe, size_t n)
{
    uint64_t days = j->account_days + j->earlier_days;
    const struct account *taken_off = NULL;

    for (size_t i = 0; i < n; i++) {
        if (ripe[i]->is_operators || ripe[i]->account == taken_off)
            continue;
        taken_off = ripe[i]->account;
        days -= taken_off->days.n;
    }
    return days;
}

/* The rule of three: in N days without a mistake, mistakes may still be as many as 3 in N. */
static int32_t volume_cap(uint64_t days)
{
    int32_t cap = log10_milli(days) - log10_milli(3);

    return cap > 0 ? cap : 0;
}

static void decide(const struct judge *j, struct finding *f, const struct evidence *e)
{
    struct case_file c = { .judge = j, .evidence = e, .finding = f, .action = e->warrants };
    int32_t cap = judge_cap(j, e->family);

    judge_describe(j, f, e);
    judge_weigh(&c);
    f->action = c.action;
    f->score = (f->weight < cap ? f->weight : cap) + c.excused;
    if (f->score < 0)
        f->score = 0;
    f->advice = judge_advice(j->arena, e, c.action);
}

static int by_strength(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;

    if (a->action != b->action)
        return a->action > b->action ? -1 : 1;
    return a->clause != b->clause ? (int)a->clause - (int)b->clause : strcmp(a->id, b->id);
}

static int by_id(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;
    int ids = strcmp(a->id, b->id);

    if (ids)
        return ids;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return slice_cmp(a->headline, b->headline);
}

/* An account's pieces may be alike in all that makes an id: what is left over after many
   addresses has none to tell it by, and a mailing may be found twice in a day. */
static void tell_apart(struct finding *at, size_t n)
{
    char text[64];
    int used;

    qsort(at, n, sizeof(*at), by_id);
    for (size_t first = 0, i = 1; i < n; i++) {
        if (strcmp(at[i].id, at[first].id) != 0) {
            first = i;
            continue;
        }
        used = snprintf(text, sizeof(text), "%s\n%zu", at[first].id, i - first);
        (void)snprintf(at[i].id, sizeof(at[i].id), "F-%016llx",
                       (unsigned long long)hash_frozen(slice_of(text, (size_t)used)));
    }
}

static int by_action(const void *x, const void *y)
{
    const struct ruling *a = x, *b = y;

    if (a->action != b->action)
        return a->action > b->action ? -1 : 1;
    return slice_cmp(a->account->name, b->account->name);
}

/* Findings by account become rulings, in report order. */
static void rule(const struct judge *j, struct finding *at, size_t n, struct result *r)
{
    r->rulings = arena_new(j->arena, (n + 1) * sizeof(*r->rulings));
    r->n_rulings = 0;
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from; to < n && at[to].account == at[from].account; to++)
            ;
        tell_apart(at + from, to - from);
        qsort(at + from, to - from, sizeof(*at), by_strength);
        judge_account(j, &r->rulings[r->n_rulings++], at + from, to - from);
    }
    qsort(r->rulings, r->n_rulings, sizeof(*r->rulings), by_action);
}

/* The findings of the strongest ruling first, each knowing its ruling. */
static void lay_out(const struct judge *j, struct result *r, size_t n)
{
    r->findings = arena_new(j->arena, (n + 1) * sizeof(*r->findings));
    r->n_findings = 0;
    for (size_t i = 0; i < r->n_rulings; i++) {
        struct ruling *v = &r->rulings[i];
        struct finding *at = &r->findings[r->n_findings];

        memcpy(at, v->findings, v->n_findings * sizeof(*at));
        for (size_t k = 0; k < v->n_findings; k++)
            at[k].ruling = v;
        v->findings = at;
        r->n_findings += v->n_findings;
    }
}

static void judge_ripe(const struct judge *j, const struct evidence **ripe, size_t n,
                       struct result *r)
{
    struct finding *at = arena_new(j->arena, (n + 1) * sizeof(*at));

    for (size_t i = 0; i < n; i++)
        decide(j, &at[i], ripe[i]);
    rule(j, at, n, r);
    lay_out(j, r, n);
}

/* On its own: it adds nothing to what an account is said to have done otherwise. */
static void judge_restricted(const struct judge *j, const struct evidence_list *list,
                             struct result *r)
{
    struct judge own = *j;
    struct result view = *r;
    size_t n;
    const struct evidence **ripe = ripe_evidence(j, list, true, &n);

    own.precedents = j->restricted;
    judge_ripe(&own, ripe, n, &view);
    r->restricted =
        (struct matters){ view.findings, view.n_findings, view.rulings, view.n_rulings };
}

void judge_all(struct judge *j, const struct evidence_list *list, struct result *r)
{
    size_t n;
    const struct evidence **ripe = ripe_evidence(j, list, false, &n);

    j->ladder = ladder_of(j->site->sections, j->site->n_sections);
    r->benign_days = benign_days(j, ripe, n);
    r->volume_cap = j->volume_cap = volume_cap(r->benign_days);
    judge_ripe(j, ripe, n, r);
    judge_restricted(j, list, r);
}
