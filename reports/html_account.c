/*
 * One account's case: who, how sure, what to do now, why and what speaks against it over all its
 * findings, then each of them. Where there is one finding its own screen says why.
 */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "reports/html_case.h"

enum { REASONS_MAX = 5, AGAINST_SHOWN = 8, UNCHECKED_SHOWN = 6 };

static void attribute(struct out *o, const char *name, slice value)
{
    out_lit(o, " data-");
    out_html(o, slice_str(name));
    out_lit(o, "=\"");
    out_html(o, value);
    out_lit(o, "\"");
}

static void box_open(struct out *o, const struct ruling *v)
{
    out_lit(o, "<div class=\"account a");
    out_int(o, v->action);
    out_lit(o, "\" id=\"");
    html_case_id(o, v);
    out_lit(o, "\"");
    attribute(o, "account", v->account->name);
    attribute(o, "person", v->account->person);
    attribute(o, "department", v->account->department);
    out_lit(o, ">\n");
}

static void heading(struct out *o, const struct ruling *v, int level)
{
    html_heading_open(o, level);
    out_html(o, v->account->name);
    out_lit(o, ": ");
    html_badge(o, v->action);
    out_lit(o, " <small>");
    html_certainty(o, v);
    out_lit(o, "</small>");
    html_heading_close(o, level);
}

static void span(struct out *o, const struct ruling *v)
{
    usec first = USEC_NONE, last = USEC_NONE;

    for (size_t i = 0; i < v->n_findings; i++) {
        const struct finding *f = &v->findings[i];

        if (f->first != USEC_NONE && (first == USEC_NONE || f->first < first))
            first = f->first;
        if (f->last != USEC_NONE && (last == USEC_NONE || f->last > last))
            last = f->last;
    }
    html_span(o, first, last);
}

static void who(struct out *o, const struct ruling *v)
{
    out_lit(o, "<p class=\"who\">");
    if (!v->is_operators || v->account->kind != KIND_UNKNOWN) {
        html_person(o, v->account);
        out_lit(o, " \u00B7 ");
    }
    html_say(o, SAY_FINDINGS, gap_count(v->n_findings));
    out_lit(o, ", ");
    span(o, v);
    out_lit(o, "</p>");
}

/* What its action rests on, without any sum. */
static bool is_decisive(const struct finding *f)
{
    return f == f->ruling->findings && f->ruling->by_rule == f->ruling->action &&
           f->ruling->by_sum < f->ruling->action;
}

static int by_count(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a;
    const struct finding *y = *(const struct finding *const *)b;

    if (is_decisive(x) != is_decisive(y))
        return is_decisive(x) ? -1 : 1;
    if (x->counted != y->counted)
        return x->counted > y->counted ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Its kind counts by the strongest of it. */
static bool counts_by_another(const struct finding *f)
{
    for (size_t i = 0; i < f->ruling->n_findings; i++) {
        const struct finding *other = &f->ruling->findings[i];

        if (f->counted == 0 && f->weight > 0 && other->family == f->family && other->counted > 0)
            return true;
    }
    return false;
}

static void why_row(struct out *o, const struct result *r, const struct finding *f)
{
    out_lit(o, "<li><b>");
    if (is_decisive(f)) {
        out_html(o, slice_str(certainty_names[f->certainty]));
    } else {
        if (f->counted > 0)
            out_lit(o, "+");
        out_milli(o, f->counted);
    }
    out_lit(o, "</b> ");
    if (f->n_reasons)
        html_linked(o, r, f, f->reasons[0].text);
    else
        out_html(o, html_what(f));
    out_lit(o, " <a href=\"#");
    out_html(o, slice_str(f->id));
    out_lit(o, "\">");
    out_html(o, slice_str(f->title));
    out_lit(o, "</a>");
    if (counts_by_another(f) && !is_decisive(f))
        html_said(o, SAY_COUNTS_BY_ANOTHER);
    out_lit(o, "</li>");
}

/* What counts most in the sum; more would be read by nobody, and stands below. */
static void why(struct out *o, const struct result *r, const struct ruling *v, int level)
{
    const struct finding **list = mem_new(v->n_findings, sizeof(*list));
    size_t shown = v->n_findings < REASONS_MAX ? v->n_findings : REASONS_MAX;

    for (size_t i = 0; i < v->n_findings; i++)
        list[i] = &v->findings[i];
    qsort(list, v->n_findings, sizeof(*list), by_count);
    html_part(o, PART_WHY, level);
    out_lit(o, "<ul class=\"reasons\">");
    for (size_t i = 0; i < shown; i++)
        why_row(o, r, list[i]);
    out_lit(o, "</ul>");
    if (v->n_findings > shown)
        html_say(o, SAY_WEAKER, gap_count(v->n_findings - shown));
    mem_free(list);
}

struct doubts {
    const struct reason **list;
    size_t n;
};

static void doubt(struct doubts *d, const struct reason *why)
{
    size_t i = 0;

    while (i < d->n && !slice_eq(d->list[i]->text, why->text))
        i++;
    d->list[i] = why;
    d->n += i == d->n;
}

static int by_weight(const void *a, const void *b)
{
    const struct reason *x = *(const struct reason *const *)a;
    const struct reason *y = *(const struct reason *const *)b;

    if (x->weight != y->weight)
        return x->weight < y->weight ? -1 : 1;
    return slice_cmp(x->text, y->text);
}

/* Each thing that was looked for once, however many findings looked for it. */
static struct doubts doubts_of(const struct ruling *v)
{
    struct doubts d = { NULL, v->n_excuses };

    for (size_t i = 0; i < v->n_findings; i++)
        d.n += v->findings[i].n_against;
    d.list = mem_new(d.n + 1, sizeof(*d.list));
    d.n = 0;
    for (size_t i = 0; i < v->n_excuses; i++)
        doubt(&d, &v->excuses[i]);
    for (size_t i = 0; i < v->n_findings; i++)
        for (size_t k = 0; k < v->findings[i].n_against; k++)
            doubt(&d, &v->findings[i].against[k]);
    qsort(d.list, d.n, sizeof(*d.list), by_weight);
    return d;
}

static void against_row(struct out *o, const struct reason *why)
{
    out_lit(o, "<li><b>");
    out_milli(o, why->weight);
    out_lit(o, "</b> ");
    out_html(o, why->text);
    out_lit(o, "</li>");
}

static void against(struct out *o, const struct ruling *v, int level)
{
    struct doubts d = doubts_of(v);

    html_part(o, PART_AGAINST, level);
    if (d.n == 0)
        html_said(o, SAY_LOOKED_FOR_NOTHING);
    else
        out_lit(o, "<ul class=\"reasons\">");
    for (size_t i = 0; i < d.n && i < AGAINST_SHOWN; i++)
        against_row(o, d.list[i]);
    if (d.n)
        out_lit(o, "</ul>");
    if (d.n > AGAINST_SHOWN)
        html_say(o, SAY_MORE_AGAINST, gap_count(d.n - AGAINST_SHOWN));
    mem_free(d.list);
}

static void both_sides(struct out *o, const struct result *r, const struct ruling *v, int level)
{
    out_lit(o, "<div class=\"sides\"><div>");
    why(o, r, v, level);
    out_lit(o, "</div><div>");
    against(o, v, level);
    out_lit(o, "</div></div>");
}

/* What the logs cannot show about any of it, each thing once. */
static void unchecked(struct out *o, const struct result *r, const struct ruling *v, int level)
{
    slice told[UNCHECKED_SHOWN];
    size_t n = 0;

    for (size_t i = 0; i < v->n_findings; i++)
        for (size_t k = 0; k < v->findings[i].n_unchecked && n < UNCHECKED_SHOWN; k++) {
            size_t t = 0;

            while (t < n && !slice_eq(told[t], v->findings[i].unchecked[k]))
                t++;
            told[t] = v->findings[i].unchecked[k];
            n += t == n;
        }
    html_part(o, PART_UNCHECKED, level);
    out_lit(o, "<ul>");
    for (size_t i = 0; i < n; i++) {
        out_lit(o, "<li>");
        out_html(o, told[i]);
        out_lit(o, "</li>");
    }
    html_say(o, SAY_NOTES_OF_RUN, gap_count(r->n_flags));
    out_lit(o, "</ul>");
}

/* Of what is only on record nobody needs it at first sight. */
static void background(struct out *o, const struct result *r, const struct ruling *v, int level)
{
    bool folds = !ruling_needs_decision(v);

    if (folds)
        html_summary(o, "usual", SAY_BACKGROUND, NULL);
    out_lit(o, "<div class=\"sides\">");
    html_usual(o, v, level);
    html_scope(o, r, v, level);
    out_lit(o, "</div>");
    if (folds)
        out_lit(o, "</details>");
}

static bool is_alone(const struct ruling *v)
{
    return v->n_findings == 1 && ruling_needs_decision(v);
}

static void findings(struct out *o, const struct result *r, const struct ruling *v, int level,
                     bool is_whole)
{
    if (is_alone(v))
        html_finding(o, r, v->findings, level, is_whole);
    else
        html_course(o, r, v, level, is_whole);
    if (v->n_findings > 1 && ruling_needs_decision(v))
        unchecked(o, r, v, level);
}

/* What a case in short goes without. */
static void rest(struct out *o, const struct result *r, const struct ruling *v, int level)
{
    if (!v->is_operators)
        background(o, r, v, level);
    html_ruling(o, v);
    if (ruling_needs_decision(v))
        html_drafts(o, r, v);
    html_account_past(o, v);
    if (!v->is_operators)
        html_decide(o, r, v);
}

static void in_short(struct out *o, const struct result *r, const struct ruling *v, int level)
{
    if (!v->is_operators)
        html_scope(o, r, v, level);
    if (ruling_needs_decision(v))
        html_drafts_links(o, r, v);
}

void html_case(struct out *o, const struct result *r, const struct ruling *v, int level,
               bool is_whole)
{
    box_open(o, v);
    heading(o, v, level);
    who(o, v);
    html_steps(o, r, v, level + 1);
    if (v->n_findings > 1 && !v->is_operators)
        both_sides(o, r, v, level + 1);
    findings(o, r, v, level + 1, is_whole);
    if (is_whole)
        rest(o, r, v, level + 1);
    else
        in_short(o, r, v, level + 1);
    out_lit(o, "</div>\n");
}
