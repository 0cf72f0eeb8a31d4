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
    html_words(o, slice_str(family_names[f->family]));
    if (f->is_harm)
        html_said(o, SAY_SUM_HARM);
    html_say(o, SAY_SUM_PIECES, gap_count(f->pieces));
    out_lit(o, "</th>");
    cell_milli(o, f->weight);
    out_lit(o, "<td></td>");
    cell_milli(o, f->cap);
    cell_milli(o, f->counted);
    out_lit(o, "</tr>");
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
    out_lit(o, "</a>");
    html_say(o, SAY_SUM_LEAVES, gap_milli(f->score));
    out_lit(o, "</td>");
    cell_milli(o, f->weight);
    cell_milli(o, against(f));
    cell_milli(o, cap);
    out_lit(o, "<td></td></tr>");
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
    out_lit(o, "</tr>");
}

static void sum_row(struct out *o, const struct ruling *v)
{
    out_lit(o, "<tr class=\"total\"><th scope=\"row\" colspan=\"4\">");
    html_said(o, SAY_SUM_TOTAL);
    out_lit(o, "</th>");
    cell_milli(o, v->sum);
    out_lit(o, "</tr>");
}

static void table(struct out *o, const struct ruling *v)
{
    html_table_open(o, NULL, SAY_SUM_TABLE, SAY_SUM_COLUMNS);
    for (size_t i = 0; i < v->n_families; i++) {
        family_row(o, &v->families[i]);
        pieces(o, v, &v->families[i]);
    }
    for (size_t i = 0; i < v->n_excuses; i++)
        excuse_row(o, &v->excuses[i]);
    sum_row(o, v);
    html_table_close(o);
    out_lit(o, "<p>");
}

static bool is_simple(const struct ruling *v)
{
    return v->n_findings == 1 && v->n_families == 1 && v->n_excuses == 0;
}

/* A table of one row is a sentence. */
static void sentence(struct out *o, const struct ruling *v)
{
    const struct finding *f = &v->findings[0];
    const struct family_sum *sum = &v->families[0];

    html_say(o, SAY_SUM_OF_ONE, gap_word(f->id), gap_word(f->title), gap_milli(f->weight),
             gap_milli(against(f)), gap_milli(f->score),
             gap_name(slice_str(family_names[sum->family])), gap_milli(sum->cap),
             gap_milli(v->sum));
}

static void come_to(struct out *o, const struct ruling *v)
{
    html_say(o, SAY_SUM_ACTIONS, gap_name(slice_str(action_names[v->by_sum])),
             gap_name(slice_str(action_names[v->by_rule])));
    html_say(o, SAY_SUM_ODDS, gap_milli(v->prior), gap_milli(v->posterior), gap_word(v->chance));
}

static void withheld(struct out *o, const struct ruling *v)
{
    if (v->n_withheld == 0)
        return;
    out_lit(o, "<ul>");
    for (size_t i = 0; i < v->n_withheld; i++) {
        out_lit(o, "<li>");
        out_html(o, v->withheld[i]);
        out_lit(o, "</li>");
    }
    out_lit(o, "</ul>");
}

static void summary(struct out *o, const struct ruling *v)
{
    const struct gap gaps[] = { gap_milli(v->sum), gap_name(slice_str(action_names[v->by_sum])),
                                gap_word(v->chance) };

    html_summary(o, "sum", v->by_sum == ACTION_RECORD ? SAY_SUM_NOTHING : SAY_SUM_RECOMMENDS, gaps);
}

void html_ruling(struct out *o, const struct ruling *v)
{
    if (v->n_families == 0)
        return;
    withheld(o, v);
    summary(o, v);
    if (is_simple(v))
        sentence(o, v);
    else
        table(o, v);
    come_to(o, v);
    out_lit(o, "</details>");
}
