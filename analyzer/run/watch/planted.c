/* Of a recipient that was named before its message was told only the hash is left. */
#include "analyzer/run/watch/planted.h"

#include "analyzer/run/join/parcel.h"

static bool is_same(const void *value, const void *key)
{
    return hash_address(((const struct canary *)value)->address) == *(const uint64_t *)key;
}

void planted_init(struct planted *p, const struct canaries *canaries)
{
    *p = (struct planted){ .by_hash.same = is_same };
    for (size_t i = 0; i < canaries->n; i++)
        map_add(&p->by_hash, hash_address(canaries->at[i].address), &canaries->at[i]);
}

const struct canary *planted_find(const struct planted *p, uint64_t hash)
{
    return p->by_hash.used ? map_find(&p->by_hash, hash, &hash) : NULL;
}

void planted_free(struct planted *p)
{
    map_free(&p->by_hash);
}
