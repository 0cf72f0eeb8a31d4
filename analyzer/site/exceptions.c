/*
 * An exception silences a detector, so it is read more strictly than anything else: who,
 * what, why, by whom and until when are all asked for, and all that can be looked up is.
 */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/site/dates.h"
#include "analyzer/site/yaml.h"

enum { YEARS_MAX = 2 };

/* Names that the program gives to those whom no directory has: local users of a server. */
static bool is_uid(slice name)
{
    uint64_t uid;

    return slice_starts(name, SLICE("uid:")) && slice_u64(slice_skip(name, 4), &uid);
}

static void check_account(struct load *l, const struct node *value, slice *name)
{
    slice written = *name;

    if (!load_account(l, name) && !is_uid(*name))
        node_mistake(l, value, "'%.*s' is not in the directory%s", SHOWN(written),
                     load_account_hint(l, *name));
}

static void read_account(struct load *l, const struct node *value, void *into)
{
    struct exception *e = into;

    if (!node_text(l, value, &e->account))
        return;
    check_account(l, value, &e->account);
    e->subject = e->account;
}

static void read_network(struct load *l, const struct node *value, void *into)
{
    struct exception *e = into;
    const char *why;

    if (!node_text(l, value, &e->subject))
        return;
    if (!network_parse(e->subject, &e->network, &why))
        node_mistake(l, value, "'%.*s': %s", SHOWN(e->subject), why);
    else if (network_is_everything(&e->network))
        node_mistake(l, value, "'%.*s' is the whole Internet", SHOWN(e->subject));
}

static void read_detector(struct load *l, const struct node *value, void *into)
{
    struct exception *e = into;
    struct nearest n;

    if (!node_text(l, value, &e->detector))
        return;
    n = nearest_to(e->detector);
    for (size_t i = 0; i < l->site->n_sections; i++) {
        const struct limit_section *section = &l->site->sections[i];

        if (!section->is_detector)
            continue;
        if (slice_eq(slice_str(section->name), e->detector))
            return;
        nearest_try(&n, slice_str(section->name));
    }
    node_mistake(l, value, "there is no detector '%.*s'%s", SHOWN(e->detector), load_hint(l, &n));
}

static void read_reason(struct load *l, const struct node *value, void *into)
{
    (void)node_text(l, value, &((struct exception *)into)->reason);
}

static void read_owner(struct load *l, const struct node *value, void *into)
{
    struct exception *e = into;

    if (node_text(l, value, &e->owner))
        check_account(l, value, &e->owner);
}

/* Held against the machine's clock: it can stop a run, but it never changes a report. */
static void read_expires(struct load *l, const struct node *value, void *into)
{
    struct exception *e = into;
    usec latest = clock_next_day(years_later(clock_now(), YEARS_MAX));
    slice text;

    if (!node_time(l, value, &text, &e->expires))
        return;
    if (is_day(text))
        e->expires = clock_next_day(e->expires);
    if (e->expires > latest)
        node_mistake(l, value, "'%.*s' is more than %d years from now: nothing is excused for ever",
                     SHOWN(text), YEARS_MAX);
}

static const struct key keys[] = {
    { "account", read_account },
    { "network", read_network },
    { "detector", read_detector },
    { "reason", read_reason },
    { "owner", read_owner },
    { "expires", read_expires },
    { 0 },
};

static const char *const required[] = { "detector", "reason", "owner", "expires", NULL };

static void read_exception(struct load *l, const struct node *item, struct exception *e)
{
    bool has_account, has_network;

    e->line = item->line;
    e->column = item->column;
    e->expires = USEC_NONE;
    node_read_map(l, item, keys, e);
    node_require(l, item, required, "exception");
    if (item->kind != NODE_MAP)
        return;
    has_account = node_find(item, "account");
    has_network = node_find(item, "network");
    if (!has_account && !has_network)
        node_mistake(l, item, "'account' or 'network' is missing from this exception");
    if (has_account && has_network)
        node_mistake(l, node_find(item, "network"),
                     "an exception is for an account or for a network: write two");
}

static bool is_of_account(const void *value, const void *key)
{
    return slice_eq(((const struct exception *)value)->account, *(const slice *)key);
}

static const struct exception *find_same(const struct exception *chain, const struct exception *e)
{
    for (; chain; chain = chain->next)
        if (slice_eq(chain->detector, e->detector) &&
            memcmp(&chain->network, &e->network, sizeof(e->network)) == 0)
            return chain;
    return NULL;
}

static void check_repeated(struct load *l, const struct exception *chain, const struct exception *e)
{
    const struct exception *other = find_same(chain, e);

    if (other && e->detector.n)
        load_mistake(l, e->line, e->column, "'%.*s' is excused from '%.*s' in line %u already",
                     SHOWN(e->subject), SHOWN(e->detector), (unsigned)other->line);
}

static void add_for_account(struct load *l, struct exception *e)
{
    struct map *map = &l->site->exceptions.by_account;
    uint64_t hash = hash_slice(e->account);
    struct exception *first = map_find(map, hash, &e->account);

    check_repeated(l, first, e);
    if (!first) {
        map_add(map, hash, e);
        return;
    }
    e->next = first->next;
    first->next = e;
}

/* Broader networks are in the set already, with all that is behind them. */
static void add_for_network(struct load *l, struct exception *e)
{
    struct exceptions *all = &l->site->exceptions;
    uint32_t around = prefixes_around(&all->by_network, &e->network);
    uint32_t *first = prefixes_at(&all->by_network, &e->network);

    e->next = *first ? &all->at[*first - 1] : around ? &all->at[around - 1] : NULL;
    check_repeated(l, e->next, e);
    *first = (uint32_t)e->number + 1;
}

static int by_breadth(const void *a, const void *b)
{
    const struct exception *x = *(struct exception *const *)a, *y = *(struct exception *const *)b;

    if (x->network.bits != y->network.bits)
        return x->network.bits < y->network.bits ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static void index_all(struct load *l)
{
    struct exceptions *all = &l->site->exceptions;
    struct exception **by_width = mem_new(all->n, sizeof(*by_width));

    for (size_t i = 0; i < all->n; i++)
        by_width[i] = &all->at[i];
    qsort(by_width, all->n, sizeof(*by_width), by_breadth);
    for (size_t i = 0; i < all->n; i++)
        if (by_width[i]->account.n)
            add_for_account(l, by_width[i]);
        else if (by_width[i]->network.bits)
            add_for_network(l, by_width[i]);
    mem_free(by_width);
}

void exceptions_load(struct load *l, slice bytes)
{
    struct exceptions *all = &l->site->exceptions;
    const struct node *root = yaml_read(l, bytes);

    if (!root || !node_is_list(l, root) || root->n == 0)
        return;
    all->at = arena_new(&l->site->arena, root->n * sizeof(*all->at));
    all->by_account.same = is_of_account;
    for (const struct node *item = root->first; item; item = item->next) {
        struct exception *e = &all->at[all->n];

        e->number = all->n++;
        read_exception(l, item, e);
    }
    index_all(l);
}

static const struct exception *first_of_network(const struct exceptions *all, slice ip)
{
    struct address a;
    uint32_t first;

    if (!address_parse(ip, &a))
        return NULL;
    first = prefixes_find(&all->by_network, &a);
    return first ? &all->at[first - 1] : NULL;
}

static const struct exception *in_force(const struct exception *chain, slice detector, usec when)
{
    for (; chain; chain = chain->next)
        if (slice_eq(chain->detector, detector) && when < chain->expires)
            return chain;
    return NULL;
}

const struct exception *site_find_exception(const struct site *s, slice account_or_ip,
                                            const char *detector, usec when)
{
    const struct exceptions *all = &s->exceptions;
    slice name = slice_str(detector);
    const struct exception *e =
        map_find(&all->by_account, hash_slice(account_or_ip), &account_or_ip);

    e = in_force(e, name, when);
    return e ? e : in_force(first_of_network(all, account_or_ip), name, when);
}
