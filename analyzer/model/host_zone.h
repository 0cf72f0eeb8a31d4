#ifndef MODEL_HOST_ZONE_H
#define MODEL_HOST_ZONE_H

/*
 * host_zone - hosts whose stamps without a zone are of another zone than the site's
 *
 * The site says which; frames ask by the name in the line's head.
 */

#include "analyzer/base/zone.h"

enum { HOST_ZONES_MAX = 32 }; /* different zones */

struct host_zone {
    slice host; /* as the site writes it, lower case */
    size_t zone;
};

struct host_zones {
    struct host_zone *at;
    size_t n;
    slice names[HOST_ZONES_MAX];
    struct zone *zones[HOST_ZONES_MAX];
    size_t n_zones;
};

/* The number of its zone in `zones`; HOST_ZONES_MAX: it has none of its own. */
size_t host_zone_of(const struct host_zones *all, slice host);

/* True when a host of the logs is the one that is meant: the same name, or one of the two is
   only the first word of the other ("mail", mail.example.edu). Case is folded. */
bool host_is(slice meant, slice seen);

#endif
