/* Sorted by pointer, which differs from run to run: nothing may be printed in this order. */
#include "reports/tally.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

static int by_account(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const struct tally_row *)a)->account;
    uintptr_t y = (uintptr_t)((const struct tally_row *)b)->account;

    return (x > y) - (x < y);
}

/* Both stand in one array: of two alike the first one counts, whatever qsort made of them. */
static bool is_stronger(const struct finding *a, const struct finding *b)
{
    return a->action > b->action || (a->action == b->action && a < b);
}

static void merge(struct tally *t)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++) {
        struct tally_row *row = &t->rows[i];

        if (n == 0 || t->rows[n - 1].account != row->account) {
            t->rows[n++] = *row;
            continue;
        }
        t->rows[n - 1].findings++;
        if (is_stronger(row->strongest, t->rows[n - 1].strongest))
            t->rows[n - 1].strongest = row->strongest;
    }
    t->n = n;
}

struct tally tally_new(const struct result *r)
{
    struct tally t = { .rows = mem_new(r->n_findings + 1, sizeof(*t.rows)), .n = r->n_findings };

    for (size_t i = 0; i < t.n; i++)
        t.rows[i] = (struct tally_row){ r->findings[i].account, 1, &r->findings[i] };
    qsort(t.rows, t.n, sizeof(*t.rows), by_account);
    merge(&t);
    return t;
}

const struct tally_row *tally_find(const struct tally *t, const struct account *account)
{
    struct tally_row key = { .account = account };

    return bsearch(&key, t->rows, t->n, sizeof(*t->rows), by_account);
}

void tally_free(struct tally *t)
{
    mem_free(t->rows);
    *t = (struct tally){ 0 };
}
