/* What one account does may be nothing; that several do it at a time is something else. */
#include "analyzer/run/watch/watchers_parts.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

static int by_anchor(const void *x, const void *y)
{
    const struct evidence *a = *(const struct evidence *const *)x;
    const struct evidence *b = *(const struct evidence *const *)y;
    int order = slice_cmp(a->anchor, b->anchor);

    return order ? order : slice_cmp(a->account->name, b->account->name);
}

static bool is_piece(const struct evidence *e, const struct detector *d)
{
    return e->detector == d && e->is_open;
}

static size_t count(const struct watchers *w, const struct detector *d)
{
    size_t n = 0;

    for (const struct evidence *e = w->evidence.first; e; e = e->next)
        n += is_piece(e, d);
    return n;
}

static void tell(const struct watchers *w, size_t i)
{
    size_t n = count(w, detectors[i]), at = 0;
    struct evidence **pieces;

    if (n == 0)
        return;
    pieces = mem_new(n, sizeof(struct evidence *));
    for (struct evidence *e = w->evidence.first; e; e = e->next)
        if (is_piece(e, detectors[i]))
            pieces[at++] = e;
    qsort(pieces, n, sizeof(struct evidence *), by_anchor);
    detectors[i]->across(w->sections[i].values, pieces, n);
    mem_free(pieces);
}

void watchers_begin(struct watchers *w, usec day)
{
    w->day = day;
    for (size_t i = 0; i < w->n_awaited; i++)
        (void)watchers_work(w, w->awaited[i]);
}

/* What is known of the account and still open is told again. */
static void recall(struct watchers *w, const struct account *who)
{
    (void)watchers_work(w, (struct account *)(uintptr_t)who);
    for (struct evidence *e = w->evidence.first; e; e = e->next)
        if (e->account == who && e->is_open)
            e->is_old = false;
}

void watchers_recall_suspects(struct watchers *w)
{
    for (struct incident_work *one = w->incidents.all; one; one = one->before) {
        const struct account *who[2];
        size_t n = one->is_touched ? incidents_suspects(one, who) : 0;

        for (size_t i = 0; i < n; i++)
            recall(w, who[i]);
    }
}

void watchers_tell_across(struct watchers *w)
{
    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->across)
            tell(w, i);
}
