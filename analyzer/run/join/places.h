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

enum { CLIENTS_RECENT = 1024, CLIENT_TEXT = 46 };

/* Where an address was found to be; by a hash of its text, the last one stays. */
struct client_place {
    uint8_t place, n; /* enum place; n 0: none yet */
    char text[CLIENT_TEXT];
};

struct places {
    const struct site *site;
    struct client_place recent[CLIENTS_RECENT];
    slice inferred[INFERRED_MAX]; /* lower case, in order of appearance */
    size_t n_inferred;
    struct arena *arena;
};

enum place places_of_client(struct places *p, slice ip);

/* One of networks.proxies: many people stand behind it. */
bool places_is_proxy(struct places *p, slice ip);
bool places_has_domain(const struct places *p, slice domain);

/* A delivery on the spot for this domain; has no effect when the site names its domains. */
void places_learn(struct places *p, slice domain);

/* The outside network that an address is counted under: /24 or /48; all zero: it is no address. */
struct network places_network(slice ip);

#endif
