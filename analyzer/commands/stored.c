/* Reports may lie on any disk and be changed by anybody: nothing in them is believed to be there.
 */
#include "analyzer/commands/stored.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/base/clock.h"
#include "analyzer/base/mem.h"

enum { FILE_MAX = 1 << 30, IDS_TOLD = 5, PATH_PART = 64 };

#define FINDINGS "findings.ndjson"
#define RUN      "run.json"

static int open_folder(const char *folder)
{
    char path[PATH_MAX];
    int fd = -1;

    if (snprintf(path, sizeof(path), "%s/current", folder) < (int)sizeof(path))
        fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 ? fd : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool stored_is_report(const char *folder)
{
    int at = open_folder(folder);
    bool is_one = at >= 0 && faccessat(at, FINDINGS, F_OK, 0) == 0;

    if (at >= 0)
        (void)close(at);
    return is_one;
}

static bool read_all(int fd, struct buf *b, struct err *err)
{
    char part[65536];
    ssize_t n;

    while ((n = read(fd, part, sizeof(part))) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, "%s", strerror(errno));
        if (b->n + (size_t)n > FILE_MAX)
            return err_set(err, "is larger than 1 GB");
        buf_add(b, slice_of(part, (size_t)n));
    }
    return true;
}

/* A pipe would be waited for. */
static bool read_at(int at, const char *name, struct buf *b, struct err *err)
{
    int fd = openat(at, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    bool ok;

    if (fd < 0)
        return err_set(err, "%s", strerror(errno));
    if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode))
        ok = err_set(err, "is no file");
    else
        ok = read_all(fd, b, err);
    (void)close(fd);
    return ok;
}

static bool read_both(struct stored *s, int at, const char *folder, struct err *err)
{
    struct err cause;

    if (!read_at(at, FINDINGS, &s->findings_text, &cause))
        return err_set(err, "%.300s/" FINDINGS ": %.100s", folder, cause.text);
    if (faccessat(at, RUN, F_OK, 0) != 0)
        return true;
    if (!read_at(at, RUN, &s->run_text, &cause))
        return err_set(err, "%.300s/" RUN ": %.100s", folder, cause.text);
    return true;
}

bool stored_open(struct stored *s, const char *folder, struct err *err)
{
    int at = open_folder(folder);
    bool ok;

    *s = (struct stored){ 0 };
    if (at < 0)
        return err_set(err, "%.300s: %s", folder, strerror(errno));
    ok = read_both(s, at, folder, err);
    (void)close(at);
    if (ok)
        return stored_parse(s, err);
    stored_close(s);
    return false;
}

static json_t *parse(slice text, struct err *err)
{
    json_error_t why;
    json_t *root = json_loadb(text.p, text.n, JSON_ALLOW_NUL, &why);

    if (!root)
        (void)err_set(err, "is no JSON: %.200s", why.text);
    return root;
}

static bool parse_line(struct stored *s, slice line, struct err *err)
{
    struct err cause;
    json_t *root = parse(line, &cause);

    if (!root)
        return err_set(err, FINDINGS ":%zu: %.300s", s->n + 1, cause.text);
    s->findings = mem_grow(s->findings, &s->cap, s->n + 1, sizeof(json_t *));
    s->findings[s->n++] = root;
    return true;
}

static bool parse_findings(struct stored *s, struct err *err)
{
    slice rest = buf_slice(&s->findings_text);

    while (rest.n) {
        slice line = slice_head(rest, slice_find(rest, '\n'));

        if (!parse_line(s, line, err))
            return false;
        rest = slice_skip(rest, line.n + 1);
    }
    return true;
}

static bool parse_run(struct stored *s, struct err *err)
{
    struct err cause;

    if (s->run_text.n == 0)
        return true;
    s->run = parse(buf_slice(&s->run_text), &cause);
    return s->run || err_set(err, RUN ": %.300s", cause.text);
}

bool stored_parse(struct stored *s, struct err *err)
{
    if (parse_findings(s, err) && parse_run(s, err))
        return true;
    stored_close(s);
    return false;
}

void stored_close(struct stored *s)
{
    for (size_t i = 0; i < s->n; i++)
        json_decref(s->findings[i]);
    mem_free(s->findings);
    json_decref(s->run);
    buf_free(&s->findings_text);
    buf_free(&s->run_text);
    *s = (struct stored){ 0 };
}

static bool has_id(const json_t *f, slice wanted)
{
    slice id = stored_text(f, "finding_info.uid");

    return slice_starts(id, wanted) || slice_starts(slice_skip(id, 2), wanted);
}

static bool is_of(const json_t *f, slice account)
{
    return slice_eq(stored_text(f, "unmapped.account"), account);
}

typedef bool fits_fn(const json_t *f, slice wanted);

static size_t count_fitting(const struct stored *s, slice wanted, fits_fn *fits,
                            const json_t **newest)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++)
        if (fits(s->findings[i], wanted)) {
            *newest = s->findings[i];
            n++;
        }
    return n;
}

static void tell_several(const struct stored *s, slice wanted, fits_fn *fits, struct err *err)
{
    struct buf ids = { 0 };
    size_t told = 0;

    for (size_t i = 0; i < s->n && told < IDS_TOLD; i++) {
        const json_t *f = s->findings[i];

        if (fits(f, wanted))
            buf_addf(&ids, "%s" SLICE_FMT " (" SLICE_FMT ")", told++ ? ", " : "",
                     SLICE_ARG(stored_text(f, "finding_info.uid")),
                     SLICE_ARG(stored_text(f, "finding_info.analytic.name")));
    }
    (void)err_set(err, "give more of the id, several findings %s: " SLICE_FMT,
                  fits == is_of ? "are of this account" : "have it", SLICE_ARG(buf_slice(&ids)));
    buf_free(&ids);
}

const json_t *stored_find(const struct stored *s, slice wanted, struct err *err)
{
    const json_t *found = NULL;
    fits_fn *fits = has_id;
    size_t n = count_fitting(s, wanted, fits, &found);

    if (n == 0) {
        fits = is_of;
        n = count_fitting(s, wanted, fits, &found);
    }
    if (n == 1)
        return found;
    if (n == 0)
        (void)err_set(err,
                      "there is no finding with this id or of this account among the %zu of this "
                      "report: " SLICE_FMT,
                      s->n, SLICE_ARG(wanted));
    else
        tell_several(s, wanted, fits, err);
    return NULL;
}

const json_t *stored_at(const json_t *object, const char *path)
{
    char name[PATH_PART];

    for (slice rest = slice_str(path); object && rest.n;) {
        slice part = slice_head(rest, slice_find(rest, '.'));

        (void)snprintf(name, sizeof(name), SLICE_FMT, SLICE_ARG(part));
        object = json_object_get(object, name);
        rest = slice_skip(rest, part.n + 1);
    }
    return object;
}

slice stored_text(const json_t *object, const char *path)
{
    const json_t *at = stored_at(object, path);

    return slice_of(json_string_value(at), json_string_length(at));
}

int64_t stored_int(const json_t *object, const char *path)
{
    return json_integer_value(stored_at(object, path));
}

int64_t stored_milli(const json_t *object, const char *path)
{
    double value = json_number_value(stored_at(object, path)) * 1000;

    if (!(value > -1e15 && value < 1e15))
        return 0;
    return (int64_t)(value < 0 ? value - 0.5 : value + 0.5);
}

int64_t stored_usec(const json_t *object, const char *path)
{
    const json_t *at = stored_at(object, path);
    int64_t ms = json_integer_value(at);

    if (!json_is_integer(at) || ms > INT64_MAX / 2000 || ms < -INT64_MAX / 2000)
        return USEC_NONE;
    return ms * 1000;
}
