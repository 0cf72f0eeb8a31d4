/* The members in a fixed order, each with its hash in the manifest, which comes last. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "analyzer/base/arena.h"
#include "analyzer/base/mem.h"
#include "analyzer/base/ustar.h"
#include "analyzer/commands/bundle.h"
#include "analyzer/commands/commands.h"
#include "analyzer/commands/explain.h"

enum { LEVEL = 9, SITE_FILE_MAX = 64 << 20 };

struct making {
    struct stored stored;
    const json_t *finding;
    struct cited_list cited;
    struct buf archive;
    json_t *members, *inputs;
    bool is_partly; /* a log or a line is not there */
};

static void member(struct making *m, const char *name, slice content)
{
    char hex[65];

    bundle_hash(content, hex);
    ustar_add(&m->archive, name, content);
    json_array_append_new(m->members, json_pack("{s:s, s:I, s:s}", "name", name, "bytes",
                                                (json_int_t)content.n, "sha256", hex));
}

static int add_text(const char *text, size_t n, void *b)
{
    buf_add(b, slice_of(text, n));
    return 0;
}

static void add_json(struct buf *b, const json_t *value)
{
    (void)json_dump_callback(value, add_text, b,
                             JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_ENSURE_ASCII);
    buf_add(b, SLICE("\n"));
}

static void add_explanation(struct making *m)
{
    struct out out = { .fd = -1 };
    struct err err;

    explain_write(&out, &m->stored, m->finding);
    member(m, "finding.txt", buf_slice(&out.buf));
    (void)out_close(&out, &err);
}

/* As the report has them, byte by byte: they stand one a line. */
static void add_findings(struct making *m)
{
    slice rest = buf_slice(&m->stored.findings_text), account;
    struct buf b = { 0 };

    account = stored_text(m->finding, "unmapped.account");
    for (size_t i = 0; i < m->stored.n; i++) {
        slice line = slice_head(rest, slice_find(rest, '\n') + 1);

        rest = slice_skip(rest, line.n);
        if (!slice_eq(stored_text(m->stored.findings[i], "unmapped.account"), account))
            continue;
        buf_add(&b, line);
        cited_add(&m->cited, m->stored.findings[i]);
    }
    member(m, "findings.ndjson", buf_slice(&b));
    buf_free(&b);
}

static void add_lines(struct making *m)
{
    struct buf b = { 0 };

    for (size_t i = 0; i < m->cited.n; i++) {
        const struct cited *c = &m->cited.at[i];
        json_t *one = json_pack("{s:s%, s:I, s:I}", "file", c->file.p, c->file.n, "line",
                                (json_int_t)c->line, "offset", (json_int_t)c->offset);

        if (c->is_there)
            json_object_set_new(one, "text", json_stringn(c->found.p, c->found.n));
        m->is_partly |= !c->is_there;
        add_json(&b, one);
        json_decref(one);
    }
    member(m, "lines.ndjson", buf_slice(&b));
    buf_free(&b);
}

/* Hashes of the logs as they lie, and their lines read again. */
static void read_logs(struct making *m)
{
    const json_t *all = stored_at(m->stored.run, "inputs");
    size_t n = json_array_size(all), readable = 0;
    const char **paths = mem_new(n + 1, sizeof(*paths));

    for (size_t i = 0; i < n; i++) {
        const char *name = json_string_value(stored_at(json_array_get(all, i), "name"));
        json_t *one = json_pack("{s:s}", "name", name ? name : "");
        int64_t bytes;
        char hex[65];

        if (name && bundle_hash_file(name, hex, &bytes)) {
            paths[readable++] = name;
            json_object_set_new(one, "bytes", json_integer(bytes));
            json_object_set_new(one, "sha256", json_string(hex));
        } else {
            m->is_partly = true;
        }
        json_array_append_new(m->inputs, one);
    }
    if (readable)
        cited_read(&m->cited, paths, readable, false);
    mem_free(paths);
}

static bool read_file(const char *path, struct buf *b)
{
    char part[65536];
    FILE *f = fopen(path, "rbe");
    size_t n;

    if (!f)
        return false;
    while ((n = fread(part, 1, sizeof(part), f)) > 0 && b->n < SITE_FILE_MAX)
        buf_add(b, slice_of(part, n));
    (void)fclose(f);
    return b->n < SITE_FILE_MAX;
}

static bool is_plain(const char *name)
{
    return name[0] != '.' && strlen(name) <= USTAR_NAME - sizeof("site/");
}

static void add_site_file(struct making *m, const char *folder, const char *name)
{
    char path[4096], member_name[sizeof("site/") + NAME_MAX];
    struct buf b = { 0 };
    struct stat st;

    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    (void)snprintf(member_name, sizeof(member_name), "site/%s", name);
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && read_file(path, &b))
        member(m, member_name, buf_slice(&b));
    buf_free(&b);
}

static int by_name(const void *a, const void *b)
{
    return slice_cmp(*(const slice *)a, *(const slice *)b);
}

/* Its files, sorted: in what order a folder lists them is the file system's. */
static slice *list(DIR *dir, struct arena *a, size_t *n)
{
    const struct dirent *entry;
    slice *names = NULL;
    size_t cap = 0;

    while ((entry = readdir(dir))) {
        if (!is_plain(entry->d_name))
            continue;
        names = mem_grow(names, &cap, *n + 1, sizeof(*names));
        names[(*n)++] = arena_keep(a, slice_str(entry->d_name));
    }
    if (*n)
        qsort(names, *n, sizeof(*names), by_name);
    return names;
}

static void add_site(struct making *m)
{
    slice folder = stored_text(m->stored.run, "site");
    DIR *dir = folder.n ? opendir(folder.p) : NULL;
    struct arena a = { 0 };
    slice *names;
    size_t n = 0;

    if (folder.n && !dir) {
        m->is_partly = true;
        (void)bundle_tell("the site's files are not there: ", folder);
    }
    if (!dir)
        return;
    names = list(dir, &a, &n);
    for (size_t i = 0; i < n; i++)
        add_site_file(m, folder.p, names[i].p);
    (void)closedir(dir);
    mem_free(names);
    arena_free(&a);
}

static void add_manifest(struct making *m)
{
    struct buf b = { 0 };
    json_t *all = json_pack("{s:i, s:s%, s:s, s:O, s:O}", "schema", 1, "finding",
                            stored_text(m->finding, "finding_info.uid").p,
                            stored_text(m->finding, "finding_info.uid").n, "version",
                            MAILPROCTOR_VERSION, "inputs", m->inputs, "members", m->members);

    add_json(&b, all);
    json_decref(all);
    ustar_add(&m->archive, "manifest.json", buf_slice(&b));
    ustar_end(&m->archive);
    buf_free(&b);
}

static bool write_packed(const struct making *m, const char *to)
{
    size_t room = ZSTD_compressBound(m->archive.n), n;
    char *packed = mem_new(room, 1);
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool ok = fd >= 0;

    n = ZSTD_compress(packed, room, m->archive.p, m->archive.n, LEVEL);
    for (size_t at = 0; ok && at < n;) {
        ssize_t written = write(fd, packed + at, n - at);

        ok = written > 0 || (written < 0 && errno == EINTR);
        at += written > 0 ? (size_t)written : 0;
    }
    ok = ok && fsync(fd) == 0;
    if (!ok)
        (void)bundle_tell(strerror(errno), slice_of(NULL, 0));
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    mem_free(packed);
    return ok;
}

static void put_together(struct making *m)
{
    m->members = json_array();
    m->inputs = json_array();
    add_explanation(m);
    add_findings(m);
    member(m, "run.json", buf_slice(&m->stored.run_text));
    read_logs(m);
    add_lines(m);
    add_site(m);
    add_manifest(m);
}

static void tell_made(const struct making *m, const char *to)
{
    struct out out = { .fd = STDOUT_FILENO };
    struct err err;
    size_t there = 0;

    for (size_t i = 0; i < m->cited.n; i++)
        there += m->cited.at[i].is_there;
    out_text(&out, slice_str(to));
    out_lit(&out, ": ");
    out_int(&out, (int64_t)there);
    out_lit(&out, " of ");
    text_plural(&out, m->cited.n, "line read again from the logs",
                "lines read again from the logs");
    out_lit(&out, "\n");
    (void)out_close(&out, &err);
}

int bundle_make(const char *finding, const char *folder, const char *to)
{
    struct making m = { 0 };
    slice zone;
    struct err err;
    char name[64];
    bool ok;

    if (!stored_open(&m.stored, folder, &err) ||
        !(m.finding = stored_find(&m.stored, slice_str(finding), &err))) {
        stored_close(&m.stored);
        (void)bundle_tell(err.text, slice_of(NULL, 0));
        return EXIT_UNUSABLE;
    }
    zone = stored_text(m.stored.run, "time_zone");
    if (zone.n)
        (void)clock_set_zone(zone.p);
    put_together(&m);
    (void)snprintf(name, sizeof(name), "%.40s.tar.zst",
                   json_string_value(stored_at(m.finding, "finding_info.uid")));
    for (char *c = name; *c; c++)
        *c = *c == '/' ? '_' : *c;
    ok = write_packed(&m, to ? to : name);
    if (ok)
        tell_made(&m, to ? to : name);
    json_decref(m.members);
    json_decref(m.inputs);
    cited_free(&m.cited);
    buf_free(&m.archive);
    stored_close(&m.stored);
    return !ok ? EXIT_UNUSABLE : m.is_partly ? EXIT_PARTLY : EXIT_DONE;
}
