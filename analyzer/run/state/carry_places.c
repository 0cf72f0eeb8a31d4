/*
 * A queue is found again by its host and by a program of its instance: of several the one whose
 * name comes first, so that the same log gives the same bytes.
 */
#include "analyzer/run/state/carry_parts.h"

#include "parsers/parser.h"

static void use(struct carry *y, uint32_t queue)
{
    if (y->queues[queue] == 0)
        y->queues[queue] = (uint32_t)++y->n_queues;
}

static void use_all(struct carry *y)
{
    const struct tracker *t = y->w->tracker;
    const struct session_list *lists[] = { &y->w->sessions->named, &y->w->sessions->nameless };

    for (int life = 0; life < LIVES; life++)
        for (const struct entry *e = t->lists[life].oldest; e; e = e->newer)
            use(y, e->queue);
    for (size_t i = 0; i < y->n_parcels; i++)
        use(y, y->parcels[i]->queue);
    for (size_t i = 0; i < 2; i++)
        for (const struct session *one = lists[i]->oldest; one; one = one->newer)
            use(y, one->queue);
}

static const struct program **name_queues(const struct carry *y)
{
    const struct program **names =
        arena_new(y->c.texts, (y->n_queues + 1) * sizeof(struct program *));
    const struct program *p;
    size_t at = 0;

    while ((p = map_next(&y->w->lines->by_program, &at))) {
        uint32_t place = p->mta ? y->queues[p->queue] : 0;

        if (place && (!names[place - 1] || slice_cmp(p->name, names[place - 1]->name) < 0))
            names[place - 1] = p;
    }
    return names;
}

static const struct mta *find_mta(slice name)
{
    for (size_t i = 0; mtas[i]; i++)
        if (slice_eq(slice_str(mtas[i]->name), name))
            return mtas[i];
    return NULL;
}

static void save(struct carry *y)
{
    const struct program **names;

    use_all(y);
    names = name_queues(y);
    (void)carry_count(&y->c, y->n_queues);
    for (size_t i = 0; i < y->n_queues; i++) {
        slice host = names[i]->host, name = names[i]->name, mta = slice_str(names[i]->mta->name);

        carry_text(&y->c, &host);
        carry_text(&y->c, &name);
        carry_text(&y->c, &mta);
    }
}

static void load(struct carry *y)
{
    size_t n = carry_count(&y->c, 0);
    slice host, name, server;

    for (size_t i = 0; i < n && i < QUEUES_MAX; i++) {
        const struct mta *mta;

        carry_text(&y->c, &host);
        carry_text(&y->c, &name);
        carry_text(&y->c, &server);
        mta = find_mta(server);
        if (!mta) {
            y->c.in = (struct unpack){ .is_torn = true };
            return;
        }
        y->queues[y->n_queues++] = lines_queue(y->w->lines, host, name, mta);
    }
}

void carry_places(struct carry *y)
{
    if (carrier_loads(&y->c))
        load(y);
    else
        save(y);
}

static uint32_t queue_of_place(struct carry *y, uint64_t place)
{
    if (place && place <= y->n_queues)
        return y->queues[place - 1];
    y->c.in = (struct unpack){ .is_torn = true };
    return 0;
}

void carry_queue(struct carry *y, uint32_t *queue)
{
    if (carrier_loads(&y->c))
        *queue = queue_of_place(y, unpack_number(&y->c.in));
    else
        pack_number(y->c.out, y->queues[*queue]);
}

/* Of a host that nothing here is of nothing can be waited for. */
static uint32_t place_of_host(const struct carry *y, uint32_t host)
{
    for (uint32_t q = 0; q < y->w->tracker->n_queues; q++)
        if (y->queues[q] && y->w->tracker->host_of[q] == host)
            return y->queues[q];
    return 0;
}

void carry_host(struct carry *y, uint32_t *host)
{
    uint64_t place;

    if (!carrier_loads(&y->c)) {
        pack_number(y->c.out, *host == ANY_HOST ? 0 : place_of_host(y, *host));
        return;
    }
    place = unpack_number(&y->c.in);
    *host = place ? y->w->tracker->host_of[queue_of_place(y, place)] : ANY_HOST;
}
