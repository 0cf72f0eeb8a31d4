/* Loopback is the machine; what else is near, the site says. */
#include "analyzer/run/places.h"

#include <stdio.h>

static const enum place place_of[NETWORK_KINDS] = {
    [NETWORK_OUTSIDE] = PLACE_OUTSIDE, [NETWORK_OWN] = PLACE_OWN,
    [NETWORK_VPN] = PLACE_OWN,         [NETWORK_PROXY] = PLACE_OUTSIDE,
    [NETWORK_OWN_PROXY] = PLACE_OWN,   [NETWORK_RELAY] = PLACE_RELAY,
};

enum place places_of_client(const struct places *p, slice ip)
{
    struct address a;

    if (!address_parse(ip, &a))
        return PLACE_UNKNOWN;
    if (address_is_loopback(&a))
        return PLACE_LOOPBACK;
    return place_of[site_find_network(p->site, &a)];
}

bool places_has_domain(const struct places *p, slice domain)
{
    if (p->site->domains.n)
        return site_has_domain(p->site, domain);
    for (size_t i = 0; i < p->n_inferred; i++)
        if (slice_eq_nocase(p->inferred[i], domain))
            return true;
    return false;
}

void places_learn(struct places *p, slice domain)
{
    if (p->site->domains.n || domain.n == 0 || p->n_inferred == INFERRED_MAX)
        return;
    if (!places_has_domain(p, domain))
        p->inferred[p->n_inferred++] = arena_keep(p->arena, domain);
}

const char *places_network(slice ip, char *buf)
{
    struct address a;
    struct network n;

    if (!address_parse(ip, &a)) {
        (void)snprintf(buf, 64, "(no address)");
        return buf;
    }
    n = network_around(&a);
    return network_text(&n, buf);
}
