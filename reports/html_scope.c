/* Whom it reached and whom it hurt: over all findings of an account. */
#include "reports/html_case.h"

enum { NAMES_SHOWN = 12 };

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

    html_say(o, SAY_SCOPE, gap_count(s->messages), gap_count(s->recipients), gap_count(s->external),
             gap_count(s->outcomes[OUTCOME_DELIVERED]),
             gap_count(s->outcomes[OUTCOME_BOUNCED] + s->outcomes[OUTCOME_EXPIRED]),
             gap_count(s->outcomes[OUTCOME_OPEN] + s->outcomes[OUTCOME_HELD]),
             gap_count(s->rejects), gap_count(complaints_of(r, a)));
}

static void caused(struct out *o, const struct result *r, const struct account *a)
{
    for (size_t i = 0; i < r->n_incidents; i++)
        if (r->incidents[i].culprit == a)
            html_say(o, SAY_CAUSED, gap_text(r->incidents[i].organisation),
                     gap_count(r->incidents[i].n_hurt));
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
            html_said(o, SAY_CAMPAIGN);
        else
            out_lit(o, ", ");
        out_lit(o, "<a href=\"#");
        html_case_id(o, r->findings[i].ruling);
        out_lit(o, "\">");
        out_html(o, r->findings[i].account->name);
        out_lit(o, "</a>");
    }
    if (n > NAMES_SHOWN)
        html_say(o, SAY_CAMPAIGN_MORE, gap_count(n - NAMES_SHOWN));
    if (n)
        out_lit(o, ".</p>");
}

void html_scope(struct out *o, const struct result *r, const struct ruling *v, int level)
{
    out_lit(o, "<div class=\"scope\">");
    html_part(o, PART_SCOPE, level);
    sums(o, r, v->account);
    caused(o, r, v->account);
    for (size_t i = 0; i < v->n_findings; i++)
        if (v->findings[i].family == FAMILY_CAMPAIGN)
            others(o, r, &v->findings[i]);
    out_lit(o, "</div>");
}
