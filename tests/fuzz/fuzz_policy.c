/*
 * Any bytes as a file of the site, chosen by the first (files[] below; policy.yaml for
 * all others). A file that is refused has a mistake that says why; of one that is taken
 * the look-ups are asked with pieces of the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/sections.h"
#include "analyzer/site/owner.h"

static char folder[] = "/tmp/fuzz-site-XXXXXX";

static const char *path_of(const char *name)
{
    static char path[128];

    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static void write_file(const char *name, const void *bytes, size_t n)
{
    FILE *out = fopen(path_of(name), "wb");

    if (!out || fwrite(bytes, 1, n, out) != n || fclose(out) != 0)
        abort();
}

static const struct file {
    char which;
    const char *name, *usual;
} files[] = {
    { 'p', "policy.yaml", "domains: [example.edu]\n" },
    { 'd', "directory.csv", "account,kind\nalice,staff\n" },
    { 'a', "announcements.yaml", "[]\n" },
    { 'e', "exceptions.yaml", "[]\n" },
    { 'l', "lists.csv", "list,owner\n" },
    { 'c', "canaries.txt", "" },
    { 'n', "no_contact.csv", "complainant,account,requested\n" },
};

enum { FILES = sizeof(files) / sizeof(files[0]) };

static void remove_folder(void)
{
    for (size_t i = 0; i < FILES; i++)
        (void)unlink(path_of(files[i].name));
    (void)rmdir(folder);
}

static const struct file *chosen(char which)
{
    for (size_t i = 0; i < FILES; i++)
        if (files[i].which == which)
            return &files[i];
    return &files[0];
}

/* Only one file differs from the usual site at a time. */
static void write_site(const uint8_t *data, size_t size)
{
    static const struct file *changed;

    for (size_t i = 0; i < FILES; i++)
        if (!changed || &files[i] == changed)
            write_file(files[i].name, files[i].usual, strlen(files[i].usual));
    changed = chosen((char)data[0]);
    write_file(changed->name, data + 1, size - 1);
}

static void ask(const struct site *s, slice word)
{
    const struct mail_list *list = site_find_list(s, word);
    const struct canary *canary = site_find_canary(s, word);
    enum ownership ownership = site_owns(s, site_find_person(s, word), word);

    if ((list && s->lists.n == 0) || (canary && s->canaries.n == 0))
        abort();
    if (ownership == OWNERSHIP_OWN && !site_owner(s, word))
        abort();
    (void)site_find_exception(s, word, "mass_mailing", 0);
    (void)site_expects_host(s, word);
}

static void ask_all(const struct site *s, slice bytes)
{
    struct matcher m = { 0 };

    for (size_t i = 0; i < s->n_replies; i++)
        (void)pattern_matches(s->replies[i].match, bytes, &m);
    matcher_free(&m);
    for (int words = 0; words < 64 && bytes.n; words++) {
        size_t end = 0;

        while (end < bytes.n && !strchr(" ,;\n[]{}:", bytes.p[end]))
            end++;
        ask(s, slice_head(bytes, end));
        bytes = slice_skip(bytes, end + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct limit_section *sections;
    static size_t n;
    struct mistakes mistakes = { 0 };
    struct site site;

    if (!sections) {
        sections = sections_of_policy(&n);
        if (!mkdtemp(folder))
            abort();
        (void)atexit(remove_folder);
    }
    if (size == 0)
        return 0;
    write_site(data, size);
    if (site_load(folder, sections, n, &site, &mistakes) != (mistakes.n == 0))
        abort();
    if (mistakes.n == 0)
        ask_all(&site, slice_of((const char *)data + 1, size - 1));
    mistakes_free(&mistakes);
    site_free(&site);
    return 0;
}
