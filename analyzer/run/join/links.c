/* Links stand in a table by id, in a list by time and in a list of their parcel. */
#include "analyzer/run/join/links.h"

enum { ID_MAX = sizeof(((struct link *)0)->id) };

struct want {
    slice id;
    uint32_t host;
};

static bool is_wanted(const void *value, const void *key)
{
    const struct link *k = value;
    const struct want *w = key;

    return k->host == w->host && slice_eq(slice_of(k->id, k->id_n), w->id);
}

static bool has_name(const void *value, const void *key)
{
    return ((const struct parcel *)value)->message_id_hash == *(const uint64_t *)key;
}

void links_init(struct links *l)
{
    *l = (struct links){ .pool.size = sizeof(struct link) };
    l->expected.by_id.same = l->guessed.by_id.same = l->ended.by_id.same = is_wanted;
    l->by_message_id.same = has_name;
}

static uint64_t hash_want(const struct want *w)
{
    return hash_mix(hash_slice(w->id), w->host);
}

static void join_parcel(struct link *k, struct parcel *p)
{
    k->parcel = p;
    k->elder = NULL;
    k->sibling = p->links;
    if (p->links)
        p->links->elder = k;
    p->links = k;
}

static void leave_parcel(struct link *k)
{
    *(k->elder ? &k->elder->sibling : &k->parcel->links) = k->sibling;
    if (k->sibling)
        k->sibling->elder = k->elder;
}

static void drop(struct links *l, struct link *k)
{
    map_remove(&k->table->by_id, k->hash, k);
    leave_parcel(k);
    *(k->before ? &k->before->next : &k->table->oldest) = k->next;
    *(k->next ? &k->next->before : &k->table->newest) = k->before;
    pool_give_back(&l->pool, k);
}

static struct link *find(const struct link_table *t, uint32_t host, slice id)
{
    struct want w = { slice_head(id, ID_MAX), host };

    return t->by_id.used ? map_find(&t->by_id, hash_want(&w), &w) : NULL;
}

void links_put(struct links *l, struct link_table *t, uint32_t host, slice id, enum next_kind kind,
               struct parcel *parcel, usec when)
{
    struct want w = { slice_head(id, ID_MAX), host };
    struct link *k = find(t, host, id);

    if (k)
        drop(l, k);
    k = pool_take(&l->pool);
    *k = (struct link){ .table = t, .before = t->newest, .kind = kind };
    k->hash = hash_want(&w);
    k->host = host;
    k->until = when + LINK_SPAN * USEC_PER_SECOND;
    k->id_n = (uint8_t)w.id.n;
    memcpy(k->id, w.id.p, w.id.n);
    join_parcel(k, parcel);
    *(t->newest ? &t->newest->next : &t->oldest) = k;
    t->newest = k;
    map_add(&t->by_id, k->hash, k);
}

struct parcel *links_take(struct links *l, struct link_table *t, uint32_t host, slice id,
                          enum next_kind *kind)
{
    struct link *k = find(t, host, id);
    struct parcel *p;

    if (!k)
        k = find(t, ANY_HOST, id);
    if (!k)
        return NULL;
    p = k->parcel;
    *kind = k->kind;
    drop(l, k);
    return p;
}

static void age(struct links *l, struct link_table *t, usec when)
{
    while (t->oldest && t->oldest->until < when)
        drop(l, t->oldest);
}

void links_age(struct links *l, usec when)
{
    age(l, &l->expected, when);
    age(l, &l->guessed, when);
    age(l, &l->ended, when);
}

void links_forget(struct links *l, struct parcel *p)
{
    while (p->links)
        drop(l, p->links);
    if (p->message_id_hash)
        map_remove(&l->by_message_id, p->message_id_hash, p);
    p->message_id_hash = 0;
}

void links_move(struct parcel *from, struct parcel *to)
{
    while (from->links) {
        struct link *k = from->links;

        from->links = k->sibling;
        join_parcel(k, to);
    }
}

/* 0 stands for none. */
static uint64_t hash_message_id(slice id)
{
    return hash_slice(id) | 1;
}

struct parcel *links_name(struct links *l, struct parcel *p, slice message_id)
{
    uint64_t hash = hash_message_id(message_id);
    struct parcel *first = map_find(&l->by_message_id, hash, &hash);

    if (first || p->message_id_hash)
        return first;
    p->message_id_hash = hash;
    map_add(&l->by_message_id, hash, p);
    return NULL;
}

struct parcel *links_named(const struct links *l, slice message_id)
{
    uint64_t hash = hash_message_id(message_id);

    return map_find(&l->by_message_id, hash, &hash);
}

void links_free(struct links *l)
{
    links_age(l, USEC_MAX);
    pool_free(&l->pool);
    map_free(&l->expected.by_id);
    map_free(&l->guessed.by_id);
    map_free(&l->ended.by_id);
    map_free(&l->by_message_id);
}
