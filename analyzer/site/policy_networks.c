/*
 * The lists of networks become one set, in which the narrowest network around an address
 * says what it is. So a relay may stand in an own network, and a proxy too; what cannot
 * be meant is the same network under two names, or an own network inside the relays.
 */
#include <stdlib.h>

#include "analyzer/base/err.h"
#include "analyzer/base/mem.h"
#include "analyzer/site/policy.h"
#include "analyzer/site/yaml.h"

struct network_claim {
    struct network network;
    enum network_kind kind;
    slice text;
    uint32_t line, column;
};

struct network_claims {
    struct network_claim *at;
    size_t n, cap;
    bool has_own; /* `own` is given: the presets are void */
};

static const char *const kind_names[NETWORK_KINDS] = {
    [NETWORK_OWN] = "networks.own",
    [NETWORK_VPN] = "networks.vpn",
    [NETWORK_PROXY] = "networks.proxies",
    [NETWORK_OWN_PROXY] = "networks.proxies",
    [NETWORK_RELAY] = "relays",
    [NETWORK_MOBILE] = "networks.mobile",
    [NETWORK_MAIL_APP] = "networks.mail_apps",
    [NETWORK_ANONYMOUS] = "networks.anonymous",
};

static struct network_claims *claims_of(struct load *l)
{
    if (!l->networks)
        l->networks = mem_new(1, sizeof(*l->networks));
    return l->networks;
}

static void claim(struct load *l, const struct node *item, const struct network *network,
                  enum network_kind kind)
{
    struct network_claims *claims = claims_of(l);

    claims->at = mem_grow(claims->at, &claims->cap, claims->n + 1, sizeof(*claims->at));
    claims->at[claims->n++] = (struct network_claim){
        .network = *network,
        .kind = kind,
        .text = item->text,
        .line = item->line,
        .column = item->column,
    };
}

static void take_network(struct load *l, const struct node *item, slice text, void *into)
{
    enum network_kind kind = *(const enum network_kind *)into;
    struct network network;
    const char *why;

    if (policy_take_system(l, item, text, kind))
        return;
    if (!network_parse(text, &network, &why))
        node_mistake(l, item, "'%.*s': %s", SHOWN(text), why);
    else if (network_is_everything(&network))
        node_mistake(l, item, "'%.*s' is the whole Internet", SHOWN(text));
    else
        claim(l, item, &network, kind);
}

static void read_kind(struct load *l, const struct node *value, enum network_kind kind)
{
    node_each_text(l, value, take_network, &kind);
}

/* What is given replaces the presets. */
static void read_own(struct load *l, const struct node *value, void *into)
{
    (void)into;
    claims_of(l)->has_own = true;
    read_kind(l, value, NETWORK_OWN);
}

static void read_vpn(struct load *l, const struct node *value, void *into)
{
    (void)into;
    read_kind(l, value, NETWORK_VPN);
}

static void read_proxies(struct load *l, const struct node *value, void *into)
{
    (void)into;
    read_kind(l, value, NETWORK_PROXY);
}

static void read_mobile(struct load *l, const struct node *value, void *into)
{
    (void)into;
    read_kind(l, value, NETWORK_MOBILE);
}

static void read_mail_apps(struct load *l, const struct node *value, void *into)
{
    (void)into;
    read_kind(l, value, NETWORK_MAIL_APP);
}

static void read_anonymous(struct load *l, const struct node *value, void *into)
{
    (void)into;
    read_kind(l, value, NETWORK_ANONYMOUS);
}

void policy_read_networks(struct load *l, const struct node *value, void *into)
{
    static const struct key keys[] = {
        { "own", read_own },
        { "vpn", read_vpn },
        { "proxies", read_proxies },
        { "mobile", read_mobile },
        { "mail_apps", read_mail_apps },
        { "anonymous", read_anonymous },
        { "country_database", policy_read_countries },
        { "asn_database", policy_read_systems },
        { 0 },
    };

    node_read_map(l, value, keys, into);
}

void policy_read_relays(struct load *l, const struct node *value, void *into)
{
    (void)into;
    read_kind(l, value, NETWORK_RELAY);
}

static void add(struct site *s, const struct network *n, enum network_kind kind)
{
    *prefixes_at(&s->networks, n) = kind;
    s->n_networks[kind]++;
}

void policy_add_private(struct site *s)
{
    static const char *const private[] = { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                           "fc00::/7" };

    for (size_t i = 0; i < sizeof(private) / sizeof(private[0]); i++) {
        struct network network;
        const char *why;

        if (!network_parse(slice_str(private[i]), &network, &why))
            bug("a preset network is wrong");
        if (*prefixes_at(&s->networks, &network) == NETWORK_OUTSIDE)
            add(s, &network, NETWORK_OWN);
    }
}

static const struct network_claim *earlier(const struct network_claims *claims, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (memcmp(&claims->at[i].network, &claims->at[at].network, sizeof(struct network)) == 0)
            return &claims->at[i];
    bug("a network is in the set and in no list");
}

static void add_claim(struct load *l, size_t at)
{
    const struct network_claim *c = &l->networks->at[at];
    const struct network_claim *other;

    if (*prefixes_at(&l->site->networks, &c->network) == NETWORK_OUTSIDE) {
        add(l->site, &c->network, c->kind);
        return;
    }
    other = earlier(l->networks, at);
    load_mistake(l, c->line, c->column, "%s: '%.*s' is in %s already, in line %u",
                 kind_names[c->kind], SHOWN(c->text), kind_names[other->kind],
                 (unsigned)other->line);
}

/* A proxy is own when it stands in anything that is. */
static void settle_proxy(struct site *s, const struct network_claim *c)
{
    uint32_t around = prefixes_around(&s->networks, &c->network);
    uint32_t *kind = prefixes_at(&s->networks, &c->network);

    if (*kind != NETWORK_PROXY || around == NETWORK_OUTSIDE || around == NETWORK_PROXY)
        return;
    *kind = NETWORK_OWN_PROXY;
    s->n_networks[NETWORK_PROXY]--;
    s->n_networks[NETWORK_OWN_PROXY]++;
}

static void note_odd_nesting(struct load *l, const struct network_claim *c)
{
    enum network_kind around = (enum network_kind)prefixes_around(&l->site->networks, &c->network);

    if (c->kind == NETWORK_OWN && around != NETWORK_OUTSIDE && around != NETWORK_OWN)
        load_note(l,
                  "policy.yaml:%u: networks.own: %.*s lies inside a network of %s: its addresses "
                  "are taken as own",
                  (unsigned)c->line, SHOWN(c->text), kind_names[around]);
}

static int by_breadth(const void *a, const void *b)
{
    const struct network_claim *x = a, *y = b;

    if (x->network.bits != y->network.bits)
        return x->network.bits < y->network.bits ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->column < y->column ? -1 : x->column > y->column;
}

static void build(struct load *l)
{
    prefixes_free(&l->site->networks);
    memset(l->site->n_networks, 0, sizeof(l->site->n_networks));
    for (size_t i = 0; i < l->networks->n; i++)
        add_claim(l, i);
    if (!l->networks->has_own)
        policy_add_private(l->site);
}

void policy_settle_networks(struct load *l)
{
    struct network_claims *claims = l->networks;

    if (!claims)
        return;
    build(l);
    if (claims->n) /* proxies may stand in proxies: the broader first */
        qsort(claims->at, claims->n, sizeof(*claims->at), by_breadth);
    for (size_t i = 0; i < claims->n; i++) {
        if (claims->at[i].kind == NETWORK_PROXY)
            settle_proxy(l->site, &claims->at[i]);
        note_odd_nesting(l, &claims->at[i]);
    }
    mem_free(claims->at);
    mem_free(claims);
    l->networks = NULL;
}
