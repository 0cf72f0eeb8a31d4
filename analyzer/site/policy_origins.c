/*
 * Of networks: what is told by autonomous system instead of by address, and the databases that
 * know which one an address is of. Systems without a database name nothing: that is noted.
 */
#include "analyzer/base/err.h"
#include "analyzer/site/policy.h"
#include "analyzer/site/yaml.h"

enum { LISTED_MAX = 256 };

bool policy_take_system(struct load *l, const struct node *item, slice text, enum network_kind kind)
{
    struct origins *o = &l->site->origins;
    uint64_t number;

    if (kind < NETWORK_MOBILE || text.n < 3 || !slice_eq_nocase(slice_head(text, 2), SLICE("AS")))
        return false;
    if (!slice_u64(slice_skip(text, 2), &number) || number == 0 || number > UINT32_MAX)
        node_mistake(l, item, "'%.*s' is no autonomous system: write one like AS64500",
                     SHOWN(text));
    else if (origins_kind(o, (uint32_t)number))
        node_mistake(l, item, "'%.*s' is listed twice", SHOWN(text));
    else if (o->n_listed == LISTED_MAX)
        node_mistake(l, item, "there are more than %d autonomous systems", LISTED_MAX);
    else {
        if (!o->listed)
            o->listed = arena_new(&l->site->arena, LISTED_MAX * sizeof(*o->listed));
        o->listed[o->n_listed++] = (struct origin_system){ (uint32_t)number, kind };
    }
    return true;
}

/* Within the site's folder, unless it is a path from the root. */
static const char *path_of(struct load *l, slice name)
{
    char text[4096];
    int n = snprintf(text, sizeof(text), SLICE_FMT "/" SLICE_FMT, SLICE_ARG(l->site->folder),
                     SLICE_ARG(name));

    if (name.p[0] == '/')
        return arena_keep(&l->site->arena, name).p;
    if (n < 0 || (size_t)n >= sizeof(text))
        return "";
    return arena_keep(&l->site->arena, slice_of(text, (size_t)n)).p;
}

static struct MMDB_s *open_database(struct load *l, const struct node *value)
{
    struct MMDB_s *db;
    const char *why;
    slice name;

    if (!node_text(l, value, &name))
        return NULL;
    db = origins_open(path_of(l, name), &why);
    if (!db) {
        node_mistake(l, value, "'%.*s' %s", SHOWN(name), why);
        return NULL;
    }
    l->site->configuration = hash_mix(l->site->configuration, origins_edition(db));
    return db;
}

void policy_read_countries(struct load *l, const struct node *value, void *into)
{
    (void)into;
    l->site->origins.countries = open_database(l, value);
}

void policy_read_systems(struct load *l, const struct node *value, void *into)
{
    (void)into;
    l->site->origins.systems = open_database(l, value);
}

void policy_note_systems(struct load *l)
{
    const struct origins *o = &l->site->origins;

    if (o->n_listed && !o->systems)
        load_note(l,
                  "policy.yaml: networks: %zu autonomous systems have no effect: there is no "
                  "asn_database to tell whose an address is",
                  o->n_listed);
}
