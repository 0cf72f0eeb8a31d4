/*
 * Own servers that the site has not named. A reply from an address that is nobody's own tells
 * nothing by itself; but when a queue of these logs took a message under the id that it names,
 * with the same Message-ID and sender, the message went there. It is a guess none the less:
 * whoever answers may have chosen all three. So such a leg adds no recipient: it decides only
 * what became of those that were handed to it.
 *
 * Blind to: hops whose reply has no id, messages without a Message-ID.
 */
#include "analyzer/run/join/join_parts.h"

bool join_has_other_queues(const struct join *j)
{
    return j->tracker->n_queues > 1;
}

static bool is_alike(const struct parcel *p, const struct parcel *next)
{
    return next != p && !next->is_told && next->is_queued && p->m.message_id.n &&
           slice_eq(next->m.message_id, p->m.message_id) && slice_eq(next->m.sender, p->m.sender);
}

bool join_may_be_guessed(const struct join *j, const struct parcel *p)
{
    const struct message *m = &p->m;
    const struct parcel *first;

    if (m->origin != ORIGIN_CLIENT || m->place != PLACE_OUTSIDE || m->login.n || !m->message_id.n)
        return false;
    first = links_named(&j->links, m->message_id);
    return first && first != p && first->is_queued && first->queue != p->queue &&
           slice_eq(first->m.sender, m->sender);
}

/* What was delivered to that server was handed on. */
static void prove(struct join *j, struct parcel *p, struct parcel *next, uint64_t id, usec when)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->deliveries[i].next_id == (uint32_t)id)
            p->deliveries[i].is_passed = p->deliveries[i].outcome == OUTCOME_DELIVERED;
    p->guessed_id = id;
    join_merge_leg(j, p, next, when);
}

void join_guess(struct join *j, struct entry *e, const struct fact *f, usec when)
{
    uint64_t id = join_next_id(f);
    struct parcel *p = e->parcel, *next;
    bool is_known;

    if (p->guessed_id == id || p->m.message_id.n == 0)
        return;
    next = join_parcel_of(j, ANY_HOST, f->next_queue_id, &is_known);
    if (next && is_alike(p, next))
        prove(j, p, next, id, when);
    else
        links_put(&j->links, &j->links.guessed, ANY_HOST, f->next_queue_id, NEXT_QUEUED, p, when);
}

bool join_by_guess(struct join *j, struct entry *e, slice id)
{
    enum next_kind kind;
    struct parcel *first = links_take(&j->links, &j->links.guessed, ANY_HOST, id, &kind);

    if (!first || !is_alike(first, e->parcel))
        return false;
    prove(j, first, e->parcel, hash_slice(id) | 1, e->touched);
    return true;
}
