/* Oldest first, so that each of an id takes the place of the one that it took before. */
#include "analyzer/run/state/carry_parts.h"

static void carry_link(struct carry *y, struct link *k)
{
    slice id = slice_of(k->id, k->id_n);

    carry_host(y, &k->host);
    carry_text(&y->c, &id);
    CARRY(&y->c, k->kind);
    CARRY_SIGNED(&y->c, k->until);
    carry_parcel_ref(y, &k->parcel);
    if (!carrier_loads(&y->c) || id.n == 0)
        return;
    k->id_n = (uint8_t)(id.n < sizeof(k->id) ? id.n : sizeof(k->id));
    memcpy(k->id, id.p, k->id_n);
}

static void carry_table(struct carry *y, struct link_table *t)
{
    size_t n = carry_count(&y->c, carrier_loads(&y->c) ? 0 : t->by_id.used);
    struct link *next = t->oldest;

    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        struct link one = { 0 }, *k = &one;

        if (!carrier_loads(&y->c)) {
            k = next;
            next = next->next;
        }
        carry_link(y, k);
        if (carrier_loads(&y->c) && k->parcel)
            links_put(&y->w->join->links, t, k->host, slice_of(k->id, k->id_n), k->kind, k->parcel,
                      k->until - LINK_SPAN * USEC_PER_SECOND);
    }
}

void carry_links(struct carry *y)
{
    struct links *l = &y->w->join->links;

    carry_table(y, &l->expected);
    carry_table(y, &l->guessed);
    carry_table(y, &l->ended);
}
