#ifndef RUN_PLANTED_H
#define RUN_PLANTED_H

/* planted - which addresses of the logs are the site's canaries, by the hashes that go around */

#include "analyzer/base/map.h"
#include "analyzer/site/site.h"

struct planted {
    struct map by_hash; /* hash_address() -> struct canary * */
};

void planted_init(struct planted *p, const struct canaries *canaries);

/* hash: of the address as addressed, by hash_address(); NULL: it is none. */
const struct canary *planted_find(const struct planted *p, uint64_t hash);
void planted_free(struct planted *p);

#endif
