/* One walk over all logins of the run, which may be many more than those that are wanted. */
#include "analyzer/run/join/logins.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

struct of_account {
    const struct account *account;
    slice login;
};

struct rows {
    struct of_account *at;
    size_t n, cap;
};

/* By address: only to stand side by side. */
static int by_account(const void *x, const void *y)
{
    const struct of_account *a = x, *b = y;

    if (a->account != b->account)
        return (uintptr_t)a->account < (uintptr_t)b->account ? -1 : 1;
    return slice_cmp(a->login, b->login);
}

static int is_of(const void *key, const void *row)
{
    const struct account *const *account = key;
    const struct of_account *r = row;

    return *account == r->account ? 0 : (uintptr_t)*account < (uintptr_t)r->account ? -1 : 1;
}

static void give(struct ruling *v, const struct rows *rows, struct arena *a)
{
    const struct of_account *one =
        rows->n ? bsearch(&v->account, rows->at, rows->n, sizeof(*rows->at), is_of) : NULL;
    slice *at;

    if (!one)
        return;
    while (one > rows->at && one[-1].account == v->account)
        one--;
    at = arena_new(a, LOGINS_TOLD * sizeof(*at));
    for (; one < rows->at + rows->n && one->account == v->account; one++)
        if (v->n_logins < LOGINS_TOLD)
            at[v->n_logins++] = one->login;
    v->logins = at;
}

void logins_tell(const struct accounts *accounts, struct arena *a, struct result *r)
{
    struct rows rows = { 0 };
    struct of_account one;
    size_t at = 0;

    if (r->n_rulings == 0)
        return;
    while ((one.account = accounts_next_login(accounts, &at, &one.login))) {
        rows.at = mem_grow(rows.at, &rows.cap, rows.n + 1, sizeof(*rows.at));
        rows.at[rows.n++] = one;
    }
    if (rows.n)
        qsort(rows.at, rows.n, sizeof(*rows.at), by_account);
    for (size_t i = 0; i < r->n_rulings; i++)
        give(&r->rulings[i], &rows, a);
    mem_free(rows.at);
}
