/* Loopback is the machine; what else is near, the site says. */
#include "analyzer/run/join/places.h"

static const enum place place_of[NETWORK_KINDS] = {
    [NETWORK_OUTSIDE] = PLACE_OUTSIDE,   [NETWORK_OWN] = PLACE_OWN,
    [NETWORK_VPN] = PLACE_OWN,           [NETWORK_PROXY] = PLACE_OUTSIDE,
    [NETWORK_OWN_PROXY] = PLACE_OWN,     [NETWORK_RELAY] = PLACE_RELAY,
    [NETWORK_MOBILE] = PLACE_OUTSIDE,    [NETWORK_MAIL_APP] = PLACE_OUTSIDE,
    [NETWORK_ANONYMOUS] = PLACE_OUTSIDE,
};

static enum place find_place(const struct places *p, slice ip)
{
    struct address a;

    if (!address_parse(ip, &a))
        return PLACE_UNKNOWN;
    if (address_is_loopback(&a))
        return PLACE_LOOPBACK;
    return place_of[site_find_network(p->site, &a)];
}

/* The same clients and relays come again and again. */
enum place places_of_client(struct places *p, slice ip)
{
    struct client_place *c;

    if (ip.n == 0 || ip.n > CLIENT_TEXT)
        return PLACE_UNKNOWN;
    c = &p->recent[hash_slice(ip) % CLIENTS_RECENT];
    if (!slice_eq(slice_of(c->text, c->n), ip)) {
        c->place = (uint8_t)find_place(p, ip);
        c->n = (uint8_t)ip.n;
        memcpy(c->text, ip.p, ip.n);
    }
    return (enum place)c->place;
}

bool places_is_proxy(struct places *p, slice ip)
{
    size_t n = p->site->n_networks[NETWORK_PROXY] + p->site->n_networks[NETWORK_OWN_PROXY];
    enum network_kind kind;
    struct address a;

    if (n == 0 || !address_parse(ip, &a))
        return false;
    kind = site_find_network(p->site, &a);
    return kind == NETWORK_PROXY || kind == NETWORK_OWN_PROXY;
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

struct network places_network(slice ip)
{
    struct address a;

    return address_parse(ip, &a) ? network_around(&a) : (struct network){ 0 };
}
