/*
 * Slots hold the hash, so that probing touches the values only on a likely hit.
 * The table grows at three quarters.
 */
#include "analyzer/base/map.h"

#include <stdlib.h>
#include <sys/random.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "analyzer/base/err.h"
#include "analyzer/base/mem.h"
#include "analyzer/base/octets.h"

struct map_slot {
    uint64_t hash;
    void *value;
};

static uint64_t seed = 0x9e3779b97f4a7c15U;

void hash_seed_init(void)
{
    const char *fixed = getenv("MAILPROCTOR_HASH_SEED");

    if (fixed)
        seed = strtoull(fixed, NULL, 0);
    else if (getrandom(&seed, sizeof(seed), GRND_NONBLOCK) != sizeof(seed))
        seed ^= (uint64_t)(uintptr_t)&seed;
}

void hash_seed_set(uint64_t secret)
{
    seed = secret;
}

uint64_t hash_bytes(const void *p, size_t n)
{
    return XXH3_64bits_withSeed(p, n, seed);
}

uint64_t hash_address(slice address)
{
    char folded[320];
    size_t n = address.n < sizeof(folded) ? address.n : sizeof(folded);

    octets_lower_all(folded, address.p, n);
    return hash_bytes(folded, n);
}

uint64_t hash_mix(uint64_t a, uint64_t b)
{
    uint64_t x = (a ^ (b + 0x9e3779b97f4a7c15U)) * 0xff51afd7ed558ccdU;

    x = (x ^ (x >> 32)) * 0xc4ceb9fe1a85ec53U;
    return x ^ (x >> 29);
}

uint64_t hash_frozen(slice s)
{
    return XXH64(s.p, s.n, 0);
}

static void put(struct map *m, uint64_t hash, void *value)
{
    size_t at = hash & (m->size - 1);

    while (m->slots[at].value)
        at = (at + 1) & (m->size - 1);
    m->slots[at] = (struct map_slot){ hash, value };
}

static void grow(struct map *m)
{
    struct map_slot *old = m->slots;
    size_t size = m->size;

    m->size = size ? size * 2 : 16;
    m->slots = mem_new(m->size, sizeof(*m->slots));
    for (size_t i = 0; i < size; i++)
        if (old[i].value)
            put(m, old[i].hash, old[i].value);
    mem_free(old);
}

void *map_find(const struct map *m, uint64_t hash, const void *key)
{
    if (m->used == 0)
        return NULL;
    for (size_t at = hash & (m->size - 1); m->slots[at].value; at = (at + 1) & (m->size - 1))
        if (m->slots[at].hash == hash && m->same(m->slots[at].value, key))
            return m->slots[at].value;
    return NULL;
}

void map_fetch(const struct map *m, uint64_t hash)
{
    if (m->used)
        __builtin_prefetch(&m->slots[hash & (m->size - 1)]);
}

void *map_likely(const struct map *m, uint64_t hash)
{
    return m->used ? m->slots[hash & (m->size - 1)].value : NULL;
}

void map_add(struct map *m, uint64_t hash, void *value)
{
    if (m->used * 4 >= m->size * 3)
        grow(m);
    put(m, hash, value);
    m->used++;
}

static bool may_move(const struct map *m, size_t hole, size_t at)
{
    size_t home = m->slots[at].hash & (m->size - 1);

    return ((at - home) & (m->size - 1)) >= ((at - hole) & (m->size - 1));
}

void map_remove(struct map *m, uint64_t hash, const void *value)
{
    size_t hole = hash & (m->size - 1);

    while (m->slots[hole].value != value) {
        if (!m->slots[hole].value)
            bug("map_remove: not in the map");
        hole = (hole + 1) & (m->size - 1);
    }
    for (size_t at = (hole + 1) & (m->size - 1); m->slots[at].value; at = (at + 1) & (m->size - 1))
        if (may_move(m, hole, at)) {
            m->slots[hole] = m->slots[at];
            hole = at;
        }
    m->slots[hole] = (struct map_slot){ 0 };
    m->used--;
}

void map_replace(struct map *m, uint64_t hash, const void *value, void *by)
{
    size_t at = hash & (m->size - 1);

    while (m->slots[at].hash != hash || m->slots[at].value != value) {
        if (!m->slots[at].value)
            bug("map_replace: not in the map");
        at = (at + 1) & (m->size - 1);
    }
    m->slots[at].value = by;
}

void *map_next(const struct map *m, size_t *at)
{
    while (*at < m->size) {
        void *value = m->slots[(*at)++].value;

        if (value)
            return value;
    }
    return NULL;
}

void map_free(struct map *m)
{
    mem_free(m->slots);
    m->slots = NULL;
    m->size = m->used = 0;
}
