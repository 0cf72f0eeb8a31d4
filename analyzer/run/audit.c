/*
 * Rows of one person lie apart in a directory, so they are put in order first: by person, then by
 * when they were made.
 */
#include "analyzer/run/audit.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

static void tell(const struct audit *a, const struct person *of, const struct matter *matter)
{
    struct event ev = { .kind = EVENT_MATTER, .when = a->ended, .matter = matter };

    ev.account = accounts_of_login(a->accounts, of->account, USEC_NONE);
    watchers_tell(a->watchers, &ev);
}

static const enum matter_why why_kept[] = {
    [CLASH_ORGANISATION] = MATTER_ORGANISATION,
    [CLASH_FIRST] = MATTER_EARLIER,
    [CLASH_DATED] = MATTER_DATED,
    [CLASH_ORDER] = MATTER_ORDER,
};

static void tell_clash(const struct audit *a, const struct clash *c)
{
    struct matter m = { .kind = MATTER_ADDRESS_CLAIMED,
                        .why = why_kept[c->reason],
                        .subject = c->address,
                        .other = c->keeper->account,
                        .line = c->other->line,
                        .other_line = c->keeper->line };

    if (!person_is_over(c->other, a->ended) && !person_is_over(c->keeper, a->ended))
        tell(a, c->other, &m);
}

/* Organisations, systems and lists may share a person with that person's own account. */
static bool is_personal(const struct person *p)
{
    return p->person.n && (p->kind == KIND_STUDENT || p->kind == KIND_STAFF ||
                           p->kind == KIND_FACULTY || p->kind == KIND_RETIREE);
}

static int by_person(const void *x, const void *y)
{
    const struct person *a = *(const struct person *const *)x;
    const struct person *b = *(const struct person *const *)y;
    int order = slice_cmp(a->person, b->person);

    if (order)
        return order;
    if (a->created != b->created)
        return a->created < b->created ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static void tell_second(const struct audit *a, const struct person *first,
                        const struct person *second)
{
    struct matter m = { .kind = MATTER_SECOND_ACCOUNT,
                        .why = MATTER_EARLIER,
                        .subject = second->person,
                        .other = first->account,
                        .line = second->line,
                        .other_line = first->line };

    if (first->created == USEC_NONE || first->created == second->created)
        m.why = MATTER_ORDER;
    tell(a, second, &m);
}

static void tell_persons(const struct audit *a)
{
    const struct person **at = mem_new(a->site->n_persons + 1, sizeof(const struct person *));
    const struct person *first = NULL;
    size_t n = 0;

    for (size_t i = 0; i < a->site->n_persons; i++)
        if (is_personal(&a->site->persons[i]) && !person_is_over(&a->site->persons[i], a->ended))
            at[n++] = &a->site->persons[i];
    qsort(at, n, sizeof(const struct person *), by_person);
    for (size_t i = 0; i < n; i++) {
        if (first && slice_eq(first->person, at[i]->person))
            tell_second(a, first, at[i]);
        else
            first = at[i];
    }
    mem_free(at);
}

void audit_tell(const struct audit *a)
{
    if (a->ended == USEC_NONE)
        return;
    for (size_t i = 0; i < a->site->clashes.n; i++)
        tell_clash(a, &a->site->clashes.at[i]);
    tell_persons(a);
}
