/* Two lists in order of age: of crowds of one, which most are and remain, and of others. */
#include "analyzer/run/watch/crowds.h"

#include "analyzer/base/ages.h"
#include "analyzer/base/mem.h"

static bool has_key(const void *value, const void *key)
{
    return ((const struct crowd *)value)->key == *(const uint64_t *)key;
}

void crowds_init(struct crowds *c, size_t max, seconds span)
{
    *c = (struct crowds){ .max = max, .span = span, .by_key.same = has_key };
}

static struct crowd_list *list_of(struct crowds *c, const struct crowd *one)
{
    return one->is_many ? &c->many : &c->single;
}

static void take_out(struct crowds *c, struct crowd *one)
{
    struct crowd_list *list = list_of(c, one);

    AGES_REMOVE(list, one);
}

static void put_last(struct crowds *c, struct crowd *one)
{
    struct crowd_list *list = list_of(c, one);

    AGES_APPEND(list, one);
}

static void forget(struct crowds *c, struct crowd *one)
{
    take_out(c, one);
    map_remove(&c->by_key, one->key, one);
    distinct_free(&one->members);
    mem_free(one);
    c->n--;
}

static void make_room(struct crowds *c)
{
    c->evicted += !c->single.oldest;
    forget(c, c->single.oldest ? c->single.oldest : c->many.oldest);
}

static struct crowd *add(struct crowds *c, uint64_t key)
{
    struct crowd *one;

    if (c->n >= c->max)
        make_room(c);
    one = mem_new(1, sizeof(*one));
    one->key = key;
    map_add(&c->by_key, key, one);
    put_last(c, one);
    c->n++;
    return one;
}

const struct crowd *crowds_add(struct crowds *c, uint64_t key, const struct account *who, usec when)
{
    struct crowd *one = map_find(&c->by_key, key, &key);

    if (!one)
        one = add(c, key);
    take_out(c, one);
    one->is_many = distinct_add(&one->members, hash_slice(who->name), when, c->span) > 1;
    if (one->last < when)
        one->last = when;
    put_last(c, one);
    return one;
}

const struct crowd *crowds_find(const struct crowds *c, uint64_t key, usec when)
{
    const struct crowd *one = map_find(&c->by_key, key, &key);

    return one && one->last > when - c->span * USEC_PER_SECOND ? one : NULL;
}

struct crowd *crowds_restore(struct crowds *c, uint64_t key, bool is_many)
{
    struct crowd *one = map_find(&c->by_key, key, &key);

    if (!one)
        one = add(c, key);
    take_out(c, one);
    one->is_many = is_many;
    put_last(c, one);
    return one;
}

void crowds_free(struct crowds *c)
{
    while (c->single.oldest)
        forget(c, c->single.oldest);
    while (c->many.oldest)
        forget(c, c->many.oldest);
    map_free(&c->by_key);
}
