#ifndef RUN_PLACES_H
#define RUN_PLACES_H

/*
 * places - where an address is, seen from the site
 *
 * Clients and next hops: the machine itself, an own network, an own relay, outside.
 * Recipient domains: own or not. Without a site's domains those count as own that the
 * log delivers to on the spot; they are learned as the log is read and told in the report.
 */

#include "analyzer/model/message.h"
#include "analyzer/site/site.h"

enum { INFERRED_MAX = 64 };

struct places {
    const struct site *site;
    slice inferred[INFERRED_MAX]; /* lower case, in order of appearance */
    size_t n_inferred;
    struct arena *arena;
};

enum place places_of_client(const struct places *p, slice ip);
bool places_has_domain(const struct places *p, slice domain);

/* A delivery on the spot for this domain; has no effect when the site names its domains. */
void places_learn(struct places *p, slice domain);

/* The outside network that an address is counted under: /24, /48, or the text as it is. */
const char *places_network(slice ip, char *buf);

#endif
