#ifndef BASE_MAP_H
#define BASE_MAP_H

/*
 * map - pointers found by a 64-bit hash of their key
 *
 * Open addressing, linear probing, backward-shift removal; a slot is 16 bytes. The
 * values own their keys: the map's `same` compares a value with the key looked for,
 * and is asked only when the hashes agree. Keys are chosen by attackers, so hashes
 * come from hash_bytes(), which is seeded once per process; nothing that is printed
 * may depend on the order of the slots.
 */

#include "analyzer/base/slice.h"

typedef bool map_same_fn(const void *value, const void *key);

struct map {
    struct map_slot *slots;
    size_t size; /* a power of two, or 0 */
    size_t used;
    map_same_fn *same;
};

/* NULL when there is none. */
void *map_find(const struct map *m, uint64_t hash, const void *key);

/* For fetching ahead, where a wrong answer does no harm: asks for the slot, and later takes what
   stands there without comparing keys; NULL when it is free. */
void map_fetch(const struct map *m, uint64_t hash);
void *map_likely(const struct map *m, uint64_t hash);

/* The key must not be in it yet. */
void map_add(struct map *m, uint64_t hash, void *value);

/* Takes out the very pointer `value`; it must be in it, and under no other hash. */
void map_remove(struct map *m, uint64_t hash, const void *value);

/* Puts another value in the place of `value`, which must be in it under this hash. */
void map_replace(struct map *m, uint64_t hash, const void *value, void *by);

/* Every value, in no order: `at` starts at 0; NULL ends it. Do not add or remove meanwhile. */
void *map_next(const struct map *m, size_t *at);

void map_free(struct map *m);

/* Seeded anew at every start; MAILPROCTOR_HASH_SEED fixes the seed for tests. */
void hash_seed_init(void);
/* Instead, before anything is hashed: for hashes that have to be the same in a later run. */
void hash_seed_set(uint64_t secret);
uint64_t hash_bytes(const void *p, size_t n);
uint64_t hash_address(slice address); /* folded to lower case: its identity within a run */
uint64_t hash_mix(uint64_t a, uint64_t b);

static inline uint64_t hash_slice(slice s)
{
    return hash_bytes(s.p, s.n);
}

/* Of its last four bytes alone, at no cost: for small tables of what was met last. */
static inline size_t hash_end(slice s)
{
    uint32_t end = 0;

    if (s.n >= sizeof(end))
        memcpy(&end, s.p + s.n - sizeof(end), sizeof(end));
    return (size_t)((end + (uint32_t)s.n) * UINT32_C(0x9e3779b1) >> 20);
}

/* The same on every machine and in every run: for ids that people quote. */
uint64_t hash_frozen(slice s);

#endif
