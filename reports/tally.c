/* Sorted by pointer, which differs from run to run: nothing may be printed in this order. */
#include "reports/tally.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

static int by_account(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)(*(const struct ruling *const *)a)->account;
    uintptr_t y = (uintptr_t)(*(const struct ruling *const *)b)->account;

    return (x > y) - (x < y);
}

struct tally tally_new(const struct result *r)
{
    struct tally t = { mem_new(r->n_rulings + 1, sizeof(struct ruling *)), r->n_rulings };

    for (size_t i = 0; i < t.n; i++)
        t.rows[i] = &r->rulings[i];
    qsort(t.rows, t.n, sizeof(*t.rows), by_account);
    return t;
}

const struct ruling *tally_find(const struct tally *t, const struct account *account)
{
    struct ruling wanted = { .account = account };
    const struct ruling *key = &wanted;
    const struct ruling **found = bsearch(&key, t->rows, t->n, sizeof(*t->rows), by_account);

    return found ? *found : NULL;
}

void tally_free(struct tally *t)
{
    mem_free(t->rows);
    *t = (struct tally){ 0 };
}
