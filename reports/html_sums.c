/*
 * Reconciliation: every line has one verdict and every recipient one outcome, and the
 * reader can add them up. A sum that does not add up is said to be wrong, in red.
 */
#include "reports/html_parts.h"

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
    out_html(o, in->frame.n ? in->frame : html_word(SAY_NO_LOG_LINE));
    out_lit(o, "</small></th><td>");
    html_span(o, in->first, in->last);
    out_lit(o, "</td>");
    for (int v = 0; v < VERDICTS; v++)
        html_cell_count(o, in->verdicts[v]);
    html_cell_count(o, in->lines);
    html_cell_count(o, in->bytes_in);
    html_cell_count(o, in->bytes_out);
    out_lit(o, "</tr>");
}

static void total_row(struct out *o, const struct result *r)
{
    uint64_t packed = 0, unpacked = 0;

    for (size_t i = 0; i < r->n_inputs; i++) {
        packed += r->inputs[i].bytes_in;
        unpacked += r->inputs[i].bytes_out;
    }
    out_lit(o, "<tr><th scope=\"row\">");
    html_said(o, SAY_IN_TOTAL);
    out_lit(o, "</th><td></td>");
    for (int v = 0; v < VERDICTS; v++)
        html_cell_count(o, r->verdicts[v]);
    html_cell_count(o, lines_read(r));
    html_cell_count(o, packed);
    html_cell_count(o, unpacked);
    out_lit(o, "</tr>");
}

static void inputs(struct out *o, const struct result *r)
{
    html_table_open(o, NULL, SAY_INPUT_TABLE, SAY_INPUT_COLUMNS);
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
    out_lit(o, "</td></tr>");
}

static void reasons(struct out *o, const struct result *r)
{
    const struct gap n = gap_count(r->n_reasons);
    size_t shown = r->n_reasons < REASONS_MAX ? r->n_reasons : REASONS_MAX;

    if (r->n_reasons == 0) {
        html_said(o, SAY_ALL_PARSED);
        return;
    }
    html_summary(o, "uncounted", SAY_REASONS, &n);
    html_table_open(o, NULL, SAY_REASONS_TABLE, SAY_REASONS_COLUMNS);
    for (size_t i = 0; i < shown; i++)
        reason_row(o, r, &r->reasons[i]);
    html_table_close(o);
    if (r->n_reasons > shown)
        html_say(o, SAY_REASONS_MORE, gap_count(r->n_reasons - shown));
    out_lit(o, "</details>");
}

static void heading(struct out *o, enum html_word word)
{
    html_heading_open(o, 3);
    html_said(o, word);
    html_heading_close(o, 3);
}

static void messages(struct out *o, const struct result *r)
{
    heading(o, SAY_SUMS_MESSAGES);
    out_lit(o, "<dl class=\"numbers\">");
    html_fact(o, SAY_FACT_MESSAGES, r->all.messages);
    html_fact(o, SAY_FACT_INBOUND, r->inbound);
    html_fact(o, SAY_FACT_NOTICES, r->notices);
    html_fact(o, SAY_FACT_MERGED, r->merged);
    html_fact(o, SAY_FACT_EXTERNAL, r->all.external);
    html_fact(o, SAY_FACT_REJECTS, r->rejects);
    html_fact(o, SAY_FACT_BYTES, r->all.bytes);
    out_lit(o, "</dl>");
    html_said(o, SAY_ONE_OUTCOME);
    html_sum(o, outcome_names, r->all.outcomes, OUTCOMES, r->all.recipients, SAY_RECIPIENTS);
}

static void carried(struct out *o, const struct result *r)
{
    if (r->carried.messages == 0)
        return;
    html_say(o, SAY_CARRIED, gap_count(r->carried.messages));
    html_sum(o, outcome_names, r->carried.outcomes, OUTCOMES, r->carried.recipients,
             SAY_RECIPIENTS);
}

void html_sums(struct out *o, const struct result *r)
{
    html_section_open(o, SECTION_SUMS);
    heading(o, SAY_SUMS_LINES);
    if (r->n_inputs)
        inputs(o, r);
    else
        html_said(o, SAY_NO_INPUT);
    html_said(o, SAY_ONE_VERDICT);
    html_sum(o, verdict_names, r->verdicts, VERDICTS, lines_read(r), SAY_LINES_READ);
    reasons(o, r);
    messages(o, r);
    carried(o, r);
    html_replies(o, &r->replies);
    html_section_close(o);
}
