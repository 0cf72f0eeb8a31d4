/* The lines that a finding rests on as they are in the logs, and how far the logs can be trusted.
 */
#include "analyzer/commands/explain.h"

static void count(struct out *o, const json_t *f, size_t n)
{
    explain_heading(o, "Lines");
    out_lit(o, "  ");
    out_int(o, (int64_t)n);
    out_lit(o, " of ");
    text_plural(o, (uint64_t)stored_int(f, "unmapped.lines"), "line that it rests on",
                "lines that it rests on");
    out_lit(o, "\n");
}

/* Where it stands, in the form that editors and grep use. */
static void line(struct out *o, const json_t *at)
{
    slice raw = stored_text(at, "data.raw");
    usec when = stored_usec(at, "data.time");

    out_lit(o, "  ");
    out_text(o, stored_text(at, "data.file"));
    out_lit(o, ":");
    out_int(o, stored_int(at, "data.line"));
    out_lit(o, "  byte ");
    out_int(o, stored_int(at, "data.offset"));
    if (when != USEC_NONE)
        out_lit(o, "  ");
    out_time(o, when);
    out_lit(o, "\n    ");
    if (raw.n)
        out_text(o, raw);
    else
        out_lit(o, "(its text is not in the report)");
    out_lit(o, "\n");
}

void explain_lines(struct out *o, const json_t *f)
{
    const json_t *all = stored_at(f, "evidences");

    count(o, f, json_array_size(all));
    for (size_t i = 0; i < json_array_size(all); i++)
        line(o, json_array_get(all, i));
}

static void point(struct out *o, slice text)
{
    out_lit(o, "  - ");
    text_wrapped(o, text, 4);
}

static void unchecked(struct out *o, const json_t *f)
{
    const json_t *all = stored_at(f, "unmapped.unchecked");

    explain_heading(o, "What could not be checked");
    if (json_array_size(all) == 0)
        out_lit(o, "  Nothing is known to be missing from these logs for this clause.\n");
    for (size_t i = 0; i < json_array_size(all); i++)
        point(o, stored_text(json_array_get(all, i), ""));
}

static void flag(struct out *o, const json_t *flag)
{
    struct buf b = { 0 };

    buf_add(&b, stored_text(flag, "text"));
    if (json_is_true(stored_at(flag, "blocks")))
        buf_add(&b, SLICE(" As long as nothing explains it, no sum disables anybody."));
    point(o, buf_slice(&b));
    buf_free(&b);
}

void explain_quality(struct out *o, const struct stored *s, const json_t *f)
{
    const json_t *flags = stored_at(s->run, "flags");

    unchecked(o, f);
    explain_heading(o, "Quality of the data");
    if (!s->run)
        out_lit(o, "  This report has no run.json, which would tell.\n");
    else if (json_array_size(flags) == 0)
        out_lit(o, "  Nothing was noted: no gap, no guess, no limit reached.\n");
    for (size_t i = 0; i < json_array_size(flags); i++)
        flag(o, json_array_get(flags, i));
}
