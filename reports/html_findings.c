/*
 * Findings by what they ask for: first a table that fits a screen, then each in full,
 * strongest action first. Faults of the servers stand apart: no sender is to blame.
 */
#include "reports/html_parts.h"

enum { RECORDS_MAX = 200 };

static bool needs_decision(const struct finding *f)
{
    return !f->is_operators && f->action > ACTION_RECORD;
}

static bool is_record(const struct finding *f)
{
    return !f->is_operators && f->action == ACTION_RECORD;
}

static bool is_operators(const struct finding *f)
{
    return f->is_operators;
}

static uint64_t count(const struct result *r, bool (*wanted)(const struct finding *f))
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_findings; i++)
        n += wanted(&r->findings[i]);
    return n;
}

static void looked_for(struct out *o, const struct result *r)
{
    if (r->n_looked_for == 0)
        return;
    out_lit(o, "<p>Looked for: ");
    for (size_t i = 0; i < r->n_looked_for; i++) {
        if (i)
            out_lit(o, "; ");
        out_html(o, slice_str(r->looked_for[i]));
    }
    out_lit(o, ".</p>\n");
}

static void elsewhere(struct out *o, const struct result *r)
{
    uint64_t records = count(r, is_record), faults = count(r, is_operators);

    if (records + faults == 0)
        return;
    out_lit(o, "<p>Besides: ");
    if (records) {
        out_lit(o, "<a href=\"#records\">");
        html_plural(o, records, "finding kept on record", "findings kept on record");
        out_lit(o, "</a>");
    }
    if (records && faults)
        out_lit(o, ", ");
    if (faults) {
        out_lit(o, "<a href=\"#operator\">");
        html_plural(o, faults, "fault of the servers", "faults of the servers");
        out_lit(o, "</a>");
    }
    out_lit(o, ".</p>\n");
}

static void glance_row(struct out *o, const struct finding *f)
{
    out_lit(o, "<tr><td><span class=\"badge a");
    out_int(o, f->action);
    out_lit(o, "\">");
    html_words(o, action_names[f->action]);
    out_lit(o, "</span></td><th scope=\"row\">");
    out_html(o, f->account->name);
    out_lit(o, "</th><td><a href=\"#");
    out_html(o, slice_str(f->id));
    out_lit(o, "\">");
    out_html(o, f->headline);
    out_lit(o, "</a>");
    if (f->is_going_on)
        out_lit(o, " <span class=\"live\">going on</span>");
    out_lit(o, "</td>");
    html_cell(o, slice_str(certainty_names[f->certainty]));
    out_lit(o, "<td class=\"n\">");
    out_milli(o, f->score);
    out_lit(o, "</td></tr>\n");
}

static void glance(struct out *o, const struct result *r)
{
    static const char *const columns[] = { "Action",    "Account", "What happened",
                                           "Certainty", "#Score",  NULL };

    html_table_open(o, "At a glance, strongest action first", columns);
    for (size_t i = 0; i < r->n_findings; i++)
        if (needs_decision(&r->findings[i]))
            glance_row(o, &r->findings[i]);
    html_table_close(o);
}

static void group_heading(struct out *o, enum action action)
{
    out_lit(o, "<h3 class=\"group\"><span class=\"badge a");
    out_int(o, action);
    out_lit(o, "\">");
    html_words(o, action_names[action]);
    out_lit(o, "</span> ");
    out_html(o, slice_str(action_meanings[action]));
    out_lit(o, "</h3>\n");
}

/* Findings come sorted by action: a heading wherever it changes. */
static void in_full(struct out *o, const struct result *r)
{
    enum action last = ACTIONS;

    for (size_t i = 0; i < r->n_findings; i++) {
        const struct finding *f = &r->findings[i];

        if (!needs_decision(f))
            continue;
        if (f->action != last)
            group_heading(o, f->action);
        last = f->action;
        html_finding(o, r, f, 4);
    }
}

static void how_to_read(struct out *o)
{
    out_lit(o, "<details><summary>How to read certainty, score and weights</summary>\n"
               "<p>A weight of +1 makes a breach of the policy ten times as likely, +2 a hundred "
               "times; a negative one speaks for the account, and 0 means: looked for, without "
               "effect. Weights of one kind are capped, so that no kind decides alone; the score "
               "is what remains of their sum less what speaks against it. The program recommends; "
               "people decide.</p></details>\n");
}

void html_decisions(struct out *o, const struct result *r)
{
    uint64_t n = count(r, needs_decision);

    out_lit(o, "<section id=\"decisions\">\n<h2>What needs a decision now</h2>\n");
    if (n == 0) {
        out_lit(o, "<p class=\"calm\"><b>No finding:</b> nothing in these lines calls for a "
                   "decision about an account.</p>\n");
        looked_for(o, r);
        elsewhere(o, r);
    } else {
        out_lit(o, "<p><b>");
        html_plural(o, n, "finding needs", "findings need");
        out_lit(o, "</b> a decision.</p>\n");
        glance(o, r);
        elsewhere(o, r);
        how_to_read(o);
        in_full(o, r);
    }
    out_lit(o, "</section>\n");
}

/* Folded, as there may be many and none is urgent; a link to one unfolds it. */
static void record(struct out *o, const struct result *r, const struct finding *f)
{
    out_lit(o, "<details class=\"record\"><summary><b>");
    out_html(o, f->account->name);
    out_lit(o, "</b>: ");
    out_html(o, slice_str(f->title));
    out_lit(o, "</summary>\n");
    html_finding(o, r, f, 3);
    out_lit(o, "</details>\n");
}

void html_records(struct out *o, const struct result *r)
{
    uint64_t n = count(r, is_record), shown = 0;

    out_lit(o, "<section id=\"records\">\n<h2>Kept on record</h2>\n");
    if (n == 0)
        out_lit(o, "<p>No finding: none is kept without an action.</p>\n");
    else
        out_lit(o, "<p>These ask for nothing now. They are kept, as they may add up.</p>\n");
    for (size_t i = 0; i < r->n_findings && shown < RECORDS_MAX; i++)
        if (is_record(&r->findings[i]) && ++shown)
            record(o, r, &r->findings[i]);
    if (n > shown) {
        out_lit(o, "<p>");
        html_plural(o, n - shown, "more is", "more are");
        out_lit(o, " in findings.csv.</p>\n");
    }
    out_lit(o, "</section>\n");
}

void html_operator(struct out *o, const struct result *r)
{
    out_lit(o, "<section id=\"operator\">\n<h2>Faults of the servers</h2>\n");
    if (count(r, is_operators) == 0)
        out_lit(o, "<p>No finding: no fault of the servers showed in these lines.</p>\n");
    else
        out_lit(o, "<p>These are for the operators; no sender is to blame.</p>\n");
    for (size_t i = 0; i < r->n_findings; i++)
        if (is_operators(&r->findings[i]))
            html_finding(o, r, &r->findings[i], 3);
    out_lit(o, "</section>\n");
}
