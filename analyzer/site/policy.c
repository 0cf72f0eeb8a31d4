/*
 * One table of keys and one small reader for each. What the form allows and this
 * version makes nothing of is checked all the same, and noted: a setting that silently
 * does nothing is worse than one that is refused.
 */
#include "analyzer/site/policy.h"

#include "analyzer/base/clock.h"
#include "analyzer/base/map.h"
#include "analyzer/site/units.h"
#include "analyzer/site/yaml.h"

const struct limit policy_input[] = {
    { "line_max", 64 * 1024, BYTES, "a longer log line is cut here" },
    { "entries_max", 200000, COUNT, "queue entries followed at once; the oldest goes first" },
    { "ratio_max", 500, COUNT, "times its size that a packed log may unpack to" },
    { 0 },
};

struct names { /* a list being filled, and what its items are called */
    struct slices *list;
    const char *what;
    bool are_hosts;               /* mail is mail.example.edu, too */
    struct map by_name, by_label; /* those listed; the first of what stands before the dot */
};

void policy_no_zone(struct load *l, const struct node *value, slice name)
{
    node_mistake(l, value,
                 "'%.*s' is no time zone of this machine: write one like Europe/Berlin "
                 "(the package tzdata has them)",
                 SHOWN(name));
}

static void read_organisation(struct load *l, const struct node *value, void *into)
{
    (void)into;
    (void)node_text(l, value, &l->site->organisation);
}

static void read_time_zone(struct load *l, const struct node *value, void *into)
{
    slice name;

    (void)into;
    if (!node_text(l, value, &name))
        return;
    name = arena_keep(&l->site->arena, name);
    if (clock_set_zone(name.p))
        l->site->time_zone = name;
    else
        policy_no_zone(l, value, name);
}

static const char *remedy(slice name)
{
    if (name.p[0] == '@')
        return ": write it without the '@'";
    if (name.p[name.n - 1] == '.')
        return ": write it without the final dot";
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] >= 0x80)
            return ": write its ASCII form (xn--...)";
    return "";
}

static bool is_name(const void *value, const void *key)
{
    return slice_eq(*(const slice *)value, *(const slice *)key);
}

static slice label(slice name)
{
    return slice_head(name, slice_find(name, '.'));
}

static bool has_label(const void *value, const void *key)
{
    return slice_eq(label(*(const slice *)value), *(const slice *)key);
}

/* One that is listed under another form counts as found, too. */
static slice find_name(const struct names *names, slice name)
{
    slice first = label(name);
    const slice *found = map_find(&names->by_name, hash_slice(name), &name);

    if (!found && names->are_hosts)
        found = first.n < name.n ? map_find(&names->by_name, hash_slice(first), &first)
                                 : map_find(&names->by_label, hash_slice(first), &first);
    return found ? *found : (slice){ 0 };
}

static void list_name(struct load *l, struct names *names, slice name)
{
    slice first = label(name), *kept = arena_new(&l->site->arena, sizeof(*kept));

    *kept = name;
    slices_add(&l->site->arena, names->list, name);
    map_add(&names->by_name, hash_slice(name), kept);
    if (!map_find(&names->by_label, hash_slice(first), &first))
        map_add(&names->by_label, hash_slice(first), kept);
}

static void take_host(struct load *l, const struct node *item, slice text, void *into)
{
    struct names *names = into;
    slice name = lower_keep(&l->site->arena, text);
    slice other = find_name(names, name);

    if (!is_host_name(name))
        node_mistake(l, item, "'%.*s' is not a %s%s", SHOWN(text), names->what, remedy(name));
    else if (slice_eq(other, name))
        node_mistake(l, item, "'%.*s' is listed twice", SHOWN(name));
    else if (other.n)
        node_mistake(l, item, "'%.*s' may be '%.*s', which is listed already", SHOWN(name),
                     SHOWN(other));
    else
        list_name(l, names, name);
}

static void read_names(struct load *l, const struct node *value, struct slices *list,
                       const char *what, bool are_hosts)
{
    struct names names = { .list = list, .what = what, .are_hosts = are_hosts };

    names.by_name.same = is_name;
    names.by_label.same = has_label;
    node_each_text(l, value, take_host, &names);
    map_free(&names.by_name);
    map_free(&names.by_label);
}

static void read_domains(struct load *l, const struct node *value, void *into)
{
    (void)into;
    read_names(l, value, &l->site->domains, "domain name", false);
    if (value->kind == NODE_LIST && value->n == 0)
        node_mistake(l, value, "must name at least one domain");
}

static void read_hosts(struct load *l, const struct node *value, void *into)
{
    (void)into;
    read_names(l, value, &l->site->hosts, "host name", true);
}

static void read_limit(struct load *l, const struct node *value, const struct limit *limits,
                       int64_t *values)
{
    struct nearest n = nearest_to(value->key->text);

    for (size_t i = 0; limits[i].name; i++) {
        if (slice_eq(slice_str(limits[i].name), value->key->text)) {
            (void)node_number(l, value, limits[i].unit, &values[i]);
            return;
        }
        nearest_try(&n, slice_str(limits[i].name));
    }
    node_unknown_key(l, value, &n);
}

static void read_section(struct load *l, const struct node *map, const struct limit *limits,
                         int64_t *values)
{
    if (!node_is_map(l, map))
        return;
    for (const struct node *value = map->first; value; value = value->next)
        read_limit(l, value, limits, values);
}

static void read_input(struct load *l, const struct node *value, void *into)
{
    int64_t values[] = { l->site->line_max, l->site->entries_max, l->site->ratio_max };

    (void)into;
    read_section(l, value, policy_input, values);
    l->site->line_max = values[0];
    l->site->entries_max = values[1];
    l->site->ratio_max = values[2];
}

static void read_contacts(struct load *l, const struct node *value, void *into)
{
    struct site *s = l->site;
    struct contact_point *point;

    (void)into;
    if (!node_is_map(l, value))
        return;
    s->contacts = arena_new(&s->arena, value->n * sizeof(*s->contacts));
    for (const struct node *c = value->first; c; c = c->next) {
        point = &s->contacts[s->n_contacts];
        point->name = c->key->text;
        s->n_contacts += node_text(l, c, &point->value);
    }
}

static void read_prior(struct load *l, const struct node *value, void *into)
{
    struct err why;
    slice text;

    (void)into;
    if (node_text(l, value, &text) && !chance_parse(text, &l->site->prior_odds, &why))
        node_mistake(l, value, "%s", why.text);
}

static void take_flag(struct load *l, const struct node *item, slice text, void *into)
{
    struct nearest n = nearest_to(text);
    enum flag_kind kind = flag_find(text);

    (void)into;
    if (kind < FLAGS) {
        l->site->explained |= UINT64_C(1) << kind;
        return;
    }
    for (int f = 0; f < FLAGS; f++)
        nearest_try(&n, slice_str(flag_names[f]));
    node_mistake(l, item, "'%.*s' is no flag%s", SHOWN(text), load_hint(l, &n));
}

static void read_explained(struct load *l, const struct node *value, void *into)
{
    node_each_text(l, value, take_flag, into);
}

static void read_judge(struct load *l, const struct node *value, void *into)
{
    static const struct key keys[] = { { "prior", read_prior },
                                       { "explained", read_explained },
                                       { 0 } };

    node_read_map(l, value, keys, into);
}

static void read_file(struct load *l, const struct node *value, void *into)
{
    struct nearest n = nearest_to(value->key->text);
    slice name;

    (void)into;
    for (int f = 0; f < SITE_FILES; f++) {
        if (slice_eq(slice_str(site_files[f].key), value->key->text)) {
            if (node_text(l, value, &name))
                l->files[f] = (struct file_choice){ name, value->line, value->column };
            return;
        }
        nearest_try(&n, slice_str(site_files[f].key));
    }
    node_unknown_key(l, value, &n);
}

static void read_files(struct load *l, const struct node *value, void *into)
{
    if (!node_is_map(l, value))
        return;
    for (const struct node *file = value->first; file; file = file->next)
        read_file(l, file, into);
}

static const struct key keys[] = {
    { "organisation", read_organisation },
    { "time_zone", read_time_zone },
    { "domains", read_domains },
    { "networks", policy_read_networks },
    { "hosts", read_hosts },
    { "host_time_zones", policy_read_host_zones },
    { "relays", policy_read_relays },
    { "input", read_input },
    { "judge", read_judge },
    { "adverts", policy_read_adverts },
    { "refusals", policy_read_refusals },
    { "replies", policy_read_replies },
    { "retention", policy_read_retention },
    { "contacts", read_contacts },
    { "files", read_files },
    { 0 },
};

static void unknown(struct load *l, const struct node *value)
{
    struct nearest n = nearest_to(value->key->text);

    for (const struct key *k = keys; k->name; k++)
        nearest_try(&n, slice_str(k->name));
    for (size_t i = 0; i < l->site->n_sections; i++)
        nearest_try(&n, slice_str(l->site->sections[i].name));
    node_unknown_key(l, value, &n);
}

static void read_own_section(struct load *l, const struct node *value,
                             struct limit_section *section)
{
    size_t mistakes = l->mistakes->n;
    struct err why;

    read_section(l, value, section->limits, section->values);
    if (l->mistakes->n == mistakes && section->check && !section->check(section->values, &why))
        node_mistake(l, value, "%s", why.text);
}

static void read_key(struct load *l, const struct node *value)
{
    for (const struct key *k = keys; k->name; k++)
        if (slice_eq(slice_str(k->name), value->key->text)) {
            k->read(l, value, NULL);
            return;
        }
    for (size_t i = 0; i < l->site->n_sections; i++) {
        struct limit_section *section = &l->site->sections[i];

        if (slice_eq(slice_str(section->name), value->key->text)) {
            read_own_section(l, value, section);
            return;
        }
    }
    unknown(l, value);
}

static void read_policy(struct load *l, slice bytes)
{
    size_t mistakes = l->mistakes->n;
    const struct node *root = yaml_read(l, bytes);

    if (!root && l->mistakes->n > mistakes)
        return;
    if (root && !node_is_map(l, root))
        return;
    for (const struct node *value = root ? root->first : NULL; value; value = value->next)
        read_key(l, value);
    if (!root || !node_find(root, "domains"))
        load_mistake(l, 0, 0,
                     "'domains' is missing: name the site's mail domains, such as "
                     "domains: [example.edu]");
}

void policy_load(struct load *l, slice bytes)
{
    read_policy(l, bytes);
    policy_settle_networks(l);
    policy_note_systems(l);
    policy_note_host_zones(l);
}
