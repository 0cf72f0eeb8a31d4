/*
 * One finding as an investigator reads it, on one screen: what happened and what to do,
 * why, what speaks against it, when, numbers, what these logs cannot show; the lines
 * themselves folded below.
 */
#include "reports/html_parts.h"
#include "reports/html_words.h"

static void when(struct out *o, const struct finding *f)
{
    out_lit(o, "<div><dt>When</dt><dd>");
    html_span(o, f->first, f->last);
    out_lit(o, "</dd></div>\n");
}

static void policy(struct out *o, const struct finding *f)
{
    out_lit(o, "<div><dt>Policy</dt><dd>");
    out_html(o, slice_str(clause_titles[f->clause]));
    if (f->anchor.n) {
        out_lit(o, "<br>concerns: ");
        out_html(o, f->anchor);
    }
    out_lit(o, "</dd></div>\n");
}

/* Reasons rest on the log; what speaks against them may rest on the site's files. */
static bool rests_on_log(const struct finding *f, const struct reason *why)
{
    return f->n_reasons && why >= f->reasons && why <= &f->reasons[f->n_reasons - 1];
}

static void reason(struct out *o, const struct result *r, const struct finding *f,
                   const struct reason *why)
{
    out_lit(o, "<li><span class=\"weight\">");
    if (why->weight > 0)
        out_lit(o, "+");
    out_milli(o, why->weight);
    out_lit(o, "</span> <span>");
    html_linked(o, r, f, why->text);
    if (why->weight) {
        out_lit(o, " <small>");
        html_words(o, family_names[why->family]);
        out_lit(o, "</small>");
    }
    if (rests_on_log(f, why) && f->n_quotes) {
        out_lit(o, " <a href=\"");
        html_evidence_href(o, f, QUOTE_KINDS);
        out_lit(o, "\">its lines</a>");
    }
    out_lit(o, "</span></li>\n");
}

static void arguments(struct out *o, const struct result *r, const struct finding *f, int level)
{
    out_lit(o, "<div class=\"sides\"><div>\n");
    html_part(o, PART_WHY, level);
    out_lit(o, "<ul class=\"reasons\">\n");
    for (size_t i = 0; i < f->n_reasons; i++)
        reason(o, r, f, &f->reasons[i]);
    out_lit(o, "</ul>\n</div><div>\n");
    html_part(o, PART_AGAINST, level);
    if (f->n_against == 0) {
        out_lit(o, "<p>Nothing was looked for: treat this finding with care.</p>\n</div></div>\n");
        return;
    }
    out_lit(o, "<ul class=\"reasons\">\n");
    for (size_t i = 0; i < f->n_against; i++)
        reason(o, r, f, &f->against[i]);
    out_lit(o, "</ul>\n</div></div>\n");
}

static void unchecked(struct out *o, const struct finding *f, int level)
{
    html_part(o, PART_UNCHECKED, level);
    if (f->n_unchecked == 0) {
        out_lit(o, "<p>Nothing is known to be missing from these logs for this clause.</p>\n");
        return;
    }
    out_lit(o, "<ul>\n");
    for (size_t i = 0; i < f->n_unchecked; i++) {
        out_lit(o, "<li>");
        out_html(o, f->unchecked[i]);
        out_lit(o, "</li>\n");
    }
    out_lit(o, "</ul>\n");
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
    out_lit(o, "\">\n");
}

static void ruling(struct out *o, const struct finding *f)
{
    out_lit(o, "<p class=\"ruling\">By itself: ");
    html_badge(o, f->action);
    out_lit(o, " <b>");
    out_html(o, slice_str(certainty_names[f->certainty]));
    out_lit(o, "</b>, weight ");
    out_milli(o, f->weight);
    out_lit(o, ", in the account's sum ");
    out_milli(o, f->counted);
    if (f->is_going_on)
        out_lit(o, " <span class=\"live\">going on when the log ended</span>");
    out_lit(o, "</p>\n");
}

/* The strongest one's stands above, with its account. */
static void advice(struct out *o, const struct finding *f)
{
    bool is_told = ruling_needs_decision(f->ruling) && f == f->ruling->findings;

    if (f->advice.n == 0 || is_told)
        return;
    out_lit(o, "<p class=\"advice\">What helps: ");
    out_html(o, f->advice);
    out_lit(o, "</p>\n");
}

/* What the bars of its timeline count, as far as its numbers tell. */
static const char *counted(const struct finding *f)
{
    static const char *const words[][2] = { { "recipients", "recipients" },
                                            { "relayed", "recipients" },
                                            { "denied", "refused attempts" } };

    for (size_t i = 0; i < f->n_numbers; i++)
        for (size_t w = 0; w < sizeof(words) / sizeof(*words); w++)
            if (strcmp(f->numbers[i].name, words[w][0]) == 0)
                return words[w][1];
    return "events";
}

static void origin(struct out *o, const struct finding *f)
{
    out_lit(o, "<p class=\"id\"><a href=\"#");
    attribute(o, f->id);
    out_lit(o, ">");
    out_html(o, slice_str(f->id));
    out_lit(o, "</a> \u00B7 ");
    out_html(o, slice_str(f->title));
    out_lit(o, " (<code>");
    out_html(o, slice_str(f->detector));
    out_lit(o, "</code>)</p>\n</article>\n");
}

void html_finding(struct out *o, const struct result *r, const struct finding *f, int level)
{
    article_open(o, f);
    html_heading_open(o, level);
    out_html(o, f->headline);
    html_heading_close(o, level);
    ruling(o, f);
    html_past(o, f, level + 1);
    advice(o, f);
    out_lit(o, "<dl class=\"facts\">\n");
    when(o, f);
    policy(o, f);
    out_lit(o, "</dl>\n");
    arguments(o, r, f, level + 1);
    html_timeline(o, f, counted(f));
    html_numbers(o, r, f, level + 1);
    unchecked(o, f, level + 1);
    html_evidence(o, r, f);
    origin(o, f);
}
