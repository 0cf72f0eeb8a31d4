/* One column for each measure, one row for each way to look at it; sorted by whose days they are.
 */
#include "analyzer/model/usual.h"
#include "reports/html_parts.h"

static void milli(struct out *o, int64_t value, bool is_known)
{
    if (is_known)
        out_milli(o, value);
    else
        html_said(o, SAY_NOT_KNOWN);
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
    enum html_word name;
    void (*cell)(struct out *o, const struct portrait *p, enum measure m);
} rows[] = {
    { SAY_ROW_THAT_DAY, that_day },
    { SAY_ROW_MEDIAN, own_median },
    { SAY_ROW_P95, own_p95 },
    { SAY_ROW_MAXIMUM, own_maximum },
    { SAY_ROW_RATE, own_rate },
    { SAY_ROW_PEERS_MEDIAN, peers_median },
    { SAY_ROW_PEERS_P95, peers_p95 },
    { SAY_ROW_PEERS_P999, peers_p999 },
    { SAY_ROW_PEERS_BELOW, peers_below },
    { SAY_ROW_FACTOR, peers_factor },
    { SAY_ROW_CHANCE, chance },
    { SAY_ROW_CALIBRATED, calibrated },
};

void html_usual_table(struct out *o, const struct portrait *p)
{
    html_table_open(o, NULL, SAY_USUAL_TABLE, SAY_USUAL_COLUMNS);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        out_lit(o, "<tr><th scope=\"row\">");
        html_said(o, rows[i].name);
        out_lit(o, "</th>");
        for (int m = 0; m < MEASURES; m++) {
            out_lit(o, "<td class=\"n\">");
            rows[i].cell(o, p, (enum measure)m);
            out_lit(o, "</td>");
        }
        out_lit(o, "</tr>");
    }
    html_table_close(o);
}
