/* The same clients come again and again: what was worked out of an address is kept a while. */
#include "analyzer/run/watch/locations.h"

static const enum whence whence_of[NETWORK_KINDS] = {
    [NETWORK_OUTSIDE] = WHENCE_OUTSIDE,
    [NETWORK_OWN] = WHENCE_OWN,
    [NETWORK_VPN] = WHENCE_VPN,
    [NETWORK_PROXY] = WHENCE_OWN,
    [NETWORK_OWN_PROXY] = WHENCE_OWN,
    [NETWORK_RELAY] = WHENCE_OWN,
    [NETWORK_MOBILE] = WHENCE_MOBILE,
    [NETWORK_MAIL_APP] = WHENCE_MAIL_APP,
    [NETWORK_ANONYMOUS] = WHENCE_ANONYMOUS,
};

void locations_init(struct locations *ls, const struct site *site)
{
    *ls = (struct locations){ .site = site };
    crowds_init(&ls->users, LOCATIONS_MAX, LOCATION_SPAN);
}

static enum whence find_whence(const struct site *s, const struct address *a, uint32_t system)
{
    enum network_kind kind = site_find_network(s, a);

    if (address_is_loopback(a))
        return WHENCE_OWN;
    if (kind == NETWORK_OUTSIDE && system)
        kind = (enum network_kind)origins_kind(&s->origins, system);
    return whence_of[kind];
}

static uint64_t id_of(const void *p, size_t n)
{
    return hash_bytes(p, n) | 1;
}

static uint32_t shortened(uint64_t id, unsigned bits)
{
    uint32_t n = (uint32_t)(id >> (64 - bits));

    return n ? n : 1;
}

/* By the state's key where there is one. Where not, by none: being short, two of them may fall
   together, and then as well as ever in another run. */
static uint32_t short_id(const struct locations *ls, const void *p, size_t n, unsigned bits)
{
    return shortened(ls->is_kept ? id_of(p, n) : hash_frozen(slice_of(p, n)) | 1, bits);
}

static bool locate(const struct locations *ls, slice ip, struct located_client *out)
{
    const struct site *s = ls->site;
    struct location *l = &out->location;
    struct network near, wide;
    struct address a;
    struct origin_of from;
    const void *provider = &wide;
    size_t n = sizeof(wide);

    if (!address_parse(ip, &a))
        return false;
    near = network_around(&a);
    wide = network_wide(&a);
    from = origins_find(&s->origins, &a);
    *l = (struct location){ .country = from.country, .asn = from.system };
    l->whence = find_whence(s, &a, from.system);
    if (from.system) {
        provider = &from.system;
        n = sizeof(from.system);
    }
    l->near_id = id_of(&near, sizeof(near));
    l->wide_id = id_of(provider, n);
    l->near = short_id(ls, &near, sizeof(near), NEAR_BITS);
    l->wide = short_id(ls, provider, n, WIDE_BITS);
    l->client = short_id(ls, a.bytes, address_is_v4(&a) ? sizeof(a.bytes) : 8, NEAR_BITS);
    l->is_ipv6 = !address_is_v4(&a);
    (void)network_text(&near, l->network);
    return true;
}

static const struct located_client *find(struct locations *ls, slice ip)
{
    struct located_client *c;

    if (ip.n == 0 || ip.n > CLIENT_TEXT)
        return NULL;
    c = &ls->recent[hash_slice(ip) % LOCATIONS_RECENT];
    if (slice_eq(slice_of(c->text, c->n), ip))
        return c;
    c->n = 0;
    if (!locate(ls, ip, c))
        return NULL;
    memcpy(c->text, ip.p, ip.n);
    c->n = (uint8_t)ip.n;
    return c;
}

static uint32_t users_of(const struct locations *ls, uint64_t id, usec when)
{
    const struct crowd *c = crowds_find(&ls->users, id, when);

    return c ? c->members.used : 0;
}

static void count_users(struct locations *ls, struct location *l, const struct message *m)
{
    l->near_users = users_of(ls, l->near_id, m->accepted);
    l->wide_users = users_of(ls, l->wide_id, m->accepted);
    if (l->near_days >= LOCATION_SETTLED)
        (void)crowds_add(&ls->users, l->near_id, m->account, m->accepted);
    if (l->wide_days >= LOCATION_SETTLED)
        (void)crowds_add(&ls->users, l->wide_id, m->account, m->accepted);
}

const struct location *locations_visit(struct locations *ls, struct haunts *h,
                                       const struct message *m)
{
    const struct located_client *c;

    if (m->login.n == 0 || !m->account || m->is_by_proxy || m->is_submitted)
        return NULL;
    c = find(ls, m->client_ip);
    if (!c)
        return NULL;
    ls->visit = c->location;
    haunts_visit(h, &ls->visit, calendar_day(&ls->calendar, m->accepted),
                 calendar_hour(&ls->calendar, m->accepted));
    if (ls->visit.whence == WHENCE_OUTSIDE)
        count_users(ls, &ls->visit, m);
    return &ls->visit;
}

const struct location *locations_look(struct locations *ls, const struct haunts *h, slice ip,
                                      usec when)
{
    const struct located_client *c = find(ls, ip);

    if (!c)
        return NULL;
    ls->visit = c->location;
    haunts_look(h, &ls->visit, calendar_day(&ls->calendar, when));
    return &ls->visit;
}

void locations_free(struct locations *ls)
{
    crowds_free(&ls->users);
}
