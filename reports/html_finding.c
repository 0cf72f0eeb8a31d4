/*
 * One finding as an investigator reads it, on one screen: what happened and what to do,
 * why, what speaks against it, when, numbers, what these logs cannot show; the lines
 * themselves folded below.
 */
#include "reports/html_parts.h"

/* Of an account with one finding its head has told the time. */
static void facts(struct out *o, const struct finding *f)
{
    out_lit(o, "<p class=\"facts\">");
    if (f->ruling->n_findings > 1) {
        html_span(o, f->first, f->last);
        out_lit(o, " \u00B7 ");
    }
    html_say(o, SAY_POLICY, gap_word(clause_titles[f->clause]));
    if (f->anchor.n)
        html_say(o, SAY_CONCERNS, gap_text(f->anchor));
    out_lit(o, "</p>");
}

/* Reasons rest on the log; what speaks against them may rest on the site's files. */
static bool rests_on_log(const struct finding *f, const struct reason *why)
{
    return f->n_reasons && why >= f->reasons && why <= &f->reasons[f->n_reasons - 1];
}

static void reason(struct out *o, const struct result *r, const struct finding *f,
                   const struct reason *why)
{
    out_lit(o, "<li><b>");
    if (why->weight > 0)
        out_lit(o, "+");
    out_milli(o, why->weight);
    out_lit(o, "</b> ");
    html_linked(o, r, f, why->text);
    if (why->weight) {
        out_lit(o, " <small>");
        html_words(o, slice_str(family_names[why->family]));
        out_lit(o, "</small>");
    }
    if (rests_on_log(f, why) && f->n_quotes) {
        out_lit(o, " <a href=\"");
        html_evidence_href(o, f, QUOTE_KINDS);
        out_lit(o, "\">");
        html_said(o, SAY_ITS_LINES);
        out_lit(o, "</a>");
    }
    out_lit(o, "</li>");
}

/* What was looked for without effect, in one row. */
static void weightless(struct out *o, const struct reason *list, size_t n)
{
    size_t told = 0;

    for (size_t i = 0; i < n; i++) {
        if (list[i].weight)
            continue;
        if (told++)
            out_lit(o, " ");
        else
            out_lit(o, "<li><b>0</b> ");
        out_html(o, list[i].text);
    }
    if (told)
        out_lit(o, "</li>");
}

static void reasons(struct out *o, const struct result *r, const struct finding *f,
                    const struct reason *list, size_t n, bool is_whole)
{
    out_lit(o, "<ul class=\"reasons\">");
    for (size_t i = 0; i < n; i++)
        if (is_whole || list[i].weight)
            reason(o, r, f, &list[i]);
    if (!is_whole)
        weightless(o, list, n);
    out_lit(o, "</ul>");
}

static void arguments(struct out *o, const struct result *r, const struct finding *f, int level,
                      bool is_whole)
{
    out_lit(o, "<div class=\"sides\"><div>");
    html_part(o, PART_WHY, level);
    reasons(o, r, f, f->reasons, f->n_reasons, true);
    out_lit(o, "</div><div>");
    html_part(o, PART_AGAINST, level);
    if (f->n_against)
        reasons(o, r, f, f->against, f->n_against, is_whole);
    else
        html_said(o, SAY_LOOKED_FOR_NOTHING);
    out_lit(o, "</div></div>");
}

static void unchecked(struct out *o, const struct finding *f, int level)
{
    html_part(o, PART_UNCHECKED, level);
    if (f->n_unchecked == 0) {
        html_said(o, SAY_NOTHING_MISSING);
        return;
    }
    out_lit(o, "<ul>");
    for (size_t i = 0; i < f->n_unchecked; i++) {
        out_lit(o, "<li>");
        out_html(o, f->unchecked[i]);
        out_lit(o, "</li>");
    }
    out_lit(o, "</ul>");
}

static void attribute(struct out *o, const char *value)
{
    out_html(o, slice_str(value));
    out_lit(o, "\"");
}

/* What html.js filters by, beside what its account's box tells. A time that is not known is left
   out: it fits every date. */
static void article_open(struct out *o, const struct finding *f)
{
    out_lit(o, "<article class=\"finding a");
    out_int(o, f->action);
    out_lit(o, "\" id=\"");
    attribute(o, f->id);
    out_lit(o, " data-action=\"");
    attribute(o, action_names[f->ruling->action]);
    out_lit(o, " data-clause=\"");
    attribute(o, clause_names[f->clause]);
    if (f->past) {
        out_lit(o, " data-state=\"");
        attribute(o, standing_names[f->past->standing]);
    }
    out_lit(o, " data-from=\"");
    html_date(o, f->first);
    out_lit(o, "\" data-to=\"");
    html_date(o, f->last);
    out_lit(o, "\">");
}

static void ruling(struct out *o, const struct finding *f)
{
    out_lit(o, "<p class=\"ruling\">");
    html_said(o, SAY_BY_ITSELF);
    html_badge(o, f->action);
    html_say(o, SAY_WEIGHS, gap_word(certainty_names[f->certainty]), gap_milli(f->weight),
             gap_milli(f->counted));
    if (f->is_going_on)
        html_said(o, SAY_WAS_GOING_ON);
    out_lit(o, "</p>");
}

/* The strongest one's stands above, with its account. */
static void advice(struct out *o, const struct finding *f)
{
    bool is_told = ruling_needs_decision(f->ruling) && f == f->ruling->findings;

    if (f->advice.n == 0 || is_told)
        return;
    out_lit(o, "<p class=\"advice\">");
    html_say(o, SAY_ADVICE, gap_text(f->advice));
    out_lit(o, "</p>");
}

/* What the bars of its timeline count, as far as its numbers tell. */
static enum html_word counted(const struct finding *f)
{
    static const struct {
        const char *number;
        enum html_word what;
    } bars[] = { { "recipients", SAY_RECIPIENTS },
                 { "relayed", SAY_RECIPIENTS },
                 { "denied", SAY_REFUSED_ATTEMPTS } };

    for (size_t i = 0; i < f->n_numbers; i++)
        for (size_t b = 0; b < sizeof(bars) / sizeof(*bars); b++)
            if (strcmp(f->numbers[i].name, bars[b].number) == 0)
                return bars[b].what;
    return SAY_EVENTS;
}

static void origin(struct out *o, const struct finding *f, bool is_whole)
{
    out_lit(o, "<p class=\"id\"><a href=\"#");
    attribute(o, f->id);
    out_lit(o, ">");
    out_html(o, slice_str(f->id));
    out_lit(o, "</a> \u00B7 ");
    out_html(o, slice_str(f->title));
    out_lit(o, " (<code>");
    out_html(o, slice_str(f->detector));
    out_lit(o, "</code>)");
    if (!is_whole)
        html_say(o, SAY_IN_SHORT, gap_word(f->id));
    out_lit(o, "</p></article>\n");
}

void html_finding(struct out *o, const struct result *r, const struct finding *f, int level,
                  bool is_whole)
{
    article_open(o, f);
    html_heading_open(o, level);
    out_html(o, f->headline);
    html_heading_close(o, level);
    ruling(o, f);
    html_past(o, f, level + 1);
    advice(o, f);
    facts(o, f);
    arguments(o, r, f, level + 1, is_whole);
    if (is_whole) {
        html_timeline(o, r, f, counted(f));
        html_now(o, r, f);
        html_numbers(o, r, f, level + 1);
    }
    unchecked(o, f, level + 1);
    html_evidence(o, r, f, is_whole);
    origin(o, f, is_whole);
}
