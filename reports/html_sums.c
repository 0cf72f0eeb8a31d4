/*
 * Reconciliation: every line has one verdict and every recipient one outcome, and the
 * reader can add them up. A sum that does not add up is said to be wrong, in red.
 */
#include "reports/html_parts.h"
#include "reports/html_words.h"

enum { REASONS_MAX = 200 };

static uint64_t lines_read(const struct result *r)
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_inputs; i++)
        n += r->inputs[i].lines;
    return n;
}

static void input_row(struct out *o, const struct input_sum *in)
{
    out_lit(o, "<tr><th scope=\"row\">");
    out_html(o, in->name);
    out_lit(o, "<br><small>");
    out_html(o, in->codec);
    out_lit(o, ", ");
    out_html(o, in->frame.n ? in->frame : SLICE("no log line"));
    out_lit(o, "</small></th><td>");
    html_span(o, in->first, in->last);
    out_lit(o, "</td>");
    for (int v = 0; v < VERDICTS; v++)
        html_cell_count(o, in->verdicts[v]);
    html_cell_count(o, in->lines);
    html_cell_count(o, in->bytes_in);
    html_cell_count(o, in->bytes_out);
    out_lit(o, "</tr>\n");
}

static void total_row(struct out *o, const struct result *r)
{
    uint64_t packed = 0, unpacked = 0;

    for (size_t i = 0; i < r->n_inputs; i++) {
        packed += r->inputs[i].bytes_in;
        unpacked += r->inputs[i].bytes_out;
    }
    out_lit(o, "<tr><th scope=\"row\">In total</th><td></td>");
    for (int v = 0; v < VERDICTS; v++)
        html_cell_count(o, r->verdicts[v]);
    html_cell_count(o, lines_read(r));
    html_cell_count(o, packed);
    html_cell_count(o, unpacked);
    out_lit(o, "</tr>\n");
}

static void inputs(struct out *o, const struct result *r)
{
    static const char *const columns[] = {
        "Input",     "Time span", "#Parsed", "#Ignored",  "#Foreign", "#Malformed",
        "#Repeated", "#Lines",    "#Bytes",  "#Unpacked", NULL,
    };

    html_table_open(o, NULL, "Lines by verdict, per input", columns);
    for (size_t i = 0; i < r->n_inputs; i++)
        input_row(o, &r->inputs[i]);
    total_row(o, r);
    html_table_close(o);
}

static void reason_row(struct out *o, const struct result *r, const struct verdict_reason *why)
{
    out_lit(o, "<tr>");
    html_cell(o, slice_str(verdict_names[why->verdict]));
    html_cell(o, why->program);
    html_cell(o, why->why);
    html_cell_count(o, why->lines);
    out_lit(o, "<td>");
    if (why->sample.raw.n) {
        out_html(o, result_input_name(r, why->sample.at.input));
        out_lit(o, ":");
        out_int(o, why->sample.at.line);
        out_lit(o, "<br><code>");
        out_html(o, why->sample.raw);
        out_lit(o, "</code>");
    }
    out_lit(o, "</td></tr>\n");
}

static void reasons(struct out *o, const struct result *r)
{
    static const char *const columns[] = {
        "Verdict", "Program", "Why", "#Lines", "A sample", NULL
    };
    size_t shown = r->n_reasons < REASONS_MAX ? r->n_reasons : REASONS_MAX;

    if (r->n_reasons == 0) {
        out_lit(o, "<p>Every line was parsed: there is no other verdict to explain.</p>\n");
        return;
    }
    out_lit(o, "<details><summary>Why lines did not count: ");
    html_plural(o, r->n_reasons, "reason", "reasons");
    out_lit(o, "</summary>\n");
    html_table_open(o, NULL, "Reasons for the verdicts, with a sample line each", columns);
    for (size_t i = 0; i < shown; i++)
        reason_row(o, r, &r->reasons[i]);
    html_table_close(o);
    if (r->n_reasons > shown) {
        out_lit(o, "<p>");
        html_plural(o, r->n_reasons - shown, "rarer reason is", "rarer reasons are");
        out_lit(o, " not listed.</p>\n");
    }
    out_lit(o, "</details>\n");
}

static void fact(struct out *o, const char *what, uint64_t n)
{
    out_lit(o, "<div><dt>");
    out_html(o, slice_str(what));
    out_lit(o, "</dt><dd>");
    html_count(o, n);
    out_lit(o, "</dd></div>\n");
}

static void messages(struct out *o, const struct result *r)
{
    out_lit(o, "<h3>Messages and recipients</h3>\n<dl class=\"numbers\">\n");
    fact(o, "Messages, each once", r->all.messages);
    fact(o, "of these from outside", r->inbound);
    fact(o, "of these with an empty sender", r->notices);
    fact(o, "Queue entries that were a further leg", r->merged);
    fact(o, "Recipients outside the own domains", r->all.external);
    fact(o, "Commands refused at SMTP time", r->rejects);
    fact(o, "Bytes submitted", r->all.bytes);
    out_lit(o, "</dl>\n<p>Every recipient has one outcome:</p>\n");
    html_sum(o, outcome_names, r->all.outcomes, OUTCOMES, r->all.recipients, "recipients");
}

static void carried(struct out *o, const struct result *r)
{
    if (r->carried.messages == 0)
        return;
    out_lit(o, "<p>");
    html_plural(o, r->carried.messages, "message", "messages");
    out_lit(o, " of earlier runs had recipients that were still open. What is known of all their "
               "recipients by now; they are in no other sum of this report:</p>\n");
    html_sum(o, outcome_names, r->carried.outcomes, OUTCOMES, r->carried.recipients, "recipients");
}

void html_sums(struct out *o, const struct result *r)
{
    html_section_open(o, SECTION_SUMS);
    out_lit(o, "<h3>Lines</h3>\n");
    if (r->n_inputs)
        inputs(o, r);
    else
        out_lit(o, "<p>No input was read.</p>\n");
    out_lit(o, "<p>Every line has one verdict:</p>\n");
    html_sum(o, verdict_names, r->verdicts, VERDICTS, lines_read(r), "lines read");
    reasons(o, r);
    messages(o, r);
    carried(o, r);
    html_replies(o, &r->replies);
    html_section_close(o);
}
