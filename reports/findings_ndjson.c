/*
 * One line per finding, shaped as an OCSF Detection Finding (class 2004, schema 1.5.0), so
 * that a SIEM takes it as it is. What OCSF has no place for stands under "unmapped", in our
 * own words. Times are milliseconds; no fraction but in scores and weights.
 */
#include "reports/json_parts.h"

static void key_time(struct out *o, const char *name, usec when)
{
    if (when != USEC_NONE)
        json_key_int(o, name, when / 1000);
}

static usec when_of(const struct result *r, const struct finding *f)
{
    usec when = f->last != USEC_NONE ? f->last : f->first != USEC_NONE ? f->first : r->last;

    return when != USEC_NONE ? when : 0;
}

/* Informational, low, medium, high, critical. */
static int severity(enum action action)
{
    static const int of[ACTIONS] = { 1, 2, 3, 3, 4, 5, 5 };

    return of[action];
}

static void confidence(struct out *o, enum certainty certainty)
{
    static const char *const words[] = { "Low", "Medium", "High", "High" };
    static const int ids[] = { 1, 2, 3, 3 };

    json_key_word(o, "confidence", words[certainty]);
    json_key_int(o, "confidence_id", ids[certainty]);
}

static void finding_info(struct out *o, const struct finding *f)
{
    out_lit(o, ",\"finding_info\":{\"uid\":");
    json_text(o, slice_str(f->id));
    json_key_word(o, "title", f->title);
    json_key_text(o, "desc", f->headline);
    key_time(o, "first_seen_time", f->first);
    key_time(o, "last_seen_time", f->last);
    json_key_int(o, "related_events_count", (int64_t)f->lines);
    out_lit(o, ",\"analytic\":{\"name\":");
    json_text(o, slice_str(f->detector));
    out_lit(o, ",\"type\":\"Rule\",\"type_id\":1},\"types\":[");
    json_text(o, slice_str(clause_names[f->clause]));
    out_lit(o, "]}");
}

static void evidences(struct out *o, const struct result *r, const struct finding *f)
{
    out_lit(o, ",\"evidences\":[");
    for (size_t i = 0; i < f->n_quotes; i++) {
        const struct quote *q = &f->quotes[i];

        if (i)
            out_lit(o, ",");
        out_lit(o, "{\"data\":{\"file\":");
        json_text(o, result_input_name(r, q->at.input));
        json_key_int(o, "line", q->at.line);
        json_key_int(o, "offset", (int64_t)q->at.offset);
        key_time(o, "time", q->when);
        json_key_word(o, "tells", quote_kind_names[q->kind]);
        json_key_text(o, "raw", q->raw);
        out_lit(o, "}}");
    }
    out_lit(o, "]");
}

static void metadata(struct out *o, const struct result *r)
{
    out_lit(o, ",\"metadata\":{\"version\":\"1.5.0\",\"product\":{\"name\":\"Mailproctor\","
               "\"vendor_name\":\"Mailproctor\"");
    json_key_text(o, "version", r->version);
    out_lit(o, "}}");
}

static void reasons(struct out *o, const char *name, const struct reason *at, size_t n)
{
    json_key(o, name);
    out_lit(o, "[");
    for (size_t i = 0; i < n; i++) {
        if (i)
            out_lit(o, ",");
        out_lit(o, "{\"text\":");
        json_text(o, at[i].text);
        json_key_word(o, "family", family_names[at[i].family]);
        json_key(o, "weight");
        out_milli(o, at[i].weight);
        out_lit(o, "}");
    }
    out_lit(o, "]");
}

static void numbers(struct out *o, const struct finding *f)
{
    json_key(o, "numbers");
    out_lit(o, "{");
    for (size_t i = 0; i < f->n_numbers; i++) {
        if (i)
            out_lit(o, ",");
        json_text(o, slice_str(f->numbers[i].name));
        out_lit(o, ":");
        out_int(o, f->numbers[i].value);
    }
    out_lit(o, "}");
}

/* Cited or not: how many lines of each kind the sentences rest on. */
static void lines_of(struct out *o, const struct finding *f)
{
    bool is_first = true;

    json_key(o, "lines_of");
    out_lit(o, "{");
    for (int kind = 0; kind < QUOTE_KINDS; kind++) {
        if (f->lines_of[kind] == 0)
            continue;
        if (!is_first)
            out_lit(o, ",");
        is_first = false;
        json_text(o, slice_str(quote_kind_names[kind]));
        out_lit(o, ":");
        out_int(o, (int64_t)f->lines_of[kind]);
    }
    out_lit(o, "}");
}

static void unchecked(struct out *o, const struct finding *f)
{
    json_key(o, "unchecked");
    out_lit(o, "[");
    for (size_t i = 0; i < f->n_unchecked; i++) {
        if (i)
            out_lit(o, ",");
        json_text(o, f->unchecked[i]);
    }
    out_lit(o, "]");
}

static void weights(struct out *o, const struct finding *f)
{
    json_key_word(o, "family", family_names[f->family]);
    json_key(o, "weight");
    out_milli(o, f->weight);
    json_key(o, "score");
    out_milli(o, f->score);
    json_key(o, "counted");
    out_milli(o, f->counted);
    json_key_text(o, "cause", f->cause);
    json_key_bool(o, "is_announced", f->is_announced);
    json_ruling(o, f->ruling);
    if (f->ruling->usual)
        json_usual(o, f->ruling->usual);
}

static void unmapped(struct out *o, const struct result *r, const struct finding *f)
{
    out_lit(o, ",\"unmapped\":{\"schema\":1,\"account\":");
    json_text(o, f->account->name);
    json_key_word(o, "kind", account_kind_names[f->account->kind]);
    json_key_text(o, "department", f->account->department);
    json_key_word(o, "clause", clause_names[f->clause]);
    json_key_word(o, "action", action_names[f->action]);
    json_key_word(o, "certainty", certainty_names[f->certainty]);
    weights(o, f);
    json_key_text(o, "anchor", f->anchor);
    numbers(o, f);
    reasons(o, "reasons", f->reasons, f->n_reasons);
    reasons(o, "against", f->against, f->n_against);
    unchecked(o, f);
    json_steps(o, r, f);
    json_key_int(o, "lines", (int64_t)f->lines);
    lines_of(o, f);
    json_key_bool(o, "is_going_on", f->is_going_on);
    json_key_bool(o, "is_operators", f->is_operators);
    json_past(o, f);
    out_lit(o, "}");
}

/* Create, update, close. */
static int activity_of(const struct finding *f)
{
    if (!f->past || f->past->standing == STANDING_NEW)
        return 1;
    return f->past->standing == STANDING_CLOSED ? 3 : 2;
}

/* New, in progress, resolved. */
static int status_of(const struct finding *f)
{
    if (!f->past || f->past->standing == STANDING_NEW)
        return 1;
    return f->past->standing == STANDING_CLOSED ? 4 : 2;
}

static void line(struct out *o, const struct result *r, const struct finding *f)
{
    int activity = activity_of(f);

    out_lit(o, "{\"class_uid\":2004,\"category_uid\":2");
    json_key_int(o, "activity_id", activity);
    json_key_int(o, "type_uid", 200400 + activity);
    json_key_int(o, "time", when_of(r, f) / 1000);
    key_time(o, "start_time", f->first);
    key_time(o, "end_time", f->last);
    json_key_int(o, "severity_id", severity(f->ruling->action));
    confidence(o, f->certainty);
    json_key_int(o, "status_id", status_of(f));
    json_key_bool(o, "is_alert", activity != 3 && f->ruling->action > ACTION_RECORD);
    json_key_text(o, "message", f->headline);
    finding_info(o, f);
    evidences(o, r, f);
    json_anomalies(o, f->ruling);
    out_lit(o, ",\"remediation\":{\"desc\":");
    json_text(o, f->advice);
    out_lit(o, "}");
    metadata(o, r);
    unmapped(o, r, f);
    out_lit(o, "}\n");
}

static void write_findings(struct out *o, const struct result *r)
{
    for (size_t i = 0; i < r->n_findings; i++)
        line(o, r, &r->findings[i]);
}

const struct report report_findings_ndjson = {
    .name = "findings.ndjson",
    .what = "every finding as an OCSF Detection Finding, one JSON object a line",
    .write = write_findings,
};
