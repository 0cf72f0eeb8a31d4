/*
 * What came in about mail of the site, whose it is, and why most of it counts nothing. Those of
 * harassment are for whoever handles them: here they are a number.
 */
#include "reports/html_parts.h"
#include "reports/html_words.h"

enum { COMPLAINTS_MAX = 500 };

static void account_cell(struct out *o, const struct complaint_told *t)
{
    out_lit(o, "<td>");
    if (t->account)
        out_html(o, t->account->name);
    else
        out_lit(o, "nobody");
    out_lit(o, "</td><td>");
    html_time(o, t->accepted);
    out_lit(o, "</td>");
}

static void row(struct out *o, const struct complaint_told *t)
{
    const struct complaint *c = t->complaint;

    out_lit(o, "<tr><th scope=\"row\">");
    out_html(o, c->name);
    if (c->subject.n || c->ticket.n) {
        out_lit(o, "<br><small>");
        out_html(o, c->subject.n ? c->subject : c->ticket);
        out_lit(o, "</small>");
    }
    out_lit(o, "</th><td>");
    html_time(o, c->received);
    out_lit(o, "</td><td>");
    out_html(o, slice_str(complaint_kind_names[c->kind]));
    out_lit(o, "</td><td>");
    out_html(o, c->complainant.n ? c->complainant : c->reporter);
    out_lit(o, "</td>");
    account_cell(o, t);
    html_cell_ranked(o, t->match);
    if (t->match == MATCH_COUNTED)
        out_lit(o, "<b>counted</b>");
    else
        out_html(o, slice_str(complaint_match_meanings[t->match]));
    out_lit(o, "</td></tr>\n");
}

/* Those that count come first: of many the rest is told as a number. */
static void rows(struct out *o, const struct result *r, uint64_t *left)
{
    size_t shown = 0;

    for (int match = COMPLAINT_MATCHES - 1; match >= 0; match--)
        for (size_t i = 0; i < r->n_complaints; i++) {
            const struct complaint_told *t = &r->complaints[i];

            if ((int)t->match != match || complaint_is_kept_out(t->complaint))
                continue;
            if (shown++ < COMPLAINTS_MAX)
                row(o, t);
            else
                ++*left;
        }
}

static void table(struct out *o, const struct result *r)
{
    static const char *const columns[] = {
        "Report",      "Received",          "Kind", "Complainant", "Account",
        "Its message", "What became of it", NULL,
    };
    uint64_t left = 0;

    html_table_open(o, "complaint-table",
                    "A complaint counts when a line of a login agrees with all that it says.",
                    columns);
    rows(o, r, &left);
    html_table_close(o);
    if (left == 0)
        return;
    out_lit(o, "<p>");
    html_plural(o, left, "more complaint stands", "more complaints stand");
    out_lit(o, " in complaints.ndjson.</p>\n");
}

static void unread(struct out *o, const struct result *r)
{
    out_lit(o, "<h3>Reports that could not be read</h3>\n<ul>\n");
    for (size_t i = 0; i < r->n_unread_reports && i < COMPLAINTS_MAX; i++) {
        const struct unread_report *u = &r->unread_reports[i];

        out_lit(o, "<li><code>");
        out_html(o, u->name);
        if (u->line) {
            out_lit(o, ":");
            out_int(o, u->line);
        }
        out_lit(o, "</code>: ");
        out_html(o, u->why);
        out_lit(o, "</li>\n");
    }
    out_lit(o, "</ul>\n");
    if (r->n_unread_reports <= COMPLAINTS_MAX)
        return;
    out_lit(o, "<p>And ");
    html_count(o, r->n_unread_reports - COMPLAINTS_MAX);
    out_lit(o, " more, which stand in complaints.ndjson.</p>\n");
}

static void sums(struct out *o, const struct result *r, uint64_t kept_out)
{
    out_lit(o, "<p>");
    html_plural(o, r->n_complaints, "complaint", "complaints");
    out_lit(o, ", of which ");
    html_count(o, complaints_counted(r));
    out_lit(o, " counted in this run; ");
    html_plural(o, r->n_unread_reports, "report", "reports");
    out_lit(o, " could not be read.");
    if (kept_out) {
        out_lit(o, " Not on this page: ");
        html_plural(o, kept_out, "complaint", "complaints");
        out_lit(o, " of harassment, for whoever handles that.");
    }
    out_lit(o, "</p>\n");
}

void html_complaints(struct out *o, const struct result *r)
{
    uint64_t kept_out = 0;

    if (r->n_complaints + r->n_unread_reports == 0)
        return;
    for (size_t i = 0; i < r->n_complaints; i++)
        kept_out += complaint_is_kept_out(r->complaints[i].complaint);
    html_section_open(o, SECTION_COMPLAINTS);
    sums(o, r, kept_out);
    if (r->n_complaints > kept_out)
        table(o, r);
    if (r->n_unread_reports)
        unread(o, r);
    html_section_close(o);
}
