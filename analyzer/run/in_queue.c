/* An entry of which all recipients are decided, or that was never accepted, holds nothing. */
#include "analyzer/run/in_queue.h"

#include <stdlib.h>

#include "analyzer/run/join/parcel.h"
#include "analyzer/run/lines.h"

/* One program of each queue: all have the same host and instance. */
static void name_queues(const struct lines *l, const struct program *programs[QUEUES_MAX])
{
    const struct program *p;
    size_t at = 0;

    while ((p = map_next(&l->by_program, &at)))
        if (p->mta && p->queue < QUEUES_MAX)
            programs[p->queue] = p;
}

static void note(const struct entry *e, const struct program *p, struct arena *a)
{
    struct message *m = &e->parcel->m;
    struct queued *q = arena_new(a, sizeof(*q));

    q->next = m->in_queue;
    q->host = p->host;
    q->instance = p->instance;
    q->server = p->mta->name;
    q->id = arena_keep(a, slice_of(e->id, e->id_n));
    m->in_queue = q;
}

static bool may_be_somebodys(const struct parcel *p)
{
    return !p->is_probe && (p->m.account || !p->is_told);
}

void in_queue_note(const struct lines *l, const struct tracker *t, struct arena *a)
{
    const struct program *programs[QUEUES_MAX] = { 0 };

    name_queues(l, programs);
    for (const struct entry *e = t->lists[LIFE_QUEUED].oldest; e; e = e->newer)
        if (e->parcel && programs[e->queue] && may_be_somebodys(e->parcel))
            note(e, programs[e->queue], a);
}

void in_queue_move(struct message *from, struct message *into)
{
    const struct queued **end = &into->in_queue;

    while (*end)
        end = &((struct queued *)(uintptr_t)*end)->next;
    *end = from->in_queue;
    from->in_queue = NULL;
}

void in_queue_copy(const struct queued **list, const struct queued *all, struct arena *a)
{
    for (; all; all = all->next) {
        struct queued *q = arena_new(a, sizeof(*q));

        *q = *all;
        q->next = *list;
        *list = q;
    }
}

static int by_place(const void *x, const void *y)
{
    const struct queued *a = x, *b = y;
    int hosts = slice_cmp(a->host, b->host), instances = slice_cmp(a->instance, b->instance);

    return hosts ? hosts : instances ? instances : slice_cmp(a->id, b->id);
}

void in_queue_hand_over(struct finding *f, const struct queued *list, struct arena *a)
{
    struct queued *at;
    size_t n = 0;

    for (const struct queued *q = list; q; q = q->next)
        n++;
    at = arena_new(a, (n + 1) * sizeof(*at));
    for (size_t i = 0; list; list = list->next)
        at[i++] = *list;
    qsort(at, n, sizeof(*at), by_place);
    f->queued = at;
    for (size_t i = 0; i < n; i++)
        if (i == 0 || by_place(&at[f->n_queued - 1], &at[i]) != 0)
            at[f->n_queued++] = at[i];
}
