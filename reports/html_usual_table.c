/* One column for each measure, one row for each way to look at it; sorted by whose days they are.
 */
#include "analyzer/model/usual.h"
#include "reports/html_parts.h"

static void milli(struct out *o, int64_t value, bool is_known)
{
    if (is_known)
        out_milli(o, value);
    else
        out_lit(o, "not known");
}

static void that_day(struct out *o, const struct portrait *p, enum measure m)
{
    html_count(o, p->day[m].value);
}

static void own_median(struct out *o, const struct portrait *p, enum measure m)
{
    html_count(o, p->usual.of[m].median);
}

static void own_p95(struct out *o, const struct portrait *p, enum measure m)
{
    html_count(o, p->usual.of[m].p95);
}

static void own_maximum(struct out *o, const struct portrait *p, enum measure m)
{
    html_count(o, p->usual.of[m].maximum);
}

static void own_rate(struct out *o, const struct portrait *p, enum measure m)
{
    milli(o, p->usual.of[m].rate, p->usual.of[m].rate > 0);
}

static void chance(struct out *o, const struct portrait *p, enum measure m)
{
    milli(o, -(int64_t)p->day[m].surprise, p->usual.of[m].rate > 0);
}

static void peers_median(struct out *o, const struct portrait *p, enum measure m)
{
    html_count(o, p->usual.of[m].peers_median);
}

static void peers_p95(struct out *o, const struct portrait *p, enum measure m)
{
    html_count(o, p->usual.of[m].peers_p95);
}

static void peers_p999(struct out *o, const struct portrait *p, enum measure m)
{
    html_count(o, p->usual.of[m].peers_p999);
}

static void peers_below(struct out *o, const struct portrait *p, enum measure m)
{
    milli(o, (int64_t)p->day[m].rank * 10, p->usual.peer_days > 0);
}

static void peers_factor(struct out *o, const struct portrait *p, enum measure m)
{
    milli(o, p->day[m].factor, p->usual.peer_days > 0);
}

static void calibrated(struct out *o, const struct portrait *p, enum measure m)
{
    milli(o, -(int64_t)p->day[m].calibrated, p->usual.of[m].rate > 0 && p->usual.peer_days > 0);
}

static const struct row {
    const char *name;
    void (*cell)(struct out *o, const struct portrait *p, enum measure m);
} rows[] = {
    { "That day", that_day },
    { "Own days with mail: median", own_median },
    { "Own days with mail: 95 % at most", own_p95 },
    { "Own days with mail: maximum", own_maximum },
    { "Own rate, such days without mail included", own_rate },
    { "Peers' days with mail: median at most", peers_median },
    { "Peers' days with mail: 95 % at most", peers_p95 },
    { "Peers' days with mail: 99.9 % at most", peers_p999 },
    { "Peers' days with mail: % that had less", peers_below },
    { "What peers did that day over what they do on such days", peers_factor },
    { "Chance of so much, by own rate and that factor", chance },
    { "Share of peers' days as far from their own rates", calibrated },
};

void html_usual_table(struct out *o, const struct portrait *p)
{
    static const char *const columns[] = { "A day", "#Messages", "#Recipients", "#New recipients",
                                           NULL };

    html_table_open(o, NULL, "That day, its own days before, and its peers' days", columns);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        out_lit(o, "<tr><th scope=\"row\">");
        out_html(o, slice_str(rows[i].name));
        out_lit(o, "</th>");
        for (int m = 0; m < MEASURES; m++) {
            out_lit(o, "<td class=\"n\">");
            rows[i].cell(o, p, (enum measure)m);
            out_lit(o, "</td>");
        }
        out_lit(o, "</tr>\n");
    }
    html_table_close(o);
}
