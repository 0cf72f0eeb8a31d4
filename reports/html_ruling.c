/*
 * What all findings about an account come to: the sum as a table that anybody can add up,
 * folded, and why it recommends no more.
 */
#include "reports/html_case.h"

enum { PIECES_MAX = 20 }; /* of a family; more are in findings.csv */

static void cell_milli(struct out *o, int64_t value)
{
    out_lit(o, "<td class=\"n\">");
    out_milli(o, value);
    out_lit(o, "</td>");
}

static void family_row(struct out *o, const struct family_sum *f)
{
    out_lit(o, "<tr><th scope=\"row\">");
    html_words(o, family_names[f->family]);
    if (f->is_harm)
        out_lit(o, " <small>harm</small>");
    out_lit(o, " <small>");
    html_plural(o, f->pieces, "finding", "findings");
    out_lit(o, "</small></th>");
    cell_milli(o, f->weight);
    out_lit(o, "<td></td>");
    cell_milli(o, f->cap);
    cell_milli(o, f->counted);
    out_lit(o, "</tr>\n");
}

static int32_t against(const struct finding *f)
{
    int64_t sum = 0;

    for (size_t i = 0; i < f->n_against; i++)
        sum += f->against[i].weight;
    return (int32_t)sum;
}

static void piece_row(struct out *o, const struct finding *f, int32_t cap)
{
    out_lit(o, "<tr class=\"piece\"><td><a href=\"#");
    out_html(o, slice_str(f->id));
    out_lit(o, "\">");
    out_html(o, slice_str(f->title));
    out_lit(o, "</a> leaves ");
    out_milli(o, f->score);
    out_lit(o, "</td>");
    cell_milli(o, f->weight);
    cell_milli(o, against(f));
    cell_milli(o, cap);
    out_lit(o, "<td></td></tr>\n");
}

/* Those of a family that count; the others have one cause with them, or leave less. */
static void pieces(struct out *o, const struct ruling *v, const struct family_sum *sum)
{
    size_t shown = 0;

    for (size_t i = 0; i < v->n_findings && shown < PIECES_MAX; i++) {
        const struct finding *f = &v->findings[i];

        if (f->family != sum->family || (f->counted == 0 && sum->pieces > 1))
            continue;
        piece_row(o, f, sum->cap);
        shown++;
    }
}

static void excuse_row(struct out *o, const struct reason *excuse)
{
    out_lit(o, "<tr><th scope=\"row\" colspan=\"4\">");
    out_html(o, excuse->text);
    out_lit(o, "</th>");
    cell_milli(o, excuse->weight);
    out_lit(o, "</tr>\n");
}

static void sum_row(struct out *o, const struct ruling *v)
{
    out_lit(o, "<tr class=\"total\"><th scope=\"row\" colspan=\"4\">Sum</th>");
    cell_milli(o, v->sum);
    out_lit(o, "</tr>\n");
}

static void table(struct out *o, const struct ruling *v)
{
    static const char *const columns[] = { "Kind of evidence", "#Weight", "#Against it",
                                           "#At most",         "#Counts", NULL };

    html_table_open(o, NULL, "Each kind of evidence, and what it counts", columns);
    for (size_t i = 0; i < v->n_families; i++) {
        family_row(o, &v->families[i]);
        pieces(o, v, &v->families[i]);
    }
    for (size_t i = 0; i < v->n_excuses; i++)
        excuse_row(o, &v->excuses[i]);
    sum_row(o, v);
    html_table_close(o);
}

static void threshold(struct out *o, const char *what, int32_t at)
{
    out_html(o, slice_str(what));
    out_lit(o, " from ");
    out_milli(o, at);
}

static void thresholds(struct out *o, const struct ruling *v)
{
    out_lit(o, "<p>A sum recommends: ");
    threshold(o, "contact", SUM_CONTACT);
    threshold(o, ", hold or throttle", SUM_HOLD);
    threshold(o, ", disable sending", SUM_DISABLE);
    out_lit(o, " (with two kinds that count ");
    out_milli(o, SUM_OF_FAMILY);
    out_lit(o, " or more, one of them harm, and logs that nothing is wrong with). This one: ");
    html_words(o, action_names[v->by_sum]);
    out_lit(o, ". The strongest finding by itself: ");
    html_words(o, action_names[v->by_rule]);
    out_lit(o, ". The greater of both stands.</p>\n");
}

static void chance(struct out *o, const struct ruling *v)
{
    out_lit(o, "<p>Odds of abuse, as powers of ten: ");
    out_milli(o, v->prior);
    out_lit(o, " on any day before the logs are read; with this sum ");
    out_milli(o, v->posterior);
    out_lit(o, ", which is a chance of ");
    out_html(o, slice_str(v->chance));
    out_lit(o, ".</p>\n");
}

static bool counts_volume(const struct ruling *v)
{
    for (size_t i = 0; i < v->n_families; i++)
        if (v->families[i].family == FAMILY_VOLUME)
            return true;
    return false;
}

/* Nobody can be surer of what is unusual than the usual days he has seen. */
static void volume(struct out *o, const struct result *r, const struct ruling *v)
{
    if (!counts_volume(v))
        return;
    out_lit(o, "<p>The site has shown ");
    html_plural(o, r->benign_days, "day of an account", "days of accounts");
    out_lit(o, " without a finding: volume counts at most ");
    out_milli(o, r->volume_cap);
    out_lit(o, ".</p>\n");
}

static void withheld(struct out *o, const struct ruling *v)
{
    if (v->n_withheld == 0)
        return;
    out_lit(o, "<ul>\n");
    for (size_t i = 0; i < v->n_withheld; i++) {
        out_lit(o, "<li>");
        out_html(o, v->withheld[i]);
        out_lit(o, "</li>\n");
    }
    out_lit(o, "</ul>\n");
}

static void summary(struct out *o, const struct ruling *v)
{
    out_lit(o, "<details class=\"sum\"><summary>Sum of the evidence: ");
    out_milli(o, v->sum);
    if (v->by_sum == ACTION_RECORD) {
        out_lit(o, ", which recommends nothing by itself</summary>\n");
        return;
    }
    out_lit(o, ", which by itself recommends ");
    html_words(o, action_names[v->by_sum]);
    out_lit(o, "; chance of abuse: ");
    out_html(o, slice_str(v->chance));
    out_lit(o, "</summary>\n");
}

void html_ruling(struct out *o, const struct result *r, const struct ruling *v)
{
    if (v->n_families == 0)
        return;
    withheld(o, v);
    summary(o, v);
    table(o, v);
    thresholds(o, v);
    volume(o, r, v);
    chance(o, v);
    out_lit(o, "</details>\n");
}
