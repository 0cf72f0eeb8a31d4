/* A bundle may have gone through many hands: nothing in it is believed before its hash was looked
   at, and what the logs say is what counts. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include <zstd.h>

#include "analyzer/base/mem.h"
#include "analyzer/base/ustar.h"
#include "analyzer/commands/bundle.h"
#include "analyzer/commands/commands.h"
#include "reports/text_parts.h"

enum { UNPACKED_MAX = 256 << 20 };

struct checking {
    struct buf archive;
    json_t *manifest;
    struct stored stored;
    struct cited_list cited;
    const char *const *given; /* INPUT... */
    size_t n_given;
    struct out out;
    uint64_t wrong, missing;
};

static bool unpack(FILE *f, struct buf *to, struct err *err)
{
    ZSTD_DStream *z = ZSTD_createDStream();
    static char in[65536], out[262144];
    size_t n, left = 1;
    bool ok = true;

    while (ok && (n = fread(in, 1, sizeof(in), f)) > 0) {
        ZSTD_inBuffer from = { in, n, 0 };

        while (ok && from.pos < from.size) {
            ZSTD_outBuffer part = { out, sizeof(out), 0 };

            left = ZSTD_decompressStream(z, &part, &from);
            ok = !ZSTD_isError(left) && to->n + part.pos <= UNPACKED_MAX;
            if (ok)
                buf_add(to, slice_of(out, part.pos));
        }
    }
    ok = ok && left == 0;
    ZSTD_freeDStream(z);
    return ok || err_set(err, "is no bundle: not packed with zstd, cut off, or too large");
}

static bool read_bundle(const char *path, struct buf *to, struct err *err)
{
    FILE *f = fopen(path, "rbe");
    bool ok;

    if (!f)
        return err_set(err, "cannot be opened");
    ok = unpack(f, to, err);
    (void)fclose(f);
    return ok;
}

static void say(struct checking *c, bool is_so, const char *what, slice about)
{
    c->wrong += !is_so;
    out_text(&c->out, is_so ? SLICE("same     ") : SLICE("DIFFERS  "));
    out_text(&c->out, slice_str(what));
    out_text(&c->out, about);
    out_lit(&c->out, "\n");
}

static void say_missing(struct checking *c, const char *what, slice about)
{
    c->missing++;
    out_lit(&c->out, "missing  ");
    out_text(&c->out, slice_str(what));
    out_text(&c->out, about);
    out_lit(&c->out, "\n");
}

static bool find_member(const struct checking *c, slice name, slice *content)
{
    struct ustar_member m;
    struct err err;
    size_t at = 0;

    while (ustar_next(buf_slice(&c->archive), &at, &m, &err))
        if (slice_eq(m.name, name)) {
            *content = m.content;
            return true;
        }
    return false;
}

static bool is_sound(const struct checking *c, struct err *err)
{
    struct ustar_member m;
    size_t at = 0;

    while (ustar_next(buf_slice(&c->archive), &at, &m, err))
        ;
    return err->text[0] == '\0';
}

static bool read_manifest(struct checking *c, struct err *err)
{
    slice text;

    if (!find_member(c, SLICE("manifest.json"), &text))
        return err_set(err, "is no bundle: it has no manifest.json");
    c->manifest = json_loadb(text.p, text.n, 0, NULL);
    if (!c->manifest || json_array_size(stored_at(c->manifest, "members")) == 0)
        return err_set(err, "manifest.json cannot be read");
    return true;
}

static void check_members(struct checking *c)
{
    const json_t *all = stored_at(c->manifest, "members");

    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *one = json_array_get(all, i);
        slice content = { 0 };
        char hex[65];
        bool is_there = find_member(c, stored_text(one, "name"), &content);

        bundle_hash(content, hex);
        say(c, is_there && slice_eq(stored_text(one, "sha256"), slice_str(hex)), "member ",
            stored_text(one, "name"));
    }
}

static bool read_findings(struct checking *c, struct err *err)
{
    slice text;

    if (!find_member(c, SLICE("findings.ndjson"), &text))
        return err_set(err, "has no findings.ndjson");
    buf_add(&c->stored.findings_text, text);
    if (!stored_parse(&c->stored, err))
        return false;
    for (size_t i = 0; i < c->stored.n; i++)
        cited_add(&c->cited, c->stored.findings[i]);
    return true;
}

static void check_log(struct checking *c, const json_t *log, const char *path)
{
    char hex[65];
    int64_t bytes;

    if (!bundle_hash_file(path, hex, &bytes))
        say_missing(c, "log ", slice_str(path));
    else if (stored_text(log, "sha256").n)
        say(c, slice_eq(stored_text(log, "sha256"), slice_str(hex)), "log ", slice_str(path));
}

/* A log that grew, or was packed since, differs and may still have all lines. */
static void check_logs(struct checking *c)
{
    const json_t *all = stored_at(c->manifest, "inputs");
    size_t n = json_array_size(all), readable = 0;
    const char **paths = mem_new(n + 1, sizeof(*paths));

    for (size_t i = 0; c->n_given == 0 && i < n; i++) {
        const char *name = json_string_value(stored_at(json_array_get(all, i), "name"));

        if (!name)
            continue;
        check_log(c, json_array_get(all, i), name);
        if (access(name, R_OK) == 0)
            paths[readable++] = name;
    }
    if (c->n_given)
        cited_read(&c->cited, c->given, c->n_given, true);
    else if (readable)
        cited_read(&c->cited, paths, readable, false);
    mem_free(paths);
}

static void check_lines(struct checking *c)
{
    for (size_t i = 0; i < c->cited.n; i++) {
        const struct cited *one = &c->cited.at[i];
        struct buf place = { 0 };

        buf_add(&place, one->file);
        buf_addf(&place, ":%u", one->line);
        if (!one->is_there)
            say_missing(c, "line ", buf_slice(&place));
        else if (one->said.n)
            say(c, slice_eq(one->said, one->found), "line ", buf_slice(&place));
        else
            say_missing(c, "the report has no text of line ", buf_slice(&place));
        buf_free(&place);
    }
}

static void tell_sum(struct checking *c)
{
    struct buf b = { 0 };

    buf_addf(&b, "%zu %s, %llu differ, %llu missing\n", c->cited.n,
             c->cited.n == 1 ? "cited line" : "cited lines", (unsigned long long)c->wrong,
             (unsigned long long)c->missing);
    text_wrapped(&c->out, slice_head(buf_slice(&b), b.n - 1), 0);
    buf_free(&b);
}

static bool check(struct checking *c, const char *path, struct err *err)
{
    if (!read_bundle(path, &c->archive, err) || !is_sound(c, err) || !read_manifest(c, err))
        return false;
    check_members(c);
    if (!read_findings(c, err))
        return false;
    check_logs(c);
    check_lines(c);
    tell_sum(c);
    return true;
}

int bundle_check(const char *path, const char *const *inputs, size_t n)
{
    struct checking c = { .given = inputs, .n_given = n, .out.fd = STDOUT_FILENO };
    struct err err = { "" }, ignored;
    bool ok = check(&c, path, &err);

    if (!out_close(&c.out, &ignored))
        ok = err_set(&err, "standard output: %s", ignored.text);
    if (!ok)
        (void)bundle_tell(err.text, slice_of(NULL, 0));
    json_decref(c.manifest);
    cited_free(&c.cited);
    stored_close(&c.stored);
    buf_free(&c.archive);
    return !ok ? EXIT_UNUSABLE : c.wrong ? EXIT_FOUND : c.missing ? EXIT_PARTLY : EXIT_DONE;
}
