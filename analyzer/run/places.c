/* Loopback is the machine, relays are named one by one, own networks by prefix. */
#include "analyzer/run/places.h"

#include <stdio.h>

enum place places_of_client(const struct places *p, slice ip)
{
    struct address a;

    if (!address_parse(ip, &a))
        return PLACE_UNKNOWN;
    if (address_is_loopback(&a))
        return PLACE_LOOPBACK;
    if (networks_have(&p->site->relays, &a))
        return PLACE_RELAY;
    if (networks_have(&p->site->own, &a) || networks_have(&p->site->vpn, &a))
        return PLACE_OWN;
    return PLACE_OUTSIDE;
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
