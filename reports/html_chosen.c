/* Which accounts stand where: what asks for something first, and the surest first among those. */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "reports/html_case.h"

bool ruling_is_record(const struct ruling *v)
{
    return !v->is_operators && !ruling_needs_decision(v);
}

bool ruling_is_fault(const struct ruling *v)
{
    return v->is_operators;
}

bool finding_is_to_hold(const struct finding *f)
{
    bool is_held_too = f->ruling->action >= ACTION_DISABLE_SENDING && f->unsettled > 0;

    return (f->action == ACTION_HOLD_MAILING || is_held_too) && f->has_queue && !f->is_operators &&
           ruling_needs_decision(f->ruling);
}

enum { FINDINGS_MANY = 500, CASES_WHOLE = 100 };

bool html_is_long(const struct result *r)
{
    return r->n_findings > FINDINGS_MANY;
}

bool html_is_whole(const struct result *r, size_t nth)
{
    return !html_is_long(r) || nth < CASES_WHOLE;
}

uint64_t html_count_rulings(const struct result *r, bool (*wanted)(const struct ruling *v))
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_rulings; i++)
        n += wanted(&r->rulings[i]);
    return n;
}

uint64_t html_count_findings(const struct result *r, bool (*wanted)(const struct ruling *v))
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_rulings; i++)
        n += wanted(&r->rulings[i]) ? r->rulings[i].n_findings : 0;
    return n;
}

static int by_urgency(const void *a, const void *b)
{
    const struct ruling *x = *(const struct ruling *const *)a;
    const struct ruling *y = *(const struct ruling *const *)b;

    if (x->action != y->action)
        return x->action > y->action ? -1 : 1;
    if (x->certainty != y->certainty)
        return x->certainty > y->certainty ? -1 : 1;
    if (x->sum != y->sum)
        return x->sum > y->sum ? -1 : 1;
    return x < y ? -1 : x > y; /* as the result has them: by account */
}

struct chosen html_choose(const struct result *r, bool (*wanted)(const struct ruling *v))
{
    struct chosen c = { mem_new(r->n_rulings + 1, sizeof(*c.list)), 0 };

    for (size_t i = 0; i < r->n_rulings; i++)
        if (wanted(&r->rulings[i]))
            c.list[c.n++] = &r->rulings[i];
    qsort(c.list, c.n, sizeof(*c.list), by_urgency);
    return c;
}

void html_chosen_free(struct chosen *c)
{
    mem_free(c->list);
}
