/* Numbers as they are: rates and factors with their thousandths, chances as powers of ten. */
#include "analyzer/model/usual.h"
#include "reports/json_parts.h"

static void key_date(struct out *o, const char *name, int64_t day)
{
    char text[32];

    (void)clock_utc_text((usec)day * DAY * USEC_PER_SECOND, text);
    json_key_text(o, name, slice_of(text, 10));
}

static void measure(struct out *o, const struct portrait *p, enum measure m)
{
    const struct usual_of *of = &p->usual.of[m];
    const struct compared *day = &p->day[m];

    json_key(o, measure_names[m]);
    out_lit(o, "{\"value\":");
    out_int(o, (int64_t)day->value);
    json_key_milli(o, "rate", of->rate);
    json_key_milli(o, "dispersion", of->dispersion);
    json_key_int(o, "median", (int64_t)of->median);
    json_key_int(o, "p95", (int64_t)of->p95);
    json_key_int(o, "maximum", (int64_t)of->maximum);
    json_key_int(o, "peers_median", (int64_t)of->peers_median);
    json_key_int(o, "peers_p95", (int64_t)of->peers_p95);
    json_key_int(o, "peers_p999", (int64_t)of->peers_p999);
    json_key_milli(o, "peers_less_percent", (int64_t)day->rank * 10);
    json_key_milli(o, "peers_factor", day->factor);
    json_key_milli(o, "surprise", day->surprise);
    json_key_milli(o, "calibrated", day->calibrated);
    out_lit(o, "}");
}

static void numbers(struct out *o, const char *name, const uint64_t *at, size_t n)
{
    json_key(o, name);
    out_lit(o, "[");
    for (size_t i = 0; i < n; i++) {
        if (i)
            out_lit(o, ",");
        out_int(o, (int64_t)at[i]);
    }
    out_lit(o, "]");
}

static void hours(struct out *o, const char *name, const uint32_t *at)
{
    uint64_t days[24];

    for (size_t i = 0; i < 24; i++)
        days[i] = at[i];
    numbers(o, name, days, 24);
}

void json_usual(struct out *o, const struct portrait *p)
{
    const struct usual *u = &p->usual;

    json_key(o, "usual");
    out_lit(o, "{\"known_days\":");
    out_int(o, u->known);
    key_date(o, "day", u->day);
    json_key_bool(o, "is_open", p->is_open);
    json_key_bool(o, "is_weekend", u->is_weekend);
    json_key_int(o, "age_days", u->age);
    json_key_bool(o, "is_young", u->is_young);
    json_key_int(o, "suspect_days", u->days - u->known);
    json_key_int(o, "peer_days", (int64_t)u->peer_days);
    for (int m = 0; m < MEASURES; m++)
        measure(o, p, (enum measure)m);
    numbers(o, "recipients_by_day", p->recipients, USUAL_DAYS + 1);
    hours(o, "workday_hours", p->hours[0]);
    hours(o, "weekend_hours", p->hours[1]);
    out_lit(o, "}");
}
