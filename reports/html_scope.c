/* Whom it reached and whom it hurt: over all findings of an account. */
#include "reports/html_case.h"
#include "reports/html_words.h"

enum { NAMES_SHOWN = 12 };

static void fact(struct out *o, const char *what, uint64_t n)
{
    out_lit(o, "<div><dt>");
    out_html(o, slice_str(what));
    out_lit(o, "</dt><dd>");
    html_count(o, n);
    out_lit(o, "</dd></div>\n");
}

static uint64_t complaints_of(const struct result *r, const struct account *a)
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_complaints; i++)
        n += r->complaints[i].account == a && r->complaints[i].match == MATCH_COUNTED &&
             !complaint_is_kept_out(r->complaints[i].complaint);
    return n;
}

static void sums(struct out *o, const struct result *r, const struct account *a)
{
    const struct sums *s = &a->sums;

    out_lit(o, "<dl class=\"numbers\">\n");
    fact(o, "Messages", s->messages);
    fact(o, "Recipients", s->recipients);
    fact(o, "Outside", s->external);
    fact(o, "Delivered", s->outcomes[OUTCOME_DELIVERED]);
    fact(o, "Bounced", s->outcomes[OUTCOME_BOUNCED] + s->outcomes[OUTCOME_EXPIRED]);
    fact(o, "Still in the queue", s->outcomes[OUTCOME_OPEN] + s->outcomes[OUTCOME_HELD]);
    fact(o, "Refused", s->rejects);
    fact(o, "Complaints that count", complaints_of(r, a));
    out_lit(o, "</dl>\n");
}

static void caused(struct out *o, const struct result *r, const struct account *a)
{
    for (size_t i = 0; i < r->n_incidents; i++) {
        const struct incident *is = &r->incidents[i];

        if (is->culprit != a)
            continue;
        out_lit(o, "<p>For its mail ");
        out_html(o, is->organisation);
        out_lit(o, " refused everybody's: <a href=\"#incidents\">");
        html_plural(o, is->n_hurt, "other account was hurt", "other accounts were hurt");
        out_lit(o, "</a>.</p>\n");
    }
}

static bool is_together(const struct finding *a, const struct finding *b)
{
    return a->ruling != b->ruling && a->family == FAMILY_CAMPAIGN && b->family == a->family &&
           slice_eq(a->anchor, b->anchor) && a->anchor.n > 0;
}

static void others(struct out *o, const struct result *r, const struct finding *f)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n_findings; i++) {
        if (!is_together(f, &r->findings[i]) || n++ >= NAMES_SHOWN)
            continue;
        if (n == 1)
            out_lit(o, "<p>In the same campaign: ");
        else
            out_lit(o, ", ");
        out_lit(o, "<a href=\"#");
        html_case_id(o, r->findings[i].ruling);
        out_lit(o, "\">");
        out_html(o, r->findings[i].account->name);
        out_lit(o, "</a>");
    }
    if (n > NAMES_SHOWN) {
        out_lit(o, " and ");
        html_count(o, n - NAMES_SHOWN);
        out_lit(o, " more");
    }
    if (n)
        out_lit(o, ".</p>\n");
}

void html_scope(struct out *o, const struct result *r, const struct ruling *v, int level)
{
    out_lit(o, "<div class=\"scope\">\n");
    html_part(o, PART_SCOPE, level);
    sums(o, r, v->account);
    caused(o, r, v->account);
    for (size_t i = 0; i < v->n_findings; i++)
        if (v->findings[i].family == FAMILY_CAMPAIGN)
            others(o, r, &v->findings[i]);
    out_lit(o, "</div>\n");
}
