/*
 * What is said of the run as a whole, for programs that look at its findings later: how it was
 * made, what it read, the limits in force, the quality of the data, and who refused everybody's
 * mail. `mailproctor explain` and `mailproctor bundle` read it beside findings.ndjson. Times are
 * milliseconds.
 */
#include <stdio.h>

#include "reports/json_parts.h"

static const char *const unit_names[] = {
    [COUNT] = "count",       [SECONDS] = "seconds",   [BYTES] = "bytes",
    [PER_CENT] = "per_cent", [MILLI] = "thousandths",
};

static void key_time(struct out *o, const char *name, usec when)
{
    if (when != USEC_NONE)
        json_key_int(o, name, when / 1000);
}

static void made(struct out *o, const struct result *r)
{
    char hash[20];

    (void)snprintf(hash, sizeof(hash), "%016llx", (unsigned long long)r->configuration);
    json_key_text(o, "version", r->version);
    json_key_text(o, "organisation", r->organisation);
    json_key_text(o, "command", r->command);
    json_key_text(o, "site", r->site);
    json_key_word(o, "configuration", hash);
    json_key_text(o, "suffix_list", r->replies.suffix_list);
    json_key_text(o, "time_zone", r->time_zone);
    key_time(o, "first", r->first);
    key_time(o, "last", r->last);
    json_key_int(o, "benign_days", (int64_t)r->benign_days);
    json_key_milli(o, "volume_cap", r->volume_cap);
}

static void input(struct out *o, const struct input_sum *in)
{
    out_lit(o, "{\"name\":");
    json_text(o, in->name);
    json_key_text(o, "codec", in->codec);
    json_key_text(o, "frame", in->frame);
    json_key_int(o, "bytes", (int64_t)in->bytes_in);
    json_key_int(o, "unpacked", (int64_t)in->bytes_out);
    json_key_int(o, "lines", (int64_t)in->lines);
    key_time(o, "first", in->first);
    key_time(o, "last", in->last);
    if (in->trouble.n)
        json_key_text(o, "trouble", in->trouble);
    out_lit(o, "}");
}

static void inputs(struct out *o, const struct result *r)
{
    json_key(o, "inputs");
    out_lit(o, "[");
    for (size_t i = 0; i < r->n_inputs; i++) {
        if (i)
            out_lit(o, ",");
        input(o, &r->inputs[i]);
    }
    out_lit(o, "]");
}

static void flag(struct out *o, const struct flag *f)
{
    out_lit(o, "{\"kind\":");
    json_text(o, slice_str(flag_names[f->kind]));
    json_key_text(o, "text", f->text);
    json_key_bool(o, "blocks", flag_blocks(f));
    if (f->host.n)
        json_key_text(o, "host", f->host);
    if (f->input.n)
        json_key_text(o, "input", f->input);
    if (f->explained.n)
        json_key_text(o, "explained", f->explained);
    out_lit(o, "}");
}

static void flags(struct out *o, const struct result *r)
{
    json_key(o, "flags");
    out_lit(o, "[");
    for (size_t i = 0; i < r->n_flags; i++) {
        if (i)
            out_lit(o, ",");
        flag(o, &r->flags[i]);
    }
    out_lit(o, "]");
}

static void limit(struct out *o, const struct limit *l, int64_t value)
{
    out_lit(o, "{\"name\":");
    json_text(o, slice_str(l->name));
    json_key_int(o, "value", value);
    json_key_word(o, "unit", unit_names[l->unit]);
    json_key_word(o, "meaning", l->meaning);
    out_lit(o, "}");
}

static void rule(struct out *o, const struct limit_section *s)
{
    out_lit(o, "{\"name\":");
    json_text(o, slice_str(s->name));
    json_key_word(o, "title", s->title);
    json_key(o, "limits");
    out_lit(o, "[");
    for (size_t i = 0; s->limits[i].name; i++) {
        if (i)
            out_lit(o, ",");
        limit(o, &s->limits[i], s->values[i]);
    }
    out_lit(o, "]}");
}

static void rules(struct out *o, const struct result *r)
{
    json_key(o, "rules");
    out_lit(o, "[");
    for (size_t i = 0; i < r->n_sections; i++) {
        if (i)
            out_lit(o, ",");
        rule(o, &r->sections[i]);
    }
    out_lit(o, "]");
}

static void incident(struct out *o, const struct incident *is)
{
    out_lit(o, "{\"organisation\":");
    json_text(o, is->organisation);
    key_time(o, "first", is->first);
    key_time(o, "last", is->last);
    json_key_int(o, "recipients", (int64_t)is->recipients);
    json_key_int(o, "accounts", (int64_t)is->accounts);
    json_key_int(o, "senders", (int64_t)is->senders);
    if (is->culprit) {
        json_key_text(o, "culprit", is->culprit->name);
        json_key_milli(o, "sum", is->sum);
    }
    json_key_bool(o, "is_short", is->is_short);
    out_lit(o, "}");
}

static void incidents(struct out *o, const struct result *r)
{
    json_key(o, "incidents");
    out_lit(o, "[");
    for (size_t i = 0; i < r->n_incidents; i++) {
        if (i)
            out_lit(o, ",");
        incident(o, &r->incidents[i]);
    }
    out_lit(o, "]");
}

static void write_run(struct out *o, const struct result *r)
{
    out_lit(o, "{\"schema\":1");
    made(o, r);
    inputs(o, r);
    flags(o, r);
    rules(o, r);
    incidents(o, r);
    out_lit(o, "}\n");
}

const struct report report_run_json = {
    .name = "run.json",
    .what = "how the run was made, its limits and the quality of its data, for explain and bundle",
    .write = write_run,
};
