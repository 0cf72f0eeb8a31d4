/* One message a line, with all of its steps. Times are milliseconds, as in findings.ndjson. */
#include "reports/json_parts.h"
#include "reports/path_words.h"

static void key_if(struct out *o, const char *name, slice s)
{
    if (s.n)
        json_key_text(o, name, s);
}

static void key_time(struct out *o, const char *name, usec when)
{
    if (when != USEC_NONE)
        json_key_int(o, name, when / 1000);
}

static void step(struct out *o, const struct result *r, const struct path_step *s)
{
    out_lit(o, "{\"what\":");
    json_text(o, slice_str(path_words(s)));
    key_time(o, "time", s->when);
    key_if(o, "host", s->host);
    key_if(o, "program", s->program);
    key_if(o, "queue_id", s->id);
    key_if(o, "filter_action", s->filter);
    key_if(o, "recipient", s->recipient);
    key_if(o, "orig_to", s->orig_to);
    key_if(o, "relay", s->relay);
    key_if(o, "dsn", s->dsn);
    key_if(o, "next_queue_id", s->next_id);
    json_key_text(o, "file", result_input_name(r, s->at.input));
    json_key_int(o, "line", s->at.line);
    json_key_int(o, "offset", (int64_t)s->at.offset);
    json_key_text(o, "raw", s->raw);
    out_lit(o, "}");
}

static void outcomes(struct out *o, const struct path *p)
{
    bool is_first = true;

    json_key(o, "outcomes");
    out_lit(o, "{");
    for (int i = 0; i < OUTCOMES; i++) {
        if (!p->outcomes[i])
            continue;
        if (!is_first)
            out_lit(o, ",");
        is_first = false;
        json_text(o, slice_str(outcome_names[i]));
        out_lit(o, ":");
        out_int(o, (int64_t)p->outcomes[i]);
    }
    out_lit(o, "}");
}

static void message(struct out *o, const struct result *r, const struct path *p)
{
    out_lit(o, "{\"schema\":1");
    json_key_text(o, "message_id", p->message_id);
    key_time(o, "accepted", p->accepted);
    json_key_text(o, "account", p->account);
    json_key_word(o, "identity", identity_names[p->identity]);
    json_key_text(o, "login", p->login);
    json_key_text(o, "sender", p->sender);
    json_key_text(o, "subject", p->subject);
    json_key_text(o, "client_ip", p->client_ip);
    json_key_int(o, "size", (int64_t)p->size);
    json_key_int(o, "nrcpt", p->nrcpt);
    outcomes(o, p);
    json_key(o, "steps");
    out_lit(o, "[");
    for (size_t i = 0; i < p->n_steps; i++) {
        if (i)
            out_lit(o, ",");
        step(o, r, &p->steps[i]);
    }
    out_lit(o, "]}\n");
}

void path_json_write(struct out *o, const struct result *r, const struct paths *paths)
{
    for (size_t i = 0; i < paths->n; i++)
        message(o, r, &paths->at[i]);
}
