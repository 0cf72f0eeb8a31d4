/*
 * Distinct keys of a sliding time. Exact, because a person is judged by the count: keys
 * carry the second they were last seen, and those that have grown too old are thrown
 * out when the oldest has. Next to all sets are small: up to LIST_MAX keys they stand one after the
 * other, without free slots between them; only more are hashed.
 */
#include <stdlib.h>

#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"
#include "detectors/toolbox.h"

#define ZERO 0x9e3779b97f4a7c15U /* stands for the key 0, which marks a free slot */

enum { LIST_MAX = 32, FIRST_SIZE = 2, MARK_BITS = 3 };

static bool is_list(uint32_t size)
{
    return size > 0 && size <= LIST_MAX;
}

static uint32_t next_size(uint32_t size)
{
    if (size == 0)
        return FIRST_SIZE;
    if (size >= LIST_MAX)
        return size * 2;
    return size + (size < 8 ? 2 : size < 16 ? 4 : 8);
}

/* The key's slot or the one behind the last; NULL when there is none. */
static struct distinct_slot *list_slot(const struct distinct *d, uint64_t key)
{
    struct distinct_slot *slots = d->table.slots;

    for (uint32_t i = 0; i < d->used; i++)
        if (slots[i].key == key)
            return &slots[i];
    return d->used < d->size ? &slots[d->used] : NULL;
}

/* Detectors keep marks in a key's last bits, and ask for it with one mark after the other: all of
   them are looked for in the same place. */
static struct distinct_slot *table_slot(struct distinct_slot *table, uint32_t size, uint64_t key)
{
    uint32_t at = (uint32_t)(hash_mix(key >> MARK_BITS, size) & (size - 1));

    while (table[at].key && table[at].key != key)
        at = (at + 1) & (size - 1);
    return &table[at];
}

const struct distinct_slot *distinct_slots(const struct distinct *d, uint32_t *n)
{
    *n = is_list(d->size) ? d->used : d->size ? d->size : 1;
    return d->size ? d->table.slots : &d->one;
}

/* The key's slot or a free one; NULL when other keys have all places. */
static struct distinct_slot *slot_of(struct distinct *d, uint64_t key)
{
    if (is_list(d->size))
        return list_slot(d, key);
    if (d->size)
        return table_slot(d->table.slots, d->size, key);
    return d->one.key == key || !d->one.key ? &d->one : NULL;
}

static void keep(struct distinct *d, const struct distinct_slot *old, seconds since)
{
    if (!old->key || old->when <= since)
        return;
    *slot_of(d, old->key) = *old;
    d->used++;
    if (d->size && old->when < d->table.oldest)
        d->table.oldest = old->when;
}

static void shorten(struct distinct *d, seconds since)
{
    struct distinct_slot *slots = d->table.slots;
    uint32_t n = d->used;

    d->used = 0;
    d->table.oldest = INT64_MAX;
    for (uint32_t i = 0; i < n; i++) {
        if (slots[i].when <= since)
            continue;
        if (slots[i].when < d->table.oldest)
            d->table.oldest = slots[i].when;
        slots[d->used++] = slots[i];
    }
    memset(slots + d->used, 0, (n - d->used) * sizeof(*slots));
}

/* Keeps what is younger than `since`, in a table of `size`; 0: in the one place. */
static void rebuild(struct distinct *d, uint32_t size, seconds since)
{
    struct distinct old = *d;
    uint32_t n;
    const struct distinct_slot *slots = distinct_slots(&old, &n);

    if (is_list(size) && size == d->size) {
        shorten(d, since);
        return;
    }
    *d = (struct distinct){ .size = size };
    if (size) {
        d->table.slots = mem_new(size, sizeof(*d->table.slots));
        d->table.oldest = INT64_MAX;
    }
    for (uint32_t i = 0; i < n; i++)
        keep(d, &slots[i], since);
    if (old.size)
        mem_free(old.table.slots);
}

static bool is_full(const struct distinct *d)
{
    if (is_list(d->size))
        return d->used == d->size;
    return d->size ? d->used * 4 >= d->size * 3 : d->used == 1;
}

/* No key is older; only where there is one. */
static seconds oldest_of(const struct distinct *d)
{
    return d->size ? d->table.oldest : d->one.when;
}

int64_t distinct_add(struct distinct *d, uint64_t key, usec when, seconds span)
{
    seconds now = when / USEC_PER_SECOND;
    struct distinct_slot *slot;

    key = key ? key : ZERO;
    if (d->used && oldest_of(d) <= now - span)
        rebuild(d, d->size, now - span);
    slot = slot_of(d, key);
    if ((!slot || !slot->key) && d->used >= DISTINCT_MAX)
        return d->used;
    if ((!slot || !slot->key) && is_full(d)) {
        rebuild(d, next_size(d->size), now - span);
        slot = slot_of(d, key);
    }
    d->used += !slot->key;
    slot->key = key;
    if (slot->when < now)
        slot->when = now;
    if (d->size && (d->used == 1 || now < d->table.oldest))
        d->table.oldest = now;
    return d->used;
}

/* NULL: it is not there. */
static const struct distinct_slot *find(const struct distinct *d, uint64_t key)
{
    const struct distinct_slot *slot = is_list(d->size) ? list_slot(d, key)
                                       : d->size        ? table_slot(d->table.slots, d->size, key)
                                                        : &d->one;

    return slot && slot->key == key ? slot : NULL;
}

bool distinct_has(const struct distinct *d, uint64_t key, usec when, seconds span)
{
    const struct distinct_slot *slot = find(d, key ? key : ZERO);

    return slot && slot->when > when / USEC_PER_SECOND - span;
}

seconds distinct_last(const struct distinct *d, uint64_t key)
{
    const struct distinct_slot *slot = find(d, key ? key : ZERO);

    return slot ? slot->when : 0;
}

void distinct_drop(struct distinct *d, uint64_t key)
{
    if (!distinct_last(d, key))
        return;
    slot_of(d, key ? key : ZERO)->when = INT64_MIN;
    rebuild(d, d->size, INT64_MIN);
}

static int64_t count_since(const struct distinct_slot *slots, uint32_t n, seconds since)
{
    int64_t count = 0;

    for (uint32_t i = 0; i < n; i++)
        count += slots[i].key && slots[i].when > since;
    return count;
}

bool distinct_reaches(const struct distinct *d, int64_t limit, usec when, seconds span)
{
    seconds since = when / USEC_PER_SECOND - span;
    const struct distinct_slot *slots;
    uint32_t n;

    if ((int64_t)d->used < limit)
        return false;
    slots = distinct_slots(d, &n);
    return count_since(slots, n, since) >= limit;
}

void distinct_free(struct distinct *d)
{
    if (d->size)
        mem_free(d->table.slots);
    *d = (struct distinct){ 0 };
}

static int by_time(const void *a, const void *b)
{
    const struct distinct_slot *x = a, *y = b;

    if (x->when != y->when)
        return x->when < y->when ? -1 : 1;
    return x->key < y->key ? -1 : x->key > y->key;
}

size_t distinct_sorted(const struct distinct *d, struct distinct_slot *out)
{
    uint32_t n_slots;
    const struct distinct_slot *slots = distinct_slots(d, &n_slots);
    size_t n = 0;

    for (size_t i = 0; i < n_slots && n < d->used; i++)
        if (slots[i].key)
            out[n++] = slots[i];
    if (n > 1)
        qsort(out, n, sizeof(*out), by_time);
    return n;
}
