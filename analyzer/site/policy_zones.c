/*
 * host_time_zones: a host's name for a key, a zone's for its value. A zone is looked up once,
 * whatever the number of its hosts.
 */
#include "analyzer/site/policy.h"
#include "analyzer/site/yaml.h"

static void wrong_host(struct load *l, const struct node *key, const char *what)
{
    load_mistake(l, key->line, key->column, "host_time_zones: '%.*s' %s", SHOWN(key->text), what);
}

static bool is_new_host(struct load *l, const struct node *key, slice host)
{
    const struct host_zones *all = &l->site->host_zones;

    if (!is_host_name(host)) {
        wrong_host(l, key, "is not a host name");
        return false;
    }
    for (size_t i = 0; i < all->n; i++)
        if (host_is(all->at[i].host, host)) {
            wrong_host(l, key, "is a host that has a zone already");
            return false;
        }
    return true;
}

/* False: a mistake was told. */
static bool find_zone(struct load *l, const struct node *value, size_t *number)
{
    struct host_zones *all = &l->site->host_zones;
    slice name;

    if (!node_text(l, value, &name))
        return false;
    for (*number = 0; *number < all->n_zones; ++*number)
        if (slice_eq(all->names[*number], name))
            return true;
    if (*number == HOST_ZONES_MAX) {
        node_mistake(l, value, "more than %d different time zones", HOST_ZONES_MAX);
        return false;
    }
    name = arena_keep(&l->site->arena, name);
    all->zones[*number] = zone_new(name.p);
    if (!all->zones[*number]) {
        policy_no_zone(l, value, name);
        return false;
    }
    all->names[all->n_zones++] = name;
    return true;
}

void policy_read_host_zones(struct load *l, const struct node *value, void *into)
{
    struct host_zones *all = &l->site->host_zones;

    (void)into;
    if (!node_is_map(l, value))
        return;
    all->at = arena_new(&l->site->arena, (value->n + 1) * sizeof(*all->at));
    for (const struct node *entry = value->first; entry; entry = entry->next) {
        slice host = lower_keep(&l->site->arena, entry->key->text);
        size_t zone;

        if (is_new_host(l, entry->key, host) && find_zone(l, entry, &zone))
            all->at[all->n++] = (struct host_zone){ host, zone };
    }
}

void policy_note_host_zones(struct load *l)
{
    const struct host_zones *all = &l->site->host_zones;

    for (size_t i = 0; i < all->n && l->site->hosts.n; i++)
        if (!site_expects_host(l->site, all->at[i].host))
            load_note(l, "policy.yaml: host_time_zones: %.*s is not one of the hosts",
                      SHOWN(all->at[i].host));
}
