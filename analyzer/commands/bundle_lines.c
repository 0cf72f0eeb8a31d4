/* Every line that is cited, read again where it stands: one walk over the logs. */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/commands/bundle.h"
#include "analyzer/run/input/inputs.h"
#include "reports/out.h"

static int by_place(const void *x, const void *y)
{
    const struct cited *a = x, *b = y;
    int files = slice_cmp(a->file, b->file);

    if (files)
        return files;
    return a->line != b->line ? (a->line < b->line ? -1 : 1) : 0;
}

static bool is_known(const struct cited_list *list, const struct cited *one)
{
    for (size_t i = 0; i < list->n; i++)
        if (by_place(&list->at[i], one) == 0 && list->at[i].offset == one->offset)
            return true;
    return false;
}

static void add_line(struct cited_list *list, const json_t *data)
{
    int64_t line = stored_int(data, "line"), offset = stored_int(data, "offset");
    struct cited one = { .file = stored_text(data, "file"), .said = stored_text(data, "raw") };

    if (line <= 0 || line > UINT32_MAX || offset < 0)
        return;
    one.line = (uint32_t)line;
    one.offset = (uint64_t)offset;
    if (is_known(list, &one))
        return;
    list->at = mem_grow(list->at, &list->cap, list->n + 1, sizeof(*list->at));
    list->at[list->n++] = one;
}

void cited_add(struct cited_list *list, const json_t *finding)
{
    const json_t *all = stored_at(finding, "evidences");

    for (size_t i = 0; i < json_array_size(all); i++)
        add_line(list, stored_at(json_array_get(all, i), "data"));
}

/* As the report has it: bytes that are no UTF-8 are replaced there. */
static slice repaired(slice text)
{
    struct out out = { .fd = -1 };
    slice kept = { 0 };
    json_t *value;
    struct err err;

    out_lit(&out, "\"");
    out_json(&out, text);
    out_lit(&out, "\"");
    value = json_loadb(out.buf.p, out.buf.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    if (value)
        kept = mem_copy(slice_of(json_string_value(value), json_string_length(value)));
    json_decref(value);
    (void)out_close(&out, &err);
    return kept;
}

static slice last_part(slice path)
{
    size_t at = slice_rfind(path, '/');

    return at < path.n ? slice_skip(path, at + 1) : path;
}

static bool is_file(slice a, slice b, bool is_elsewhere)
{
    return slice_eq(a, b) || (is_elsewhere && slice_eq(last_part(a), last_part(b)));
}

static void take_line(struct cited_list *list, slice file, const struct line *ln, bool is_elsewhere)
{
    for (size_t i = 0; i < list->n; i++) {
        struct cited *c = &list->at[i];

        if (c->line != ln->at.line || c->offset != ln->at.offset || c->is_there ||
            !is_file(c->file, file, is_elsewhere))
            continue;
        c->is_there = true;
        c->found = repaired(ln->text);
    }
}

/* Nearly no line is cited: its number alone tells so. */
static bool *lines_wanted(const struct cited_list *list, uint32_t *most)
{
    bool *wanted;

    *most = 0;
    for (size_t i = 0; i < list->n; i++)
        *most = list->at[i].line > *most ? list->at[i].line : *most;
    wanted = mem_new((size_t)*most + 1, sizeof(*wanted));
    for (size_t i = 0; i < list->n; i++)
        wanted[list->at[i].line] = true;
    return wanted;
}

void cited_read(struct cited_list *list, const char *const *paths, size_t n, bool is_elsewhere)
{
    struct inputs_options opt = { .not_after = USEC_NONE };
    struct inputs *in;
    const struct input_sum *sums;
    const struct line *ln;
    enum framing framing;
    uint32_t most;
    bool *wanted = lines_wanted(list, &most);
    size_t n_sums;

    in = inputs_open(paths, n, &opt);
    sums = inputs_sums(in, &n_sums);
    while ((ln = inputs_next(in, &framing)))
        if (ln->at.line <= most && wanted[ln->at.line] && ln->at.input < n_sums)
            take_line(list, sums[ln->at.input].name, ln, is_elsewhere);
    inputs_close(in);
    mem_free(wanted);
}

void cited_free(struct cited_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        mem_free((void *)(uintptr_t)list->at[i].found.p);
    mem_free(list->at);
}
