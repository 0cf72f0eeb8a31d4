#ifndef SITE_NETWORK_H
#define SITE_NETWORK_H

/*
 * network - IPv4 and IPv6 addresses and prefixes, and how they are written
 *
 * IPv4 is held as IPv4-mapped IPv6, so that one comparison serves both. Loopback is
 * told apart from own networks: it is the machine itself. Sets of networks are in
 * prefixes.h.
 */

#include "analyzer/base/slice.h"

struct address {
    uint8_t bytes[16];
};

struct network {
    struct address base;
    uint8_t bits; /* of 128; an IPv4 /16 is 112 */
};

/* "10.1.2.3", "2001:db8::1", "::ffff:10.1.2.3"; no brackets, no zone. */
bool address_parse(slice text, struct address *out);
bool address_is_loopback(const struct address *a);
bool address_is_v4(const struct address *a);

/* "10.20.0.0/16", "2001:db8::/32", or a single address. *why is a literal on false:
   host bits set, prefix too long, not an address. */
bool network_parse(slice text, struct network *out, const char **why);

/* All of IPv4 or all of IPv6. */
bool network_is_everything(const struct network *n);

/* The /24 or /48 around an address, the /16 or /32, and its text; buf holds 64 bytes. */
struct network network_around(const struct address *a);
struct network network_wide(const struct address *a);
const char *network_text(const struct network *n, char *buf);

#endif
