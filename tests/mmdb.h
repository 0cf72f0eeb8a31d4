#ifndef TESTS_MMDB_H
#define TESTS_MMDB_H

/*
 * mmdb - writes a MaxMind DB file: networks, each with a country and an autonomous system
 *
 * The form is public: a tree of 24-bit records with an address's bits as its ways, sixteen zero
 * bytes, the entries, a mark and what the file says of itself. Networks must not lie in each other.
 * Knows nothing of the program, so that generators can be built without it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MMDB_V4 = 4, MMDB_V6 = 6 };

struct mmdb {
    int version; /* MMDB_V4 has no place for IPv6; MMDB_V6 has one for IPv4, as ::a.b.c.d */
    uint32_t (*at)[2];
    uint32_t nodes, nodes_room;
    unsigned char *entries;
    size_t n, room;
};

/* Zeroed but for its version. What an entry is: countries have two letters; NULL: none. */
uint32_t mmdb_entry(struct mmdb *m, const char *country, uint32_t system);

/* The first `bits` of the address, most significant first; 32 are a whole one of IPv4. */
void mmdb_add_v4(struct mmdb *m, uint32_t address, int bits, uint32_t entry);
void mmdb_add_v6(struct mmdb *m, uint64_t high_half, int bits, uint32_t entry); /* to /64 */

/* Frees it as well. False: it could not be written, see errno. */
bool mmdb_write(struct mmdb *m, const char *path);

#endif
