#ifndef SITE_PREFIXES_H
#define SITE_PREFIXES_H

/*
 * prefixes - which of many networks an address lies in: the longest prefix that has it
 *
 * A trie whose nodes skip the bits on which all below them agree, so that a look-up
 * costs one comparison for each network around the address and each fork on the way,
 * whatever the number of networks. Each network has a value, never 0. A zeroed struct
 * is an empty set; build it first, look up afterwards, from any number of threads.
 */

#include "analyzer/site/network.h"

struct prefixes {
    struct prefix_node *at; /* [0] is the root: no bits */
    size_t n, cap;
    uint32_t v4; /* the node to begin with for IPv4, so that its 96 bits are not walked */
};

/* The value of this very network, 0 when it is new; to be set at once: it moves. */
uint32_t *prefixes_at(struct prefixes *p, const struct network *n);

/* 0: none has it. */
uint32_t prefixes_find(const struct prefixes *p, const struct address *a);

/* Of the longest network around n that is not n itself; 0: there is none. */
uint32_t prefixes_around(const struct prefixes *p, const struct network *n);

void prefixes_free(struct prefixes *p);

#endif
