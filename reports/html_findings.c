/*
 * The sections about accounts: first who needs a decision, one row each, then each account in
 * full, strongest action first. Faults of the servers stand apart: no sender is to blame.
 */
#include "reports/html_case.h"
#include "reports/html_words.h"

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

static void how_to_read(struct out *o)
{
    out_lit(
        o, "<details><summary>How to read certainty, sum and weights</summary>\n"
           "<p>Certainty has four steps: hint, likely, strong, and proved, which is what the lines "
           "show by themselves. Proved is what was done, and not who did it. Where the sum of all "
           "evidence asks for something, the chance of abuse stands below.</p>\n"
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
}

void html_decisions(struct out *o, const struct result *r)
{
    struct chosen all = html_choose(r, ruling_needs_decision);
    struct chosen pressing = html_choose(r, ruling_is_pressing);

    html_section_open(o, SECTION_DECISIONS);
    if (all.n == 0) {
        nothing_found(o, r);
    } else {
        out_lit(o, "<p><b>");
        html_plural(o, all.n, "account needs", "accounts need");
        out_lit(o, "</b> a decision");
        by_action(o, &all);
        out_lit(o, ".</p>\n");
    }
    html_filter(o, r);
    html_glance(o, r, &pressing, "glance",
                "One row for each account, strongest action and surest first");
    if (all.n)
        how_to_read(o);
    html_section_close(o);
    html_chosen_free(&all);
    html_chosen_free(&pressing);
}

void html_notices(struct out *o, const struct result *r)
{
    struct chosen c = html_choose(r, ruling_is_notice);

    if (c.n) {
        html_section_open(o, SECTION_NOTICES);
        html_glance(o, r, &c, "notes-to-send", "One row for each account to be sent a note");
        html_section_close(o);
    }
    html_chosen_free(&c);
}

void html_cases(struct out *o, const struct result *r)
{
    struct chosen c = html_choose(r, ruling_needs_decision);

    html_section_open(o, SECTION_CASES);
    html_overview(o, r);
    for (size_t from = 0, to; from < c.n; from = to) {
        to = end_of_group(&c, from);
        group_open(o, c.list[from]->action);
        for (size_t i = from; i < to; i++)
            html_case(o, r, c.list[i], 4);
        out_lit(o, "</div>\n");
    }
    if (c.n == 0)
        out_lit(o, "<p>No account needs a decision.</p>\n");
    html_section_close(o);
    html_chosen_free(&c);
}

void html_records(struct out *o, const struct result *r)
{
    html_section_open(o, SECTION_RECORDS);
    if (html_count_findings(r, ruling_is_record) == 0)
        out_lit(o, "<p>No finding: none is kept without an action.</p>\n");
    else
        out_lit(o, "<p>These ask for nothing now. They are kept, as they may add up.</p>\n");
    for (size_t i = 0; i < r->n_rulings; i++)
        if (ruling_is_record(&r->rulings[i]))
            html_case(o, r, &r->rulings[i], 3);
    html_section_close(o);
}

void html_operator(struct out *o, const struct result *r)
{
    html_section_open(o, SECTION_OPERATOR);
    if (html_count_findings(r, ruling_is_fault) == 0)
        out_lit(o, "<p>No finding: no fault of the servers showed in these lines.</p>\n");
    else
        out_lit(o, "<p>These are for the operators; no sender is to blame.</p>\n");
    for (size_t i = 0; i < r->n_rulings; i++)
        if (ruling_is_fault(&r->rulings[i]))
            html_case(o, r, &r->rulings[i], 3);
    html_section_close(o);
}
