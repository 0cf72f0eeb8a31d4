/*
 * The files in the order in which they lean on each other: the policy brings the time
 * zone that dates are read in, the directory the accounts that the others name.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "analyzer/site/complaint_read.h"
#include "analyzer/site/load.h"

enum { SEARCHES_MAX = 50 };

const struct site_file site_files[SITE_FILES] = {
    [FILE_DIRECTORY] = { "directory", "directory.csv", directory_load },
    [FILE_LISTS] = { "lists", "lists.csv", lists_load },
    [FILE_CANARIES] = { "canaries", "canaries.txt", canaries_load },
    [FILE_NO_CONTACT] = { "no_contact", "no_contact.csv", no_contact_load },
    [FILE_COMPLAINTS] = { "complaints", "complaints.csv", complaints_load },
    [FILE_ANNOUNCEMENTS] = { "announcements", "announcements.yaml", announcements_load },
    [FILE_EXCEPTIONS] = { "exceptions", "exceptions.yaml", exceptions_load },
};

static bool is_for_people(slice name)
{
    return slice_starts(name, SLICE(".")) || slice_starts(name, SLICE("README")) ||
           slice_ends_nocase(name, SLICE(".md"));
}

static bool is_read(const struct load *l, slice name)
{
    for (int f = 0; f < SITE_FILES; f++)
        if (slice_eq(name, l->files[f].name))
            return true;
    return slice_eq(name, SLICE("policy.yaml")) || slice_eq(name, SLICE("complaints"));
}

/* A usual name is none that was meant when it is there, or when another was chosen. */
static void note_other(struct load *l, slice name)
{
    struct nearest n = nearest_to(name);

    if (is_for_people(name) || is_read(l, name))
        return;
    nearest_try(&n, SLICE("policy.yaml"));
    for (int f = 0; f < SITE_FILES; f++)
        if (!slice_eq(name, slice_str(site_files[f].name)))
            nearest_try(&n, slice_str(site_files[f].name));
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

static bool has_name(const struct slices *names, slice name)
{
    for (size_t i = 0; i < names->n; i++)
        if (slice_eq(names->at[i], name))
            return true;
    return false;
}

/* The directory as LDIF takes the place of the table, if nothing else was chosen. */
static void choose_directory(struct load *l, const struct slices *names)
{
    struct file_choice *choice = &l->files[FILE_DIRECTORY];
    const slice ldif = SLICE("directory.ldif");

    if (choice->line || !has_name(names, ldif))
        return;
    if (has_name(names, choice->name))
        mistakes_add(
            l->mistakes, ldif, 0, 0,
            "there is a directory.csv as well: keep one of them, or choose under 'files:'");
    else
        choice->name = ldif;
}

static void load_files(struct load *l)
{
    struct slices names = { 0 };
    slice bytes;

    if (!list_folder(l, &names))
        return;
    load_policy(l, &names);
    choose_directory(l, &names);
    for (int f = 0; f < SITE_FILES; f++)
        if (load_file(l, &l->files[f], &bytes))
            site_files[f].load(l, bytes);
    complaints_load_folder(l);
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
    struct load load = { .site = out, .mistakes = mistakes, .searches_left = SEARCHES_MAX };

    for (int f = 0; f < SITE_FILES; f++)
        load.files[f].name = slice_str(site_files[f].name);
    site_default(out, sections, n);
    out->folder = folder_of(out, folder);
    load_files(&load);
    mistakes_sort(mistakes);
    return mistakes->n == 0;
}
