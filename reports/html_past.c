/* What was known before this run, and what people decided: nothing of it without a state. */
#include "reports/html_parts.h"
#include "reports/past_words.h"

/* The text of a buf as an element's, and nothing when it is empty; frees it. */
static void say(struct out *o, struct buf *b)
{
    if (b->n) {
        out_lit(o, "<p>");
        out_html(o, buf_slice(b));
        out_lit(o, "</p>");
    }
    buf_free(b);
}

static void decisions(struct out *o, const struct past *past, int level)
{
    if (past->n_decisions == 0)
        return;
    html_heading_open(o, level);
    html_said(o, SAY_DECISIONS);
    html_heading_close(o, level);
    out_lit(o, "<ul>");
    for (size_t i = 0; i < past->n_decisions; i++) {
        struct buf b = { 0 };

        past_add_decision(&b, past->decisions[i]);
        out_lit(o, "<li>");
        out_html(o, buf_slice(&b));
        out_lit(o, "</li>");
        buf_free(&b);
    }
    out_lit(o, "</ul>");
}

void html_past(struct out *o, const struct finding *f, int level)
{
    struct buf b = { 0 };

    if (!f->past)
        return;
    past_add_standing(&b, f);
    if (f->has_queue)
        buf_add(&b, SLICE(" "));
    past_add_queue(&b, f);
    say(o, &b);
    decisions(o, f->past, level);
}

static void outcome(struct out *o, const struct earlier *e)
{
    struct buf b = { 0 };

    if (e->decision)
        past_add_decision(&b, e->decision);
    else
        buf_add(&b, html_word(SAY_UNDECIDED));
    html_cell(o, buf_slice(&b));
    buf_free(&b);
}

static void row(struct out *o, const struct earlier *e)
{
    out_lit(o, "<tr><td class=\"stamp\">");
    html_minute(o, e->last);
    out_lit(o, "</td>");
    html_cell(o, e->headline.n ? e->headline : e->detector);
    outcome(o, e);
    out_lit(o, "<td><code>");
    out_html(o, e->id);
    out_lit(o, "</code></td></tr>");
}

static void earlier(struct out *o, const struct account_past *past)
{
    const struct gap n = gap_count(past->n_earlier + past->n_more);

    if (past->n_earlier == 0)
        return;
    html_summary(o, "earlier", SAY_EARLIER, &n);
    html_table_open(o, NULL, SAY_EARLIER_TABLE, SAY_EARLIER_COLUMNS);
    for (size_t i = 0; i < past->n_earlier; i++)
        row(o, &past->earlier[i]);
    html_table_close(o);
    if (past->n_more)
        html_say(o, SAY_EARLIER_MORE, gap_count(past->n_more));
    out_lit(o, "</details>");
}

void html_account_past(struct out *o, const struct ruling *v)
{
    struct buf b = { 0 };

    if (!v->past)
        return;
    past_add_confirmed(&b, v);
    say(o, &b);
    earlier(o, v->past);
}

void html_changes(struct out *o, const struct result *r)
{
    struct buf b = { 0 };

    if (!r->changes)
        return;
    html_section_open(o, SECTION_CHANGES);
    past_add_changes(&b, r->changes);
    buf_add(&b, SLICE("."));
    say(o, &b);
    html_section_close(o);
}

void html_journal(struct out *o, const struct result *r)
{
    if (!r->changes || r->changes->decisions == 0)
        return;
    out_lit(o, "<div><dt>");
    html_said(o, SAY_RUN_DECISIONS);
    out_lit(o, "</dt><dd>");
    html_say(o, SAY_JOURNAL, gap_count(r->changes->decisions), gap_word(r->changes->journal));
    out_lit(o, "</dd></div>");
}
