/*
 * The files in the order in which they lean on each other: the policy brings the time
 * zone that dates are read in, the directory the accounts that announcements name.
 */
#include "analyzer/site/site.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "analyzer/base/clock.h"
#include "analyzer/site/load.h"
#include "analyzer/site/policy.h"

enum { SEARCHES_MAX = 50 };

static bool person_has(const void *value, const void *key)
{
    const struct person *p = value;
    const slice *name = key;

    if (slice_eq(p->account, *name))
        return true;
    for (size_t i = 0; i < p->addresses.n; i++)
        if (slice_eq(p->addresses.at[i], *name))
            return true;
    return false;
}

static void add_private(struct networks *own)
{
    static const char *const private[] = { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                           "fc00::/7" };

    for (size_t i = 0; i < sizeof(private) / sizeof(private[0]); i++) {
        struct network network;
        const char *why;

        if (!network_parse(slice_str(private[i]), &network, &why))
            bug("a preset network is wrong");
        networks_add(own, &network);
    }
}

static void preset(struct limit_section *section)
{
    for (size_t i = 0; section->limits[i].name; i++) {
        if (i == LIMITS_MAX)
            bug("a section has more limits than LIMITS_MAX");
        section->values[i] = section->limits[i].preset;
    }
}

void site_default(struct site *out, const struct limit_section *sections, size_t n)
{
    *out = (struct site){ .time_zone = SLICE("UTC"), .by_login = { .same = person_has } };
    (void)clock_set_zone("UTC");
    add_private(&out->own);
    out->message_size = policy_limits[0].preset;
    out->recipients = policy_limits[1].preset;
    out->line_max = policy_input[0].preset;
    out->entries_max = policy_input[1].preset;
    out->sections = arena_new(&out->arena, (n ? n : 1) * sizeof(*sections));
    out->n_sections = n;
    for (size_t i = 0; i < n; i++) {
        out->sections[i] = sections[i];
        preset(&out->sections[i]);
    }
}

static const char *const later[] = {
    "exceptions.yaml", "no_contact.csv", "complaints",
    "complaints.csv",  "canaries.txt",   "lists.csv",
};

enum { LATER = sizeof(later) / sizeof(later[0]) };

static bool is_for_people(slice name)
{
    return slice_starts(name, SLICE(".")) || slice_starts(name, SLICE("README")) ||
           slice_ends_nocase(name, SLICE(".md"));
}

static bool is_read(const struct load *l, slice name)
{
    return slice_eq(name, SLICE("policy.yaml")) || slice_eq(name, l->directory.name) ||
           slice_eq(name, l->announcements.name);
}

static void note_other(struct load *l, slice name)
{
    static const char *const known[] = { "policy.yaml", "directory.csv", "announcements.yaml" };
    struct nearest n = nearest_to(name);

    if (is_for_people(name) || is_read(l, name))
        return;
    for (size_t i = 0; i < LATER; i++)
        if (slice_eq(name, slice_str(later[i]))) {
            load_note(l, "%s: not read by this version", later[i]);
            return;
        }
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (!slice_eq(name, slice_str(known[i])))
            nearest_try(&n, slice_str(known[i]));
    load_note(l, "%.*s: not a site file, not read%s", SHOWN(name), load_hint(l, &n));
}

static int by_bytes(const void *a, const void *b)
{
    return slice_cmp(*(const slice *)a, *(const slice *)b);
}

static bool list_folder(struct load *l, struct slices *names)
{
    DIR *folder = opendir(l->site->folder.p);
    struct dirent *entry;

    if (!folder) {
        mistakes_add(l->mistakes, l->site->folder, 0, 0, "cannot be opened as a folder: %s",
                     strerror(errno));
        return false;
    }
    while ((entry = readdir(folder)))
        slices_add(&l->site->arena, names, arena_keep(&l->site->arena, slice_str(entry->d_name)));
    (void)closedir(folder);
    if (names->n)
        qsort(names->at, names->n, sizeof(*names->at), by_bytes);
    return true;
}

static void load_policy(struct load *l, const struct slices *names)
{
    const struct file_choice choice = { .name = SLICE("policy.yaml") };
    slice bytes;

    if (load_file(l, &choice, &bytes)) {
        policy_load(l, bytes);
        l->site->has_policy = true;
        return;
    }
    for (size_t i = 0; i < names->n; i++)
        if (slice_eq(names->at[i], choice.name))
            return;
    load_mistake(l, 0, 0,
                 "is missing: it must name the site's domains; "
                 "'mailproctor policy' prints one to start from");
}

static void load_files(struct load *l)
{
    struct slices names = { 0 };
    slice bytes;

    if (!list_folder(l, &names))
        return;
    load_policy(l, &names);
    if (load_file(l, &l->directory, &bytes)) {
        directory_load(l, bytes);
        l->site->has_directory = true;
    }
    if (load_file(l, &l->announcements, &bytes)) {
        announcements_load(l, bytes);
        l->site->has_announcements = true;
    }
    for (size_t i = 0; i < names.n; i++)
        note_other(l, names.at[i]);
}

static slice folder_of(struct site *s, const char *folder)
{
    slice name = slice_str(folder);

    while (name.n > 1 && name.p[name.n - 1] == '/')
        name.n--;
    return arena_keep(&s->arena, name);
}

bool site_load(const char *folder, const struct limit_section *sections, size_t n, struct site *out,
               struct mistakes *mistakes)
{
    struct load load = {
        .site = out,
        .mistakes = mistakes,
        .directory = { .name = SLICE("directory.csv") },
        .announcements = { .name = SLICE("announcements.yaml") },
        .searches_left = SEARCHES_MAX,
    };

    site_default(out, sections, n);
    out->folder = folder_of(out, folder);
    load_files(&load);
    mistakes_sort(mistakes);
    return mistakes->n == 0;
}

static const struct person *find(const struct site *s, slice name)
{
    return name.n ? map_find(&s->by_login, hash_slice(name), &name) : NULL;
}

/* "ann+list@example.edu" is ann@example.edu. */
static const struct person *find_untagged(const struct site *s, slice local, slice domain)
{
    char buf[512];
    size_t plus = slice_find(local, '+');

    if (plus == 0 || plus == local.n || plus + 1 + domain.n > sizeof(buf))
        return NULL;
    memcpy(buf, local.p, plus);
    buf[plus] = '@';
    memcpy(buf + plus + 1, domain.p, domain.n);
    return find(s, slice_of(buf, plus + 1 + domain.n));
}

/* A realm that no mail address could have ("ann@CAMPUS"), or one of the site's own. */
static bool is_own_realm(const struct site *s, slice realm)
{
    return slice_find(realm, '.') == realm.n || site_has_domain(s, realm);
}

/* CAMPUS\ann is ann. */
static slice without_realm(slice login)
{
    size_t slash = slice_rfind(login, '\\');

    return slash == login.n ? login : slice_skip(login, slash + 1);
}

const struct person *site_find_person(const struct site *s, slice login_or_address)
{
    slice name = without_realm(login_or_address);
    size_t at = slice_rfind(name, '@');
    const struct person *found = find(s, name);
    slice local, domain;

    if (found || name.n == 0)
        return found;
    local = slice_head(name, at);
    domain = slice_skip(name, at + 1);
    if (at < name.n)
        found = find_untagged(s, local, domain);
    if (found || !is_own_realm(s, domain))
        return found;
    found = find(s, local);
    return found ? found : find(s, slice_head(local, slice_find(local, '+')));
}

bool site_has_domain(const struct site *s, slice domain)
{
    for (size_t i = 0; i < s->domains.n; i++)
        if (slice_eq_nocase(s->domains.at[i], domain))
            return true;
    return false;
}

void site_free(struct site *s)
{
    networks_free(&s->own);
    networks_free(&s->vpn);
    networks_free(&s->proxies);
    networks_free(&s->relays);
    map_free(&s->by_login);
    arena_free(&s->arena);
    *s = (struct site){ 0 };
}
