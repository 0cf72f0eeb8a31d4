#ifndef MODEL_LOCATION_H
#define MODEL_LOCATION_H

/*
 * location - where a login comes from, and how usual that is for its account
 *
 * `wide` is the provider: its autonomous system where the site has a database, else the /16 of
 * IPv4 or the /32 of IPv6. `near` is the line: the /24 or the /48. Both are short seeded hashes,
 * so that a state holds no address; they are never 0, and only equality means something. `client`
 * is the address itself, of IPv6 its /64, in the same way. Days are those of the site's zone; what
 * is told of days is of those before this one.
 */

#include "analyzer/base/slice.h"

enum whence {
    WHENCE_OUTSIDE, /* nothing more is known of it */
    WHENCE_OWN,     /* the site's own, its relays, the machine itself */
    WHENCE_VPN,     /* the site's: behind it people are anywhere */
    /* Outside, and the site says that an address there tells little of who it is: */
    WHENCE_MOBILE,
    WHENCE_MAIL_APP,  /* a provider that fetches and sends for its users */
    WHENCE_ANONYMOUS, /* Tor, providers of VPNs */
};

enum { NEAR_BITS = 24, WIDE_BITS = 20, LOCATION_TEXT = 64 };

struct location {
    enum whence whence;
    uint32_t near, wide, client; /* client has NEAR_BITS, too */
    bool is_ipv6;
    uint16_t country;            /* two letters, 'D' << 8 | 'E'; 0: not known */
    uint32_t asn;                /* 0: not known */
    uint64_t near_id, wide_id;   /* as keys, for tables that live as long as the run */
    char network[LOCATION_TEXT]; /* the line as text: "203.0.113.0/24" */

    /* Of the account. All below but `days` and `is_odd_hour` only of WHENCE_OUTSIDE. */
    uint32_t days;                 /* with a login, from anywhere */
    bool is_odd_hour;              /* it was never active about this hour, on days enough to tell */
    uint32_t near_days, wide_days; /* on which it used this line, this provider */
    uint32_t fresh;                /* lines that it began to use on this day, or the one before */
    uint32_t strays;               /* lines that it used on a single day, and never again */
    bool is_new_country;           /* never used, and others were */

    /* Of the site, so far: accounts that use it as a rule, not for the first days. */
    uint32_t near_users, wide_users;
};

/* Days after which a place is usual for its account. */
enum { LOCATION_SETTLED = 3 };

/* Who has the password could be anywhere there: the address tells something. */
static inline bool location_tells(const struct location *l)
{
    return l && l->whence == WHENCE_OUTSIDE;
}

#endif
