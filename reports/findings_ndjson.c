/*
 * One line per finding, shaped as an OCSF Detection Finding (class 2004, schema 1.3.0), so
 * that a SIEM takes it as it is. What OCSF has no place for stands under "unmapped", in our
 * own words. Times are milliseconds; no fraction but in scores and weights.
 */
#include "reports/report.h"

static void text(struct out *o, slice s)
{
    out_lit(o, "\"");
    out_json(o, s);
    out_lit(o, "\"");
}

/* A member that is not the first of its object. */
static void key(struct out *o, const char *name)
{
    out_lit(o, ",");
    text(o, slice_str(name));
    out_lit(o, ":");
}

static void key_text(struct out *o, const char *name, slice s)
{
    key(o, name);
    text(o, s);
}

static void key_word(struct out *o, const char *name, const char *word)
{
    key_text(o, name, slice_str(word));
}

static void key_int(struct out *o, const char *name, int64_t value)
{
    key(o, name);
    out_int(o, value);
}

static void key_bool(struct out *o, const char *name, bool value)
{
    key(o, name);
    if (value)
        out_lit(o, "true");
    else
        out_lit(o, "false");
}

static void key_time(struct out *o, const char *name, usec when)
{
    if (when != USEC_NONE)
        key_int(o, name, when / 1000);
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

    key_word(o, "confidence", words[certainty]);
    key_int(o, "confidence_id", ids[certainty]);
}

static void finding_info(struct out *o, const struct finding *f)
{
    out_lit(o, ",\"finding_info\":{\"uid\":");
    text(o, slice_str(f->id));
    key_word(o, "title", f->title);
    key_text(o, "desc", f->headline);
    key_time(o, "first_seen_time", f->first);
    key_time(o, "last_seen_time", f->last);
    out_lit(o, ",\"analytic\":{\"name\":");
    text(o, slice_str(f->detector));
    out_lit(o, ",\"type\":\"Rule\",\"type_id\":1},\"types\":[");
    text(o, slice_str(clause_names[f->clause]));
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
        text(o, r->inputs[q->at.input].name);
        key_int(o, "line", q->at.line);
        key_int(o, "offset", (int64_t)q->at.offset);
        key_time(o, "time", q->when);
        key_text(o, "raw", q->raw);
        out_lit(o, "}}");
    }
    out_lit(o, "]");
}

static void metadata(struct out *o, const struct result *r)
{
    out_lit(o, ",\"metadata\":{\"version\":\"1.3.0\",\"product\":{\"name\":\"Mailproctor\","
               "\"vendor_name\":\"Mailproctor\"");
    key_text(o, "version", r->version);
    out_lit(o, "}}");
}

static void reasons(struct out *o, const char *name, const struct reason *at, size_t n)
{
    key(o, name);
    out_lit(o, "[");
    for (size_t i = 0; i < n; i++) {
        if (i)
            out_lit(o, ",");
        out_lit(o, "{\"text\":");
        text(o, at[i].text);
        key_word(o, "family", family_names[at[i].family]);
        key(o, "weight");
        out_milli(o, at[i].weight);
        out_lit(o, "}");
    }
    out_lit(o, "]");
}

static void numbers(struct out *o, const struct finding *f)
{
    key(o, "numbers");
    out_lit(o, "{");
    for (size_t i = 0; i < f->n_numbers; i++) {
        if (i)
            out_lit(o, ",");
        text(o, slice_str(f->numbers[i].name));
        out_lit(o, ":");
        out_int(o, f->numbers[i].value);
    }
    out_lit(o, "}");
}

static void unchecked(struct out *o, const struct finding *f)
{
    key(o, "unchecked");
    out_lit(o, "[");
    for (size_t i = 0; i < f->n_unchecked; i++) {
        if (i)
            out_lit(o, ",");
        text(o, f->unchecked[i]);
    }
    out_lit(o, "]");
}

static void unmapped(struct out *o, const struct finding *f)
{
    out_lit(o, ",\"unmapped\":{\"account\":");
    text(o, f->account->name);
    key_word(o, "kind", account_kind_names[f->account->kind]);
    key_text(o, "department", f->account->department);
    key_word(o, "clause", clause_names[f->clause]);
    key_word(o, "action", action_names[f->action]);
    key_word(o, "certainty", certainty_names[f->certainty]);
    key(o, "score");
    out_milli(o, f->score);
    key_text(o, "anchor", f->anchor);
    numbers(o, f);
    reasons(o, "reasons", f->reasons, f->n_reasons);
    reasons(o, "against", f->against, f->n_against);
    unchecked(o, f);
    key_int(o, "lines", (int64_t)f->lines);
    key_bool(o, "is_going_on", f->is_going_on);
    key_bool(o, "is_operators", f->is_operators);
    out_lit(o, "}");
}

static void line(struct out *o, const struct result *r, const struct finding *f)
{
    out_lit(o, "{\"class_uid\":2004,\"category_uid\":2,\"activity_id\":1,\"type_uid\":200401");
    key_int(o, "time", when_of(r, f) / 1000);
    key_int(o, "severity_id", severity(f->action));
    confidence(o, f->certainty);
    key_int(o, "status_id", 1);
    key_text(o, "message", f->headline);
    finding_info(o, f);
    evidences(o, r, f);
    out_lit(o, ",\"remediation\":{\"desc\":");
    text(o, f->advice);
    out_lit(o, "}");
    metadata(o, r);
    unmapped(o, f);
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
