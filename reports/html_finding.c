/*
 * One finding as an investigator reads it: who and what, what to do, why, what speaks
 * against it, numbers, evidence, and what these logs cannot show.
 */
#include "reports/html_parts.h"

static void heading_open(struct out *o, int level)
{
    if (level == 3)
        out_lit(o, "<h3");
    else if (level == 4)
        out_lit(o, "<h4");
    else
        out_lit(o, "<h5");
}

static void heading_close(struct out *o, int level)
{
    if (level == 3)
        out_lit(o, "</h3>\n");
    else if (level == 4)
        out_lit(o, "</h4>\n");
    else
        out_lit(o, "</h5>\n");
}

#define heading(o, level, literal) \
    do {                           \
        heading_open(o, level);    \
        out_lit(o, ">" literal);   \
        heading_close(o, level);   \
    } while (0)

static void who(struct out *o, const struct account *a)
{
    out_lit(o, "<div><dt>Account</dt><dd><b>");
    out_html(o, a->name);
    out_lit(o, "</b>");
    if (a->person.n) {
        out_lit(o, " (");
        out_html(o, a->person);
        out_lit(o, ")");
    }
    out_lit(o, "<br>");
    if (a->kind == KIND_UNKNOWN)
        out_lit(o, "not in the directory");
    else
        out_html(o, slice_str(account_kind_names[a->kind]));
    if (a->department.n) {
        out_lit(o, ", ");
        out_html(o, a->department);
    }
    out_lit(o, "</dd></div>\n");
}

static void action(struct out *o, const struct finding *f)
{
    out_lit(o, "<div><dt>Action</dt><dd><b>");
    html_words(o, action_names[f->action]);
    out_lit(o, "</b><br>");
    out_html(o, slice_str(action_meanings[f->action]));
    out_lit(o, "</dd></div>\n<div><dt>Certainty</dt><dd><b>");
    html_words(o, certainty_names[f->certainty]);
    out_lit(o, "</b><br>score ");
    out_milli(o, f->score);
    out_lit(o, "</dd></div>\n");
}

static void when(struct out *o, const struct finding *f)
{
    out_lit(o, "<div><dt>When</dt><dd>");
    html_span(o, f->first, f->last);
    if (f->is_going_on)
        out_lit(o, "<br><span class=\"live\">going on when the log ended</span>");
    out_lit(o, "</dd></div>\n");
}

static void policy(struct out *o, const struct finding *f)
{
    out_lit(o, "<div><dt>Policy</dt><dd>");
    out_html(o, slice_str(clause_titles[f->clause]));
    if (f->anchor.n) {
        out_lit(o, "<br>concerns: ");
        out_html(o, f->anchor);
    }
    out_lit(o, "</dd></div>\n");
}

static void reasons(struct out *o, const struct reason *at, size_t n)
{
    out_lit(o, "<ul class=\"reasons\">\n");
    for (size_t i = 0; i < n; i++) {
        out_lit(o, "<li><span class=\"weight\">");
        if (at[i].weight > 0)
            out_lit(o, "+");
        out_milli(o, at[i].weight);
        out_lit(o, "</span> <span>");
        out_html(o, at[i].text);
        if (at[i].weight) {
            out_lit(o, " <small>");
            html_words(o, family_names[at[i].family]);
            out_lit(o, "</small>");
        }
        out_lit(o, "</span></li>\n");
    }
    out_lit(o, "</ul>\n");
}

static void numbers(struct out *o, const struct finding *f, int level)
{
    if (f->n_numbers == 0)
        return;
    heading(o, level, "Numbers");
    out_lit(o, "<dl class=\"numbers\">\n");
    for (size_t i = 0; i < f->n_numbers; i++) {
        out_lit(o, "<div><dt>");
        html_words(o, f->numbers[i].name);
        out_lit(o, "</dt><dd>");
        html_number(o, &f->numbers[i]);
        out_lit(o, "</dd></div>\n");
    }
    out_lit(o, "</dl>\n");
}

static void quote(struct out *o, const struct result *r, const struct quote *q)
{
    char text[32];

    out_lit(o, "<tr>");
    html_cell(o, r->inputs[q->at.input].name);
    out_lit(o, "<td class=\"n\">");
    out_int(o, q->at.line);
    out_lit(o, "</td><td class=\"n\">");
    out_int(o, (int64_t)q->at.offset);
    out_lit(o, "</td><td class=\"stamp\">");
    html_time(o, q->when);
    if (q->when != USEC_NONE) {
        out_lit(o, "<br>");
        out_html(o, slice_str(clock_utc_text(q->when, text)));
    }
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

static void evidence(struct out *o, const struct result *r, const struct finding *f)
{
    static const char *const columns[] = { "File",      "#Line", "#Byte offset", "Local time, UTC",
                                           "As logged", NULL };

    out_lit(o, "<details class=\"evidence\"><summary>Evidence: ");
    html_count(o, f->n_quotes);
    out_lit(o, " of ");
    html_plural(o, f->lines, "line", "lines");
    out_lit(o, "</summary>\n");
    if (f->n_quotes) {
        html_table_open(o, "Lines that this finding rests on", columns);
        for (size_t i = 0; i < f->n_quotes; i++)
            quote(o, r, &f->quotes[i]);
        html_table_close(o);
    } else {
        out_lit(o, "<p>No line was kept: the numbers above come from sums.</p>\n");
    }
    out_lit(o, "</details>\n");
}

static void unchecked(struct out *o, const struct finding *f, int level)
{
    heading(o, level, "What could not be checked");
    if (f->n_unchecked == 0) {
        out_lit(o, "<p>Nothing is known to be missing from these logs for this clause.</p>\n");
        return;
    }
    out_lit(o, "<ul>\n");
    for (size_t i = 0; i < f->n_unchecked; i++) {
        out_lit(o, "<li>");
        out_html(o, f->unchecked[i]);
        out_lit(o, "</li>\n");
    }
    out_lit(o, "</ul>\n");
}

static void arguments(struct out *o, const struct finding *f, int level)
{
    out_lit(o, "<div class=\"sides\"><div>\n");
    heading(o, level, "Why");
    reasons(o, f->reasons, f->n_reasons);
    out_lit(o, "</div><div>\n");
    heading(o, level, "What speaks against it");
    if (f->n_against)
        reasons(o, f->against, f->n_against);
    else
        out_lit(o, "<p>Nothing was looked for: treat this finding with care.</p>\n");
    out_lit(o, "</div></div>\n");
}

static void top(struct out *o, const struct finding *f, int level)
{
    out_lit(o, "<article class=\"finding a");
    out_int(o, f->action);
    out_lit(o, "\" id=\"");
    out_html(o, slice_str(f->id));
    out_lit(o, "\">\n");
    heading_open(o, level);
    out_lit(o, ">");
    out_html(o, f->headline);
    heading_close(o, level);
    out_lit(o, "<dl class=\"facts\">\n");
    who(o, f->account);
    action(o, f);
    when(o, f);
    policy(o, f);
    out_lit(o, "</dl>\n");
}

void html_finding(struct out *o, const struct result *r, const struct finding *f, int level)
{
    top(o, f, level);
    if (f->advice.n) {
        out_lit(o, "<div class=\"now\">\n");
        heading(o, level + 1, "Do now");
        out_lit(o, "<p>");
        out_html(o, f->advice);
        out_lit(o, "</p></div>\n");
    }
    arguments(o, f, level + 1);
    numbers(o, f, level + 1);
    evidence(o, r, f);
    unchecked(o, f, level + 1);
    out_lit(o, "<p class=\"id\">");
    out_html(o, slice_str(f->id));
    out_lit(o, " · ");
    out_html(o, slice_str(f->title));
    out_lit(o, " (<code>");
    out_html(o, slice_str(f->detector));
    out_lit(o, "</code>)</p>\n</article>\n");
}
