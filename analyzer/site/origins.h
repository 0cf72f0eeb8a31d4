#ifndef SITE_ORIGINS_H
#define SITE_ORIGINS_H

/*
 * origins - country and autonomous system of an address, by the site's own databases
 *
 * Databases are MaxMind DB files (GeoLite2, DB-IP and others have the same keys) that policy.yaml
 * names; none comes with the program. Opened when the site is loaded, mapped, read only: look-ups
 * may come from any thread. A database that does not know an address says nothing.
 */

#include "analyzer/site/network.h"

struct MMDB_s;

/* An autonomous system that a list of networks names. */
struct origin_system {
    uint32_t number;
    uint32_t kind; /* enum network_kind */
};

struct origins {
    struct MMDB_s *countries, *systems; /* NULL: the site has none */
    struct origin_system *listed;       /* in the site's arena */
    size_t n_listed;
};

struct origin_of {
    uint16_t country; /* two letters, 'D' << 8 | 'E'; 0: not known */
    uint32_t system;  /* 0: not known */
};

/* NULL and *why, a literal: it cannot be opened, or is no such database. */
struct MMDB_s *origins_open(const char *path, const char **why);

/* What tells one edition of it from another. */
uint64_t origins_edition(const struct MMDB_s *db);

struct origin_of origins_find(const struct origins *o, const struct address *a);

/* What the lists call an autonomous system; 0: they do not name it. */
uint32_t origins_kind(const struct origins *o, uint32_t system);

void origins_free(struct origins *o);

#endif
