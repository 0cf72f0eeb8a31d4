/*
 * One line per complaint, read or not: what it says, and what became of it. Of harassment neither
 * name stands here: that is for whoever handles it.
 */
#include "reports/json_parts.h"

static void key_time(struct out *o, const char *name, usec when)
{
    if (when != USEC_NONE)
        json_key_int(o, name, when / 1000);
}

static void names(struct out *o, const struct complaint_told *t)
{
    const struct complaint *c = t->complaint;

    json_key_text(o, "complainant", c->complainant);
    json_key_text(o, "reporter", c->reporter);
    if (t->account)
        json_key_text(o, "account", t->account->name);
    json_key_text(o, "message_id", c->message_id);
    json_key_text(o, "source", c->source);
    json_key_text(o, "subject", c->subject);
    json_key_text(o, "reported", c->uri);
    json_key_text(o, "ticket", c->ticket);
}

static void line(struct out *o, const struct complaint_told *t)
{
    const struct complaint *c = t->complaint;
    static const char *const forms[] = { "arf", "xarf", "csv" };

    out_lit(o, "{\"schema\":1,\"name\":");
    json_text(o, c->name);
    json_key_word(o, "form", forms[c->form]);
    json_key_word(o, "kind", complaint_kind_names[c->kind]);
    json_key_word(o, "match", complaint_match_names[t->match]);
    json_key_word(o, "meaning", complaint_match_meanings[t->match]);
    key_time(o, "received", c->received);
    key_time(o, "arrived", c->arrived);
    key_time(o, "accepted", t->accepted);
    json_key_int(o, "incidents", (int64_t)c->incidents);
    if (!complaint_is_kept_out(c))
        names(o, t);
    out_lit(o, "}\n");
}

static void unread(struct out *o, const struct unread_report *u)
{
    out_lit(o, "{\"schema\":1,\"name\":");
    json_text(o, u->name);
    json_key_word(o, "match", "unread");
    json_key_int(o, "line", u->line);
    json_key_int(o, "column", u->column);
    json_key_text(o, "why", u->why);
    out_lit(o, "}\n");
}

static void write_complaints(struct out *o, const struct result *r)
{
    for (size_t i = 0; i < r->n_complaints; i++)
        line(o, &r->complaints[i]);
    for (size_t i = 0; i < r->n_unread_reports; i++)
        unread(o, &r->unread_reports[i]);
}

const struct report report_complaints_ndjson = {
    .name = "complaints.ndjson",
    .what = "every complaint and what became of it, one JSON object a line",
    .write = write_complaints,
};
