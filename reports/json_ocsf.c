/*
 * OCSF's anomaly_analyses: what of the day of a finding is beyond what is usual, with the
 * baselines it is held against. Values are strings there. Only where something is remembered, and
 * something was beyond it: 95 % of the account's own days, of its peers' while it is young.
 */
#include <stdio.h>

#include "analyzer/model/usual.h"
#include "reports/json_parts.h"
#include "reports/text_words.h"

static uint64_t most_days(const struct portrait *p, enum measure m)
{
    return p->usual.is_young ? p->usual.of[m].peers_p95 : p->usual.of[m].p95;
}

static bool is_beyond(const struct portrait *p, enum measure m)
{
    bool is_known = p->usual.is_young ? p->usual.peer_days > 0 : p->usual.known > 0;

    return is_known && p->day[m].value > most_days(p, m);
}

static void observed(struct out *o, enum measure m, slice what, uint64_t value)
{
    char text[96];

    (void)snprintf(text, sizeof(text), "%s a day" SLICE_FMT, measure_names[m], SLICE_ARG(what));
    out_lit(o, "{\"observation_type\":\"Volume Analysis\"");
    json_key_word(o, "observation_parameter", text);
    (void)snprintf(text, sizeof(text), "%llu", (unsigned long long)value);
    json_key(o, "observations");
    out_lit(o, "[{\"value\":");
    json_text(o, slice_str(text));
    out_lit(o, "}]}");
}

static void anomalies(struct out *o, const struct portrait *p)
{
    bool is_first = true;

    json_key(o, "anomalies");
    out_lit(o, "[");
    for (int m = 0; m < MEASURES; m++) {
        if (!is_beyond(p, (enum measure)m))
            continue;
        if (!is_first)
            out_lit(o, ",");
        is_first = false;
        observed(o, (enum measure)m, SLICE(""), p->day[m].value);
    }
    out_lit(o, "]");
}

static void baselines(struct out *o, const struct portrait *p)
{
    bool is_first = true;

    json_key(o, "baselines");
    out_lit(o, "[");
    for (int m = 0; m < MEASURES; m++) {
        const struct usual_of *of = &p->usual.of[m];

        if (!is_beyond(p, (enum measure)m))
            continue;
        if (!is_first)
            out_lit(o, ",");
        is_first = false;
        observed(o, (enum measure)m, text_word(TELL_OF_ITS_DAYS), of->p95);
        out_lit(o, ",");
        observed(o, (enum measure)m, text_word(TELL_OF_PEERS_DAYS), of->peers_p95);
    }
    out_lit(o, "]");
}

void json_anomalies(struct out *o, const struct ruling *v)
{
    const struct portrait *p = v->usual;
    bool is_any = false;

    for (int m = 0; p && m < MEASURES; m++)
        is_any = is_any || is_beyond(p, (enum measure)m);
    if (!is_any)
        return;
    json_key(o, "anomaly_analyses");
    out_lit(o, "[{\"analysis_targets\":[{\"name\":");
    json_text(o, v->account->name);
    out_lit(o, ",\"type\":\"User Account\"}]");
    anomalies(o, p);
    baselines(o, p);
    out_lit(o, "}]");
}
