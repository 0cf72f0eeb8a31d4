/*
 * The lines that a finding rests on, by what they tell: a number leads to the rows that
 * carry it. Folded, as a finding is one screen; following a link unfolds it.
 */
#include "reports/html_parts.h"

static const char *const kind_titles[QUOTE_KINDS] = {
    [QUOTE_ACCEPTED] = "Who handed it in",
    [QUOTE_SUBJECT] = "What it is called",
    [QUOTE_FROM] = "Whom its header From names",
    [QUOTE_QUEUED] = "Sender, size and number of recipients",
    [QUOTE_OUTCOME] = "What happened: delivered, bounced, refused",
};

static uint64_t quoted(const struct finding *f, enum quote_kind kind)
{
    uint64_t n = 0;

    for (size_t i = 0; i < f->n_quotes; i++)
        n += f->quotes[i].kind == kind;
    return n;
}

static void anchor(struct out *o, const struct finding *f, const char *part)
{
    out_html(o, slice_str(f->id));
    out_lit(o, "-");
    out_html(o, slice_str(part));
}

void html_evidence_href(struct out *o, const struct finding *f, enum quote_kind kind)
{
    out_lit(o, "#");
    anchor(o, f, kind < QUOTE_KINDS && quoted(f, kind) ? quote_kind_names[kind] : "lines");
}

/* A large report has ten thousands of these: plain text, broken by the style sheet. */
static void times(struct out *o, usec when)
{
    char text[32];

    out_time(o, when);
    out_lit(o, "\n");
    if (when != USEC_NONE)
        out_html(o, slice_str(clock_utc_text(when, text)));
}

static void quote(struct out *o, const struct result *r, const struct quote *q)
{
    out_lit(o, "<tr><td>");
    out_html(o, result_input_name(r, q->at.input));
    out_lit(o, ":");
    out_int(o, q->at.line);
    out_lit(o, "\nbyte ");
    out_int(o, (int64_t)q->at.offset);
    out_lit(o, "</td><td>");
    times(o, q->when);
    out_lit(o, "</td><td>");
    if (q->raw.n) {
        out_lit(o, "<code>");
        out_html(o, q->raw);
        out_lit(o, "</code>");
    } else {
        out_lit(o, "<em>cited only: read it in the file</em>");
    }
    out_lit(o, "</td></tr>\n");
}

static void rows(struct out *o, const struct result *r, const struct finding *f,
                 enum quote_kind kind)
{
    uint64_t n = quoted(f, kind);

    if (n == 0)
        return;
    out_lit(o, "</tbody><tbody id=\""); /* the one before holds nothing or the last kind */
    anchor(o, f, quote_kind_names[kind]);
    out_lit(o, "\">\n<tr><th scope=\"rowgroup\" colspan=\"3\">");
    out_html(o, slice_str(kind_titles[kind]));
    out_lit(o, ": ");
    if (n < f->lines_of[kind])
        out_lit(o, "the first and the last of ");
    html_plural(o, f->lines_of[kind], "line", "lines");
    out_lit(o, "</th></tr>\n");
    for (size_t i = 0; i < f->n_quotes; i++)
        if (f->quotes[i].kind == kind)
            quote(o, r, &f->quotes[i]);
}

void html_evidence(struct out *o, const struct result *r, const struct finding *f)
{
    static const char *const columns[] = { "File and line", "Local time, UTC", "As logged", NULL };

    out_lit(o, "<details class=\"evidence\"><summary>Evidence: ");
    html_count(o, f->n_quotes);
    out_lit(o, " of ");
    html_plural(o, f->lines, "line", "lines");
    out_lit(o, "</summary>\n<div id=\"");
    anchor(o, f, "lines"); /* within, so that a link unfolds it without a script, too */
    out_lit(o, "\">\n");
    if (f->n_quotes) {
        html_table_open(o, NULL, "Lines that this finding rests on, by what they tell", columns);
        for (int kind = 0; kind < QUOTE_KINDS; kind++)
            rows(o, r, f, (enum quote_kind)kind);
        html_table_close(o);
    } else {
        out_lit(o, "<p>No line was kept: the numbers above come from sums.</p>\n");
    }
    out_lit(o, "</div></details>\n");
}
