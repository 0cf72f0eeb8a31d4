/*
 * The first screen: who needs what, one row for each account, so that the eye counts people and
 * not findings; and which mailings are to be held.
 */
#include "reports/html_case.h"
#include "reports/past_words.h"

enum { REASONS_SHOWN = 3 };

void html_case_id(struct out *o, const struct ruling *v)
{
    out_html(o, slice_str(v->findings[0].id));
    out_lit(o, "-case");
}

slice html_what(const struct finding *f)
{
    slice rest = slice_skip(f->headline, f->account->name.n);

    if (slice_starts(f->headline, f->account->name) && slice_starts(rest, SLICE(": ")))
        return slice_skip(rest, 2);
    return f->headline;
}

void html_certainty(struct out *o, const struct ruling *v)
{
    out_html(o, slice_str(certainty_names[v->certainty]));
    html_say(o, SAY_OF_STEPS, gap_id((uint64_t)v->certainty + 1), gap_id(CERTAINTIES));
    if (v->by_sum > ACTION_RECORD)
        html_say(o, SAY_CHANCE, gap_word(v->chance));
}

void html_person(struct out *o, const struct account *a)
{
    if (a->person.n) {
        out_html(o, a->person);
        out_lit(o, ", ");
    }
    if (a->kind == KIND_UNKNOWN)
        html_said(o, SAY_NO_DIRECTORY);
    else
        out_html(o, slice_str(account_kind_names[a->kind]));
    if (a->department.n) {
        out_lit(o, ", ");
        out_html(o, a->department);
    }
}

static void row_open(struct out *o, const struct ruling *v, size_t at)
{
    html_row_open(o, at);
    out_lit(o, " data-of=\"");
    html_case_id(o, v);
    out_lit(o, "\">");
}

static void account_cell(struct out *o, const struct ruling *v)
{
    out_lit(o, "<th scope=\"row\"><a href=\"#");
    html_case_id(o, v);
    out_lit(o, "\">");
    out_html(o, v->account->name);
    out_lit(o, "</a><br><small>");
    html_person(o, v->account);
    out_lit(o, "</small></th>");
}

/* The next one to be named: what counts most in the sum, else as the findings stand. */
static const struct finding *strongest(const struct ruling *v, const struct finding *const *told,
                                       size_t n_told)
{
    const struct finding *best = NULL;

    for (size_t i = 0; i < v->n_findings; i++) {
        const struct finding *f = &v->findings[i];
        size_t t = 0;

        while (t < n_told && told[t] != f)
            t++;
        if (t == n_told && (!best || f->counted > best->counted))
            best = f;
    }
    return best;
}

/* First the one that asks for most by itself. */
static void reasons_cell(struct out *o, const struct ruling *v)
{
    const struct finding *told[REASONS_SHOWN] = { &v->findings[0] };
    size_t n = 0;

    out_lit(o, "<td>");
    for (; n < REASONS_SHOWN && n < v->n_findings; n++) {
        if (n) {
            told[n] = strongest(v, told, n);
            out_lit(o, "; ");
        }
        out_html(o, html_what(told[n]));
    }
    if (v->n_findings > n)
        html_say(o, SAY_AND_MORE, gap_count(v->n_findings - n));
    out_lit(o, "</td>");
}

static bool is_going_on(const struct ruling *v)
{
    for (size_t i = 0; i < v->n_findings; i++)
        if (v->findings[i].is_going_on)
            return true;
    return false;
}

static usec began(const struct ruling *v)
{
    usec first = USEC_NONE;

    for (size_t i = 0; i < v->n_findings; i++)
        if (v->findings[i].first != USEC_NONE &&
            (first == USEC_NONE || v->findings[i].first < first))
            first = v->findings[i].first;
    return first;
}

/* Of several findings the one that is most of a change. */
static enum standing standing_of(const struct ruling *v)
{
    enum standing s = STANDINGS;

    for (size_t i = 0; i < v->n_findings; i++)
        if (v->findings[i].past && v->findings[i].past->standing < s)
            s = v->findings[i].past->standing;
    return s;
}

static void state_cell(struct out *o, const struct ruling *v)
{
    enum standing s = standing_of(v);

    out_lit(o, "<td>");
    html_said(o, is_going_on(v) ? SAY_GOING_ON : SAY_OVER);
    if (s < STANDINGS) {
        out_lit(o, "<br><small>");
        out_html(o, slice_str(standing_words[s]));
        out_lit(o, "</small>");
    }
    out_lit(o, "</td>");
}

static void row(struct out *o, const struct result *r, const struct ruling *v, size_t at)
{
    row_open(o, v, at);
    html_cell_ranked(o, v->action);
    html_badge(o, v->action);
    out_lit(o, "</td>");
    account_cell(o, v);
    reasons_cell(o, v);
    html_cell_ranked(o, v->certainty * INT64_C(1000000) + v->sum);
    html_certainty(o, v);
    out_lit(o, "</td>");
    state_cell(o, v);
    html_cell_ranked(o, began(v) / USEC_PER_SECOND);
    html_minute(o, began(v));
    html_mark(o, r, v);
    out_lit(o, "</td></tr>");
}

void html_glance(struct out *o, const struct result *r, const struct chosen *c, const char *id,
                 enum html_word caption)
{
    if (c->n == 0)
        return;
    html_table_open(o, id, caption, SAY_GLANCE_COLUMNS);
    for (size_t i = 0; i < c->n; i++)
        row(o, r, c->list[i], i);
    html_table_close(o);
}

static void mailing_row(struct out *o, const struct finding *f, size_t at)
{
    html_row_open(o, at);
    out_lit(o, " data-of=\"");
    out_html(o, slice_str(f->id));
    out_lit(o, "\"><th scope=\"row\"><a href=\"#");
    out_html(o, slice_str(f->id));
    out_lit(o, "\">");
    out_html(o, html_what(f));
    out_lit(o, "</a></th><td>");
    out_html(o, f->account->name);
    out_lit(o, "</td>");
    html_cell_count(o, f->addressed);
    html_cell_count(o, f->unsettled);
    html_cell_count(o, f->n_queued);
    out_lit(o, "<td>");
    html_said(o, f->unsettled ? SAY_HOLD_NOW : SAY_NOTHING_LEFT);
    out_lit(o, "</td></tr>");
}

static size_t mailing_rows(struct out *o, const struct result *r, bool is_left, size_t told)
{
    for (size_t i = 0; i < r->n_findings; i++) {
        if (!finding_is_to_hold(&r->findings[i]) || (r->findings[i].unsettled > 0) != is_left)
            continue;
        if (told == 0) {
            html_section_open(o, SECTION_MAILINGS);
            html_table_open(o, "to-hold", SAY_MAILINGS, SAY_MAILINGS_COLUMNS);
        }
        mailing_row(o, &r->findings[i], told++);
    }
    return told;
}

void html_mailings(struct out *o, const struct result *r)
{
    size_t told = mailing_rows(o, r, true, 0);

    if (mailing_rows(o, r, false, told) == 0)
        return;
    html_table_close(o);
    html_section_close(o);
}
