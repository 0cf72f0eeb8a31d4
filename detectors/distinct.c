/*
 * Distinct keys of a sliding time. Exact, because a person is judged by the count: keys
 * carry the second they were last seen, and those that have grown too old are thrown
 * out when the oldest has.
 */
#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"
#include "detectors/toolbox.h"

struct distinct_slot {
    uint64_t key; /* 0: free */
    seconds when;
};

enum { FIRST_SIZE = 4 };

#define ZERO 0x9e3779b97f4a7c15U /* stands for the key 0, which marks a free slot */

static struct distinct_slot *slot_of(struct distinct_slot *slots, uint32_t size, uint64_t key)
{
    uint32_t at = (uint32_t)(hash_mix(key, size) & (size - 1));

    while (slots[at].key && slots[at].key != key)
        at = (at + 1) & (size - 1);
    return &slots[at];
}

/* Copies what is younger than `since` into a table of `size`. */
static void rebuild(struct distinct *d, uint32_t size, seconds since)
{
    struct distinct_slot *old = d->slots;
    uint32_t old_size = d->size;

    d->slots = mem_new(size, sizeof(*d->slots));
    d->size = size;
    d->used = 0;
    d->oldest = INT64_MAX;
    for (uint32_t i = 0; i < old_size; i++) {
        if (!old[i].key || old[i].when <= since)
            continue;
        *slot_of(d->slots, size, old[i].key) = old[i];
        d->used++;
        if (old[i].when < d->oldest)
            d->oldest = old[i].when;
    }
    mem_free(old);
}

static void make_room(struct distinct *d, seconds since)
{
    if (d->size == 0) {
        rebuild(d, FIRST_SIZE, since);
        return;
    }
    if (d->used && d->oldest <= since)
        rebuild(d, d->size, since);
    if (d->used * 4 >= d->size * 3)
        rebuild(d, d->size * 2, since);
}

int64_t distinct_add(struct distinct *d, uint64_t key, usec when, seconds span)
{
    seconds now = when / USEC_PER_SECOND;
    struct distinct_slot *slot;

    key = key ? key : ZERO;
    make_room(d, now - span);
    slot = slot_of(d->slots, d->size, key);
    if (!slot->key) {
        if (d->used >= DISTINCT_MAX)
            return d->used;
        slot->key = key;
        d->used++;
    }
    if (slot->when < now)
        slot->when = now;
    if (d->used == 1 || now < d->oldest)
        d->oldest = now;
    return d->used;
}

bool distinct_reaches(const struct distinct *d, int64_t limit, usec when, seconds span)
{
    seconds since = when / USEC_PER_SECOND - span;
    int64_t n = 0;

    if ((int64_t)d->used < limit)
        return false;
    for (uint32_t i = 0; i < d->size && n < limit; i++)
        n += d->slots[i].key && d->slots[i].when > since;
    return n >= limit;
}

void distinct_free(struct distinct *d)
{
    mem_free(d->slots);
    *d = (struct distinct){ 0 };
}
