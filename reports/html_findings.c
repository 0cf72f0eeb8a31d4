/*
 * The sections about accounts: first who needs a decision, one row each, then each account in
 * full, strongest action first. Faults of the servers stand apart: no sender is to blame.
 */
#include "reports/html_case.h"

static void looked_for(struct out *o, const struct result *r)
{
    if (r->n_looked_for == 0)
        return;
    html_said(o, SAY_LOOKED_FOR);
    for (size_t i = 0; i < r->n_looked_for; i++) {
        if (i)
            out_lit(o, "; ");
        out_html(o, slice_str(r->looked_for[i]));
    }
    out_lit(o, ".</p>");
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
        html_say(o, SAY_GROUP, gap_name(slice_str(action_names[action])),
                 gap_count(end_of_group(c, from) - from));
        out_lit(o, "</a>");
    }
}

static void group_open(struct out *o, enum action action)
{
    out_lit(o, "<div class=\"group home\" id=\"");
    out_html(o, slice_str(action_names[action]));
    out_lit(o, "\"><h3>");
    html_badge(o, action);
    out_lit(o, " ");
    out_html(o, slice_str(action_meanings[action]));
    out_lit(o, "</h3>");
}

static void how_to_read(struct out *o, const struct result *r)
{
    struct ladder l = ladder_of(r->sections, r->n_sections);

    html_say(o, SAY_HOW_TO_READ, gap_milli(l.contact), gap_milli(l.hold), gap_milli(l.disable),
             gap_milli(SUM_OF_FAMILY), gap_count(r->benign_days), gap_milli(r->volume_cap));
}

/* A note is no decision: it is counted apart, and has a section of its own. */
static void lead(struct out *o, const struct chosen *pressing, uint64_t notices)
{
    if (pressing->n) {
        html_say(o, SAY_NEED_DECISION, gap_count(pressing->n));
        by_action(o, pressing);
    } else {
        html_said(o, SAY_NO_DECISION_NOTICES);
    }
    if (notices)
        html_say(o, SAY_AND_NOTICES, gap_count(notices));
    out_lit(o, ".</p>");
}

static void nothing_found(struct out *o, const struct result *r)
{
    html_said(o, SAY_NOTHING_FOUND);
    looked_for(o, r);
}

void html_decisions(struct out *o, const struct result *r)
{
    struct chosen pressing = html_choose(r, ruling_is_pressing);
    uint64_t notices = html_count_rulings(r, ruling_is_notice);

    html_section_open(o, SECTION_DECISIONS);
    if (pressing.n + notices == 0)
        nothing_found(o, r);
    else
        lead(o, &pressing, notices);
    html_filter(o, r);
    html_glance(o, r, &pressing, "glance", SAY_GLANCE);
    if (pressing.n + notices)
        how_to_read(o, r);
    html_section_close(o);
    html_chosen_free(&pressing);
}

void html_notices(struct out *o, const struct result *r)
{
    struct chosen c = html_choose(r, ruling_is_notice);

    if (c.n) {
        html_section_open(o, SECTION_NOTICES);
        html_glance(o, r, &c, "notes-to-send", SAY_GLANCE_NOTES);
        html_section_close(o);
    }
    html_chosen_free(&c);
}

static void groups(struct out *o, const struct result *r, const struct chosen *c)
{
    for (size_t from = 0, to; from < c->n; from = to) {
        to = end_of_group(c, from);
        group_open(o, c->list[from]->action);
        for (size_t i = from; i < to; i++)
            html_case(o, r, c->list[i], 4, html_is_whole(r, i));
        out_lit(o, "</div>");
    }
}

static void shared_drafts(struct out *o, const struct result *r, const struct chosen *c)
{
    size_t whole = 0;

    while (whole < c->n && html_is_whole(r, whole))
        whole++;
    if (whole < c->n)
        html_drafts_shared(o, r, c->list + whole, c->n - whole);
}

void html_cases(struct out *o, const struct result *r)
{
    struct chosen c = html_choose(r, ruling_needs_decision);

    html_section_open(o, SECTION_CASES);
    html_overview(o, r);
    if (html_is_long(r))
        html_said(o, SAY_CASES_IN_SHORT);
    groups(o, r, &c);
    shared_drafts(o, r, &c);
    if (c.n == 0)
        html_said(o, SAY_NO_CASES);
    html_section_close(o);
    html_chosen_free(&c);
}

void html_records(struct out *o, const struct result *r)
{
    html_section_open(o, SECTION_RECORDS);
    html_said(o, html_count_findings(r, ruling_is_record) ? SAY_RECORDS : SAY_NO_RECORDS);
    for (size_t i = 0; i < r->n_rulings; i++)
        if (ruling_is_record(&r->rulings[i]))
            html_case(o, r, &r->rulings[i], 3, !html_is_long(r));
    html_section_close(o);
}

void html_operator(struct out *o, const struct result *r)
{
    size_t n = 0;

    html_section_open(o, SECTION_OPERATOR);
    html_said(o, html_count_findings(r, ruling_is_fault) ? SAY_FAULTS : SAY_NO_FAULTS);
    for (size_t i = 0; i < r->n_rulings; i++)
        if (ruling_is_fault(&r->rulings[i]))
            html_case(o, r, &r->rulings[i], 3, html_is_whole(r, n++));
    html_section_close(o);
}
