/*
 * What came in about mail of the site, whose it is, and why most of it counts nothing. Those of
 * harassment are for whoever handles them: here they are a number.
 */
#include "reports/html_parts.h"

enum { COMPLAINTS_MAX = 500 };

static void account_cell(struct out *o, const struct complaint_told *t)
{
    out_lit(o, "<td>");
    if (t->account)
        out_html(o, t->account->name);
    else
        html_said(o, SAY_NOBODY);
    out_lit(o, "</td><td>");
    html_time(o, t->accepted);
    out_lit(o, "</td>");
}

static void row(struct out *o, const struct complaint_told *t, size_t at)
{
    const struct complaint *c = t->complaint;

    html_row_open(o, at);
    out_lit(o, "><th scope=\"row\">");
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
        html_said(o, SAY_IT_COUNTED);
    else
        out_html(o, slice_str(complaint_match_meanings[t->match]));
    out_lit(o, "</td></tr>");
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
            if (shown < COMPLAINTS_MAX)
                row(o, t, shown++);
            else
                ++*left;
        }
}

static void table(struct out *o, const struct result *r)
{
    uint64_t left = 0;

    html_table_open(o, "complaint-table", SAY_COMPLAINTS, SAY_COMPLAINTS_COLUMNS);
    rows(o, r, &left);
    html_table_close(o);
    if (left)
        html_say(o, SAY_COMPLAINTS_MORE, gap_count(left));
}

static void unread(struct out *o, const struct result *r)
{
    out_lit(o, "<h3>");
    html_said(o, SAY_UNREAD_REPORTS);
    out_lit(o, "</h3><ul>");
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
        out_lit(o, "</li>");
    }
    out_lit(o, "</ul>");
    if (r->n_unread_reports > COMPLAINTS_MAX)
        html_say(o, SAY_UNREAD_MORE, gap_count(r->n_unread_reports - COMPLAINTS_MAX));
}

static void sums(struct out *o, const struct result *r, uint64_t kept_out)
{
    html_say(o, SAY_COMPLAINTS_OF, gap_count(r->n_complaints), gap_count(complaints_counted(r)),
             gap_count(r->n_unread_reports));
    if (kept_out)
        html_say(o, SAY_COMPLAINTS_KEPT_OUT, gap_count(kept_out));
    out_lit(o, "</p>");
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
