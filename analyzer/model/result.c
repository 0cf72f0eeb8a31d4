#include "analyzer/model/result.h"

#include <stdlib.h>

static int by_number(const void *key, const void *at)
{
    uint32_t number = *(const uint32_t *)key, other = ((const struct input_name *)at)->number;

    return number < other ? -1 : number > other;
}

static int by_name(const void *x, const void *y)
{
    return slice_cmp((*(const struct account *const *)x)->name,
                     (*(const struct account *const *)y)->name);
}

void result_restricted(const struct result *r, struct arena *a, struct result *out)
{
    const struct matters *m = &r->restricted;

    *out = *r;
    out->findings = m->findings;
    out->n_findings = m->n_findings;
    out->rulings = m->rulings;
    out->n_rulings = m->n_rulings;
    out->restricted = (struct matters){ 0 };
    out->is_restricted = true;
    out->changes = NULL;
    out->networks = NULL;
    out->n_networks = 0;
    out->accounts = arena_new(a, (m->n_rulings + 1) * sizeof(*out->accounts));
    for (out->n_accounts = 0; out->n_accounts < m->n_rulings; out->n_accounts++)
        out->accounts[out->n_accounts] = m->rulings[out->n_accounts].account;
    qsort(out->accounts, out->n_accounts, sizeof(*out->accounts), by_name);
}

slice result_input_name(const struct result *r, uint32_t input)
{
    uint32_t number = input & ~INPUT_EARLIER;
    const struct input_name *found;

    if (!(input & INPUT_EARLIER))
        return r->inputs[input].name;
    found =
        r->n_earlier ? bsearch(&number, r->earlier, r->n_earlier, sizeof(*found), by_number) : NULL;
    return found ? found->name : SLICE("(an input of an earlier run)");
}

uint64_t complaints_counted(const struct result *r)
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_complaints; i++)
        n += r->complaints[i].match == MATCH_COUNTED;
    return n;
}
