/* The site of a case: a small default, and what the case says on top of it. */
#include "tests/cases/case.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "analyzer/site/network.h"
#include "tests/mmdb.h"

#define COLUMNS                                                                            \
    "account,person,kind,department,standing,created,left,deleted,disabled,forward_until," \
    "forward_stop,forward_to,addresses,delegates\n"

void case_set(struct test_case *c, slice section, slice key, slice value)
{
    for (size_t i = 0; i < c->n_settings; i++) {
        struct setting *s = &c->settings[i];

        if (slice_eq(s->section, section) && slice_eq(s->key, key)) {
            s->value = value;
            return;
        }
    }
    if (c->n_settings == SETTINGS_MAX)
        case_wrong(c, c->line, "more than %d settings", SETTINGS_MAX);
    else
        c->settings[c->n_settings++] = (struct setting){ section, key, value };
}

static bool is_set(const struct test_case *c, slice section, slice key)
{
    for (size_t i = 0; i < c->n_settings; i++)
        if (slice_eq(c->settings[i].section, section) && slice_eq(c->settings[i].key, key))
            return true;
    return false;
}

static void preset(struct test_case *c, slice section, slice key, slice value)
{
    if (!is_set(c, section, key))
        case_set(c, section, key, value);
}

static void add_setting(struct buf *b, const struct setting *s)
{
    buf_addf(b, "%s" SLICE_FMT ": " SLICE_FMT "\n", s->section.n ? "  " : "", SLICE_ARG(s->key),
             SLICE_ARG(s->value));
}

static bool is_first_of_section(const struct test_case *c, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (slice_eq(c->settings[i].section, c->settings[at].section))
            return false;
    return true;
}

static void add_section(struct test_case *c, struct buf *b, size_t first)
{
    slice section = c->settings[first].section;

    if (section.n)
        buf_addf(b, SLICE_FMT ":\n", SLICE_ARG(section));
    for (size_t i = first; i < c->n_settings; i++)
        if (slice_eq(c->settings[i].section, section))
            add_setting(b, &c->settings[i]);
}

void case_write_file(struct test_case *c, const char *folder, const char *name, slice bytes)
{
    char path[512];
    FILE *out;

    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    out = fopen(path, "wb");
    if (!out || fwrite(bytes.p, 1, bytes.n, out) != bytes.n || fclose(out) != 0)
        case_wrong(c, 0, "%s could not be written", path);
}

static void write_policy(struct test_case *c, const char *folder)
{
    struct buf b = { 0 };

    preset(c, (slice){ 0 }, SLICE("organisation"), SLICE("Test"));
    preset(c, (slice){ 0 }, SLICE("time_zone"), SLICE("Europe/Berlin"));
    preset(c, (slice){ 0 }, SLICE("domains"), SLICE("[example.edu]"));
    preset(c, SLICE("networks"), SLICE("own"), SLICE("[10.20.0.0/16]"));
    for (size_t i = 0; i < c->n_settings; i++)
        if (is_first_of_section(c, i))
            add_section(c, &b, i);
    case_write_file(c, folder, "policy.yaml", buf_slice(&b));
    buf_free(&b);
}

static void write_directory(struct test_case *c, const char *folder)
{
    struct buf b = { 0 };

    if (c->directory.n == 0)
        return;
    buf_add(&b, SLICE(COLUMNS));
    buf_add(&b, buf_slice(&c->directory));
    case_write_file(c, folder, "directory.csv", buf_slice(&b));
    buf_free(&b);
}

static void make_folder_of(struct test_case *c, const char *folder, slice name)
{
    char path[512];

    (void)snprintf(path, sizeof(path), "%s/" SLICE_FMT, folder,
                   SLICE_ARG(slice_head(name, slice_find(name, '/'))));
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        case_wrong(c, 0, "%s could not be made", path);
}

/* "198.51.0.0/16 DE", a line of a database of countries. */
static void add_country(struct test_case *c, struct mmdb *m, slice line)
{
    size_t blank = slice_find(line, ' ');
    char country[3] = { 0 };
    struct network n;
    const char *why;

    if (blank + 3 != line.n || !network_parse(slice_head(line, blank), &n, &why) ||
        !address_is_v4(&n.base)) {
        case_wrong(c, c->line, "no network and country: " SLICE_FMT, SLICE_ARG(line));
        return;
    }
    memcpy(country, line.p + blank + 1, 2);
    mmdb_add_v4(m,
                (uint32_t)n.base.bytes[12] << 24 | (uint32_t)n.base.bytes[13] << 16 |
                    (uint32_t)n.base.bytes[14] << 8 | n.base.bytes[15],
                n.bits - 96, mmdb_entry(m, country, 0));
}

static void write_countries(struct test_case *c, const char *folder, const char *name, slice text)
{
    struct mmdb m = { .version = MMDB_V4 };
    char path[512];

    for (size_t end; text.n; text = slice_skip(text, end + 1)) {
        end = slice_find(text, '\n');
        add_country(c, &m, slice_head(text, end));
    }
    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    if (!mmdb_write(&m, path))
        case_wrong(c, 0, "%s could not be written", path);
}

void case_write_site(struct test_case *c, const char *folder)
{
    slice none = SLICE("[]\n");

    if (c->has_no_site)
        return;
    (void)mkdir(folder, 0700); /* or it is there already */
    write_policy(c, folder);
    write_directory(c, folder);
    if (!c->has_no_announcements)
        case_write_file(c, folder, "announcements.yaml",
                        c->announcements.n ? buf_slice(&c->announcements) : none);
    for (size_t i = 0; i < c->n_files; i++) {
        slice name = arena_keep(&c->arena, c->files[i].name);

        if (slice_find(name, '/') < name.n)
            make_folder_of(c, folder, name);
        if (slice_ends(name, SLICE(".mmdb")))
            write_countries(c, folder, name.p, buf_slice(&c->files[i].text));
        else
            case_write_file(c, folder, name.p, buf_slice(&c->files[i].text));
    }
}
