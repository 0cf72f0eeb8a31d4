/*
 * Any bytes as a file of the site, chosen by the first: policy.yaml, directory.csv (d) or
 * announcements.yaml (a). A file that is refused has a mistake that says why.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/sections.h"
#include "analyzer/site/site.h"

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

static void remove_folder(void)
{
    (void)unlink(path_of("policy.yaml"));
    (void)unlink(path_of("directory.csv"));
    (void)unlink(path_of("announcements.yaml"));
    (void)rmdir(folder);
}

static void write_site(const uint8_t *data, size_t size)
{
    static const char policy[] = "domains: [example.edu]\n";
    static const char directory[] = "account,kind\nalice,staff\n";
    char which = (char)data[0];

    write_file("policy.yaml", policy, sizeof(policy) - 1);
    write_file("directory.csv", directory, sizeof(directory) - 1);
    write_file("announcements.yaml", "[]\n", 3);
    write_file(which == 'd'   ? "directory.csv"
               : which == 'a' ? "announcements.yaml"
                              : "policy.yaml",
               data + 1, size - 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct limit_section *sections;
    static size_t n;
    struct mistakes mistakes = { 0 };
    struct site site;

    if (!sections) {
        sections = sections_of_detectors(&n);
        if (!mkdtemp(folder))
            abort();
        (void)atexit(remove_folder);
    }
    if (size == 0)
        return 0;
    write_site(data, size);
    if (site_load(folder, sections, n, &site, &mistakes) != (mistakes.n == 0))
        abort();
    mistakes_free(&mistakes);
    site_free(&site);
    return 0;
}
