/*
 * Accounts by what their findings ask for: first a table that fits a screen, then each in
 * full, strongest action first, and the surest first among those. Faults of the servers
 * stand apart: no sender is to blame.
 */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "reports/html_parts.h"

static bool needs_decision(const struct ruling *v)
{
    return !v->is_operators && v->action > ACTION_RECORD && !ruling_is_decided(v);
}

static bool is_record(const struct ruling *v)
{
    return !v->is_operators && !needs_decision(v);
}

static bool is_operators(const struct ruling *v)
{
    return v->is_operators;
}

/* Findings under the rulings that are wanted. */
static uint64_t count(const struct result *r, bool (*wanted)(const struct ruling *v))
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_rulings; i++)
        n += wanted(&r->rulings[i]) ? r->rulings[i].n_findings : 0;
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

static int by_urgency(const void *a, const void *b)
{
    const struct ruling *x = *(const struct ruling *const *)a;
    const struct ruling *y = *(const struct ruling *const *)b;

    if (x->action != y->action)
        return x->action > y->action ? -1 : 1;
    if (x->certainty != y->certainty)
        return x->certainty > y->certainty ? -1 : 1;
    if (x->sum != y->sum)
        return x->sum > y->sum ? -1 : 1;
    return x < y ? -1 : x > y; /* as the result has them: by account */
}

struct chosen {
    const struct ruling **list;
    size_t n;
};

static struct chosen choose(const struct result *r, bool (*wanted)(const struct ruling *v))
{
    struct chosen c = { mem_new(r->n_rulings + 1, sizeof(*c.list)), 0 };

    for (size_t i = 0; i < r->n_rulings; i++)
        if (wanted(&r->rulings[i]))
            c.list[c.n++] = &r->rulings[i];
    qsort(c.list, c.n, sizeof(*c.list), by_urgency);
    return c;
}

/* The account has a column of its own. */
static slice without_account(const struct finding *f)
{
    slice rest = slice_skip(f->headline, f->account->name.n);

    if (slice_starts(f->headline, f->account->name) && slice_starts(rest, SLICE(": ")))
        return slice_skip(rest, 2);
    return f->headline;
}

static void glance_when(struct out *o, const struct result *r, const struct finding *f)
{
    out_lit(o, "<td class=\"stamp\">");
    html_minute(o, f->first);
    html_mark(o, r, f);
    out_lit(o, "</td>");
}

static void glance_row(struct out *o, const struct result *r, const struct finding *f)
{
    out_lit(o, "<tr>");
    html_cell_ranked(o, f->ruling->action);
    html_badge(o, f->ruling->action);
    out_lit(o, "</td><th scope=\"row\">");
    out_html(o, f->account->name);
    out_lit(o, "</th><td><a href=\"#");
    out_html(o, slice_str(f->id));
    out_lit(o, "\">");
    out_html(o, without_account(f));
    out_lit(o, "</a>");
    if (f->is_going_on)
        out_lit(o, " <span class=\"live\">going on</span>");
    html_standing(o, f);
    out_lit(o, "</td><td>");
    html_words(o, clause_names[f->clause]);
    out_lit(o, "</td>");
    glance_when(o, r, f);
    html_cell_ranked(o, f->ruling->certainty);
    out_html(o, slice_str(certainty_names[f->ruling->certainty]));
    out_lit(o, "</td><td class=\"n\">");
    out_milli(o, f->ruling->sum);
    out_lit(o, "</td></tr>\n");
}

static void glance(struct out *o, const struct result *r, const struct chosen *c)
{
    static const char *const columns[] = { "Action", "Account",   "What happened", "Policy",
                                           "Began",  "Certainty", "#Sum",          NULL };

    html_table_open(o, "glance", "At a glance, strongest and surest first", columns);
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < c->list[i]->n_findings; k++)
            glance_row(o, r, &c->list[i]->findings[k]);
    html_table_close(o);
}

static size_t end_of_group(const struct chosen *c, size_t from)
{
    size_t to = from;

    while (to < c->n && c->list[to]->action == c->list[from]->action)
        to++;
    return to;
}

static void by_action(struct out *o, const struct chosen *c)
{
    for (size_t from = 0; from < c->n; from = end_of_group(c, from)) {
        enum action action = c->list[from]->action;

        if (from == 0)
            out_lit(o, ": ");
        else
            out_lit(o, ", ");
        out_lit(o, "<a href=\"#");
        out_html(o, slice_str(action_names[action]));
        out_lit(o, "\">");
        html_words(o, action_names[action]);
        out_lit(o, " ");
        html_count(o, end_of_group(c, from) - from);
        out_lit(o, "</a>");
    }
}

static void group_open(struct out *o, enum action action)
{
    out_lit(o, "<div class=\"group home\" id=\"");
    out_html(o, slice_str(action_names[action]));
    out_lit(o, "\">\n<h3>");
    html_badge(o, action);
    out_lit(o, " ");
    out_html(o, slice_str(action_meanings[action]));
    out_lit(o, "</h3>\n");
}

static void account(struct out *o, const struct result *r, const struct ruling *v, int level)
{
    html_ruling_open(o, r, v, level);
    for (size_t i = 0; i < v->n_findings; i++)
        html_finding(o, r, &v->findings[i], level + 1);
    html_ruling_close(o);
}

static void in_full(struct out *o, const struct result *r, const struct chosen *c)
{
    for (size_t from = 0, to; from < c->n; from = to) {
        to = end_of_group(c, from);
        group_open(o, c->list[from]->action);
        for (size_t i = from; i < to; i++)
            account(o, r, c->list[i], 4);
        out_lit(o, "</div>\n");
    }
}

static void how_to_read(struct out *o)
{
    out_lit(o,
            "<details><summary>How to read certainty, sum and weights</summary>\n"
            "<p>A weight of +1 makes a breach of the policy ten times as likely, +2 a hundred "
            "times; a negative one speaks for the account, and 0 means: looked for, without "
            "effect. The findings about an account are added up by kind of evidence, each kind "
            "capped, so that no kind decides alone. What a finding calls for by itself, such as a "
            "mailing that was counted, needs no sum; an account's action is the greater of both. "
            "The program recommends; people decide.</p>\n"
            "<p>A line is named as file:line, counted in the unpacked file from 1, with the byte "
            "that it begins at.</p></details>\n");
}

static void nothing_found(struct out *o, const struct result *r)
{
    out_lit(o, "<p class=\"calm\"><b>No finding:</b> nothing in these lines calls for a "
               "decision about an account.</p>\n");
    looked_for(o, r);
    elsewhere(o, r);
}

static void found(struct out *o, const struct result *r, const struct chosen *c)
{
    out_lit(o, "<p><b>");
    html_plural(o, c->n, "account needs", "accounts need");
    out_lit(o, "</b> a decision");
    by_action(o, c);
    out_lit(o, ".</p>\n");
    html_filter(o, r);
    glance(o, r, c);
    elsewhere(o, r);
    how_to_read(o);
}

void html_decisions(struct out *o, const struct result *r)
{
    struct chosen c = choose(r, needs_decision);

    out_lit(o, "<section id=\"decisions\">\n<h2>What needs a decision now</h2>\n");
    html_changes(o, r);
    if (c.n) {
        found(o, r, &c);
        html_overview(o, r);
        in_full(o, r, &c);
    } else {
        nothing_found(o, r);
        html_filter(o, r);
        html_overview(o, r);
    }
    out_lit(o, "</section>\n");
    mem_free(c.list);
}

/* Folded, as there may be many and none is urgent; a link to one unfolds it. */
static void record(struct out *o, const struct result *r, const struct finding *f)
{
    out_lit(o, "<details class=\"record\"><summary>");
    out_html(o, f->headline);
    out_lit(o, "</summary>\n");
    html_finding(o, r, f, 4);
    out_lit(o, "</details>\n");
}

static void records(struct out *o, const struct result *r, const struct ruling *v)
{
    html_ruling_open(o, r, v, 3);
    for (size_t i = 0; i < v->n_findings; i++)
        record(o, r, &v->findings[i]);
    html_ruling_close(o);
}

void html_records(struct out *o, const struct result *r)
{
    out_lit(o, "<section id=\"records\" class=\"home\">\n<h2>Kept on record</h2>\n");
    if (count(r, is_record) == 0)
        out_lit(o, "<p>No finding: none is kept without an action.</p>\n");
    else
        out_lit(o, "<p>These ask for nothing now. They are kept, as they may add up.</p>\n");
    for (size_t i = 0; i < r->n_rulings; i++)
        if (is_record(&r->rulings[i]))
            records(o, r, &r->rulings[i]);
    out_lit(o, "</section>\n");
}

void html_operator(struct out *o, const struct result *r)
{
    out_lit(o, "<section id=\"operator\" class=\"home\">\n<h2>Faults of the servers</h2>\n");
    if (count(r, is_operators) == 0)
        out_lit(o, "<p>No finding: no fault of the servers showed in these lines.</p>\n");
    else
        out_lit(o, "<p>These are for the operators; no sender is to blame.</p>\n");
    for (size_t i = 0; i < r->n_rulings; i++)
        if (is_operators(&r->rulings[i]))
            account(o, r, &r->rulings[i], 3);
    out_lit(o, "</section>\n");
}
