#ifndef TESTS_SITE_FOLDER_H
#define TESTS_SITE_FOLDER_H

/*
 * A site folder for one test: write files into it, load it, compare all its mistakes
 * as one text. The folder's own path is left out of what is compared.
 */

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/base/buf.h"
#include "analyzer/site/site.h"

#define POLICY "domains: [example.edu]\n"

static const struct limit mailing_limits[] = {
    { "notice_hour", 100, COUNT, "recipients within an hour" },
    { "large", 500, COUNT, "recipients within a day" },
    { "span", 24 * HOUR, SECONDS, "counted over this time" },
    { "volume", 500000000, BYTES, "sent to one recipient" },
    { "same", 80, PER_CENT, "of the messages alike" },
    { "weight", 4500, MILLI, "of the evidence" },
    { 0 },
};

static const struct limit leaver_limits[] = {
    { "grace", 24 * HOUR, SECONDS, "after the end of access" },
    { 0 },
};

static const struct limit message_limits[] = {
    { "message_size", 150000000, BYTES, "largest message that may be sent" },
    { "recipients", 500, COUNT, "most recipients that one message may have" },
    { 0 },
};

enum { SITE_SECTIONS = 3 };

static const struct limit_section site_sections[SITE_SECTIONS] = {
    { .name = "mass_mailing",
      .title = "Mass mailings",
      .limits = mailing_limits,
      .is_detector = true },
    { .name = "leavers",
      .title = "Access ends after leaving",
      .limits = leaver_limits,
      .is_detector = true },
    { .name = "limits",
      .title = "What a message may be",
      .limits = message_limits,
      .is_detector = true },
};

struct folder {
    char path[64];
    struct site site;
    struct mistakes mistakes;
    struct buf text; /* of all mistakes */
    bool is_good;
};

static inline void folder_make(struct folder *f)
{
    *f = (struct folder){ .path = "/tmp/site-XXXXXX" };
    cr_assert(mkdtemp(f->path));
}

static inline void folder_write_bytes(struct folder *f, const char *name, slice bytes)
{
    char path[256];
    FILE *out;

    (void)snprintf(path, sizeof(path), "%s/%s", f->path, name);
    out = fopen(path, "wb");
    cr_assert(out);
    cr_assert(fwrite(bytes.p, 1, bytes.n, out) == bytes.n);
    cr_assert(fclose(out) == 0);
}

static inline void folder_write(struct folder *f, const char *name, const char *text)
{
    folder_write_bytes(f, name, slice_str(text));
}

static inline void folder_load(struct folder *f)
{
    f->is_good = site_load(f->path, site_sections, SITE_SECTIONS, &f->site, &f->mistakes);
    for (size_t i = 0; i < f->mistakes.n; i++) {
        const struct mistake *m = &f->mistakes.at[i];
        slice file = slice_skip(m->file, strlen(f->path) + 1);

        if (m->line)
            buf_addf(&f->text, SLICE_FMT ":%u:%u: " SLICE_FMT "\n", SLICE_ARG(file),
                     (unsigned)m->line, (unsigned)m->column, SLICE_ARG(m->text));
        else
            buf_addf(&f->text, SLICE_FMT ": " SLICE_FMT "\n", SLICE_ARG(file), SLICE_ARG(m->text));
    }
    buf_add(&f->text, SLICE("\0"));
}

static inline void folder_remove(struct folder *f)
{
    DIR *dir = opendir(f->path);
    struct dirent *entry;
    char path[512];

    while (dir && (entry = readdir(dir))) {
        (void)snprintf(path, sizeof(path), "%s/%s", f->path, entry->d_name);
        if (entry->d_name[0] != '.' || entry->d_name[1] > '.')
            (void)remove(path);
    }
    if (dir)
        (void)closedir(dir);
    (void)rmdir(f->path);
    buf_free(&f->text);
    mistakes_free(&f->mistakes);
    site_free(&f->site);
}

/* The one file with this text makes these mistakes, the others being in order. */
static inline void expect_mistakes(const char *name, const char *text, const char *mistakes)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write(&f, name, text);
    folder_load(&f);
    cr_expect_str_eq(f.text.p, mistakes);
    cr_expect_eq(f.is_good, *mistakes == '\0');
    folder_remove(&f);
}

static inline bool is_text(slice s, const char *text)
{
    return slice_eq(s, slice_str(text));
}

#endif
