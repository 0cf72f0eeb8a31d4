#ifndef SITE_NETWORK_H
#define SITE_NETWORK_H

/*
 * network - IPv4 and IPv6 prefixes, and whether an address lies in one of them
 *
 * IPv4 is held as IPv4-mapped IPv6, so that one comparison serves both. Loopback is
 * told apart from own networks: it is the machine itself.
 */

#include "analyzer/base/slice.h"

struct address {
    uint8_t bytes[16];
};

struct network {
    struct address base;
    uint8_t bits; /* of 128; an IPv4 /16 is 112 */
};

struct networks {
    struct network *at;
    size_t n, cap;
};

/* "10.1.2.3", "2001:db8::1", "::ffff:10.1.2.3"; no brackets, no zone. */
bool address_parse(slice text, struct address *out);
bool address_is_loopback(const struct address *a);
bool address_is_v4(const struct address *a);

/* "10.20.0.0/16", "2001:db8::/32", or a single address. *why is a literal on false:
   host bits set, prefix too long, not an address. */
bool network_parse(slice text, struct network *out, const char **why);

/* The /24 or /48 around an address, and its text; buf holds 64 bytes. */
struct network network_around(const struct address *a);
const char *network_text(const struct network *n, char *buf);

bool networks_have(const struct networks *set, const struct address *a);
void networks_add(struct networks *set, const struct network *n);
void networks_free(struct networks *set);

#endif
