/* The lines that a finding rests on as they are in the logs, and how far the logs can be trusted.
 */
#include "analyzer/commands/explain.h"

#include <stdio.h>

/* " accepted 3, outcome 12": of how many lines it says what. */
static void add_kinds(struct buf *b, const json_t *f)
{
    size_t before = b->n;

    for (size_t i = 0; i < QUOTE_KINDS; i++) {
        char path[64];
        int64_t n;

        (void)snprintf(path, sizeof(path), "unmapped.lines_of.%s", quote_kind_names[i]);
        n = stored_int(f, path);
        if (n > 0)
            buf_addf(b, "%s %s %lld", b->n > before ? "," : ":", quote_kind_names[i], (long long)n);
    }
}

/* Which lines the sentences above it rest on. */
void explain_rests_on(struct out *o, const json_t *f)
{
    size_t n = json_array_size(stored_at(f, "evidences"));
    long long all = (long long)stored_int(f, "unmapped.lines");
    struct buf b = { 0 };

    if (all <= 0) {
        words_added(&b, TELL_RESTS_ON_SITE);
    } else {
        words_add(&b, TELL_RESTS_ON_LINES, gap_id((uint64_t)all));
        add_kinds(&b, f);
        if (n > 1)
            words_add(&b, TELL_STAND_BELOW, gap_id(n));
        else
            buf_add(&b, n ? text_word(TELL_STANDS_BELOW) : SLICE("."));
    }
    out_lit(o, "  ");
    text_wrapped(o, buf_slice(&b), 2);
    buf_free(&b);
}

static void count(struct out *o, const json_t *f, size_t n)
{
    explain_heading(o, TELL_SUM_LINES);
    text_say(o, TELL_LINES_OF, gap_id(n), gap_id((uint64_t)stored_int(f, "unmapped.lines")));
}

/* Where it stands, in the form that editors and grep use. */
static void line(struct out *o, const json_t *at, size_t number)
{
    slice raw = stored_text(at, "data.raw");
    usec when = stored_usec(at, "data.time");

    out_lit(o, "  [");
    out_int(o, (int64_t)number);
    out_lit(o, "] ");
    out_text(o, stored_text(at, "data.tells"));
    if (when != USEC_NONE)
        out_lit(o, "  ");
    out_time(o, when);
    out_lit(o, "\n  ");
    out_text(o, stored_text(at, "data.file"));
    text_say(o, TELL_PLACE, gap_id((uint64_t)stored_int(at, "data.line")),
             gap_id((uint64_t)stored_int(at, "data.offset")));
    if (raw.n)
        out_text(o, raw);
    else
        text_said(o, TELL_NO_TEXT);
    out_lit(o, "\n");
}

void explain_lines(struct out *o, const json_t *f)
{
    const json_t *all = stored_at(f, "evidences");

    count(o, f, json_array_size(all));
    for (size_t i = 0; i < json_array_size(all); i++)
        line(o, json_array_get(all, i), i + 1);
}

static void point(struct out *o, slice text)
{
    out_lit(o, "  - ");
    text_wrapped(o, text, 4);
}

static void unchecked(struct out *o, const json_t *f)
{
    const json_t *all = stored_at(f, "unmapped.unchecked");

    explain_heading(o, TELL_UNCHECKED);
    if (json_array_size(all) == 0)
        text_said(o, TELL_NOTHING_MISSING);
    for (size_t i = 0; i < json_array_size(all); i++)
        point(o, stored_text(json_array_get(all, i), ""));
}

static void flag(struct out *o, const json_t *flag)
{
    struct buf b = { 0 };

    buf_add(&b, stored_text(flag, "text"));
    if (json_is_true(stored_at(flag, "blocks")))
        words_added(&b, TELL_IT_BLOCKS);
    point(o, buf_slice(&b));
    buf_free(&b);
}

void explain_quality(struct out *o, const struct stored *s, const json_t *f)
{
    const json_t *flags = stored_at(s->run, "flags");

    unchecked(o, f);
    explain_heading(o, TELL_QUALITY_TITLE);
    if (!s->run)
        text_said(o, TELL_NO_RUN);
    else if (json_array_size(flags) == 0)
        text_said(o, TELL_NOTHING_NOTED);
    for (size_t i = 0; i < json_array_size(flags); i++)
        flag(o, json_array_get(flags, i));
}
