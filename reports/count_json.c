/*
 * The reconciliation for machines: everything that the text has, without its limits. The
 * keys are an interface: `schema` grows when one goes or changes its meaning.
 */
#include "reports/json_parts.h"

enum { SCHEMA = 1 };

/* Between the members of a list. */
static void comma(struct out *o, size_t i)
{
    if (i)
        out_lit(o, ",\n ");
    else
        out_lit(o, "\n ");
}

static void number(struct out *o, const char *name, uint64_t value)
{
    json_key_int(o, name, (int64_t)value);
}

/* All parts of a sum, with the sum. */
static void parts(struct out *o, const char *name, const char *const *names, const uint64_t *values,
                  size_t n)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += values[i];
    json_key(o, name);
    out_lit(o, "{\"total\":");
    out_int(o, (int64_t)sum);
    for (size_t i = 0; i < n; i++)
        number(o, names[i], values[i]);
    out_lit(o, "}");
}

static void lines(struct out *o, const uint64_t *verdicts)
{
    parts(o, "lines", verdict_names, verdicts, VERDICTS);
}

static void sums(struct out *o, const struct sums *s)
{
    number(o, "messages", s->messages);
    number(o, "recipients", s->recipients);
    parts(o, "outcomes", outcome_names, s->outcomes, OUTCOMES);
    number(o, "bytes", s->bytes);
    number(o, "external", s->external);
    number(o, "with_login", s->with_login);
    number(o, "logins_failed", s->auth_failed);
    number(o, "refused", s->rejects);
}

static void traffic(struct out *o, const struct traffic *t)
{
    sums(o, &t->sums);
    number(o, "sessions_with_login", t->sessions);
    number(o, "merged", t->merged);
    lines(o, t->verdicts);
}

static void instances(struct out *o, const struct host_sum *host)
{
    json_key(o, "instances");
    out_lit(o, "[");
    for (size_t i = 0; i < host->n_instances; i++) {
        comma(o, i);
        out_lit(o, " {\"instance\":");
        json_text(o, host->instances[i].name);
        json_key_text(o, "server", host->instances[i].server);
        traffic(o, &host->instances[i].traffic);
        out_lit(o, "}");
    }
    out_lit(o, "]");
}

static void hosts(struct out *o, const struct books *b)
{
    json_key(o, "hosts");
    out_lit(o, "[");
    for (size_t i = 0; i < b->n_hosts; i++) {
        comma(o, i);
        out_lit(o, "{\"host\":");
        json_text(o, b->hosts[i].name);
        traffic(o, &b->hosts[i].traffic);
        instances(o, &b->hosts[i]);
        out_lit(o, "}");
    }
    out_lit(o, "]");
    json_key(o, "in_no_host");
    out_lit(o, "{\"meaning\":\"lines without a readable head, or of too many programs\"");
    lines(o, b->hostless);
    out_lit(o, "}");
}

static void accounts(struct out *o, const struct result *r)
{
    json_key(o, "accounts");
    out_lit(o, "[");
    for (size_t i = 0; i < r->n_accounts; i++) {
        const struct account *a = r->accounts[i];

        comma(o, i);
        out_lit(o, "{\"account\":");
        json_text(o, a->name);
        json_key_word(o, "kind", account_kind_names[a->kind]);
        json_key_word(o, "identity", identity_names[a->identity]);
        sums(o, &a->sums);
        out_lit(o, "}");
    }
    out_lit(o, "]");
    json_key(o, "in_no_account");
    out_lit(o, "[");
    for (size_t i = 0; i < NOBODIES; i++) {
        comma(o, i);
        out_lit(o, "{\"name\":");
        json_text(o, slice_str(nobody_names[i]));
        json_key_word(o, "meaning", nobody_meanings[i]);
        sums(o, &r->books.nobodies[i]);
        out_lit(o, "}");
    }
    out_lit(o, "]");
}

static void replies(struct out *o, const struct reply_sums *s)
{
    json_key(o, "replies");
    out_lit(o, "{\"meaning\":\"refusals and deferrals by other servers, every attempt\"");
    parts(o, "reasons", reply_reason_names, s->reasons, REPLY_REASONS);
    number(o, "unread_beyond", s->beyond);
    json_key(o, "unread");
    out_lit(o, "[");
    for (size_t i = 0; i < s->n_unread; i++) {
        comma(o, i);
        out_lit(o, "{\"text\":");
        json_text(o, s->unread[i].text);
        number(o, "n", s->unread[i].n);
        out_lit(o, "}");
    }
    out_lit(o, "]}");
}

static void programs(struct out *o, const struct books *b)
{
    json_key(o, "programs");
    out_lit(o, "[");
    for (size_t i = 0; i < b->n_programs; i++) {
        comma(o, i);
        out_lit(o, "{\"program\":");
        json_text(o, b->programs[i].name);
        json_key_bool(o, "is_read", b->programs[i].is_read);
        lines(o, b->programs[i].verdicts);
        number(o, "unread", b->programs[i].unread);
        out_lit(o, "}");
    }
    out_lit(o, "]");
}

static void sample(struct out *o, const struct result *r, const struct quote *q)
{
    out_lit(o, "{\"file\":");
    json_text(o, result_input_name(r, q->at.input));
    json_key_int(o, "line", q->at.line);
    number(o, "offset", q->at.offset);
    json_key_text(o, "text", q->raw);
    out_lit(o, "}");
}

static void reasons(struct out *o, const struct result *r)
{
    json_key(o, "reasons");
    out_lit(o, "[");
    for (size_t i = 0; i < r->n_reasons; i++) {
        const struct verdict_reason *why = &r->reasons[i];

        comma(o, i);
        out_lit(o, "{\"verdict\":");
        json_text(o, slice_str(verdict_names[why->verdict]));
        json_key_text(o, "program", why->program);
        json_key_text(o, "why", why->why);
        number(o, "lines", why->lines);
        json_key(o, "samples");
        out_lit(o, "[");
        sample(o, r, &why->sample);
        for (size_t k = 0; k < why->n_further; k++) {
            out_lit(o, ",");
            sample(o, r, &why->further[k]);
        }
        out_lit(o, "]}");
    }
    out_lit(o, "]");
}

static void stamp(struct out *o, const char *name, usec when)
{
    json_key(o, name);
    if (when == USEC_NONE) {
        out_lit(o, "null");
        return;
    }
    out_lit(o, "\"");
    out_time(o, when);
    out_lit(o, "\"");
}

static void inputs(struct out *o, const struct result *r)
{
    json_key(o, "inputs");
    out_lit(o, "[");
    for (size_t i = 0; i < r->n_inputs; i++) {
        const struct input_sum *in = &r->inputs[i];

        comma(o, i);
        out_lit(o, "{\"file\":");
        json_text(o, in->name);
        json_key_text(o, "codec", in->codec);
        json_key_text(o, "frame", in->frame);
        stamp(o, "first", in->first);
        stamp(o, "last", in->last);
        lines(o, in->verdicts);
        json_key_text(o, "trouble", in->trouble);
        out_lit(o, "}");
    }
    out_lit(o, "]");
}

static void flags(struct out *o, const struct result *r)
{
    json_key(o, "flags");
    out_lit(o, "[");
    for (size_t i = 0; i < r->n_flags; i++) {
        const struct flag *f = &r->flags[i];

        comma(o, i);
        out_lit(o, "{\"name\":");
        json_text(o, slice_str(flag_names[f->kind]));
        json_key_text(o, "text", f->text);
        json_key_text(o, "host", f->host);
        json_key_text(o, "input", f->input);
        json_key_bool(o, "blocks", f->blocks);
        json_key_text(o, "explained", f->explained);
        out_lit(o, "}");
    }
    out_lit(o, "]");
}

static void totals(struct out *o, const struct result *r)
{
    struct traffic all = { .sums = r->all, .merged = r->merged, .sessions = r->books.sessions };

    verdicts_add(all.verdicts, r->verdicts);
    json_key(o, "all");
    out_lit(o, "{\"accounts\":");
    out_int(o, (int64_t)r->n_accounts);
    number(o, "empty_sender", r->notices);
    traffic(o, &all);
    out_lit(o, "}");
}

void count_json_write(struct out *o, const struct result *r)
{
    out_lit(o, "{\"schema\":");
    out_int(o, SCHEMA);
    json_key_text(o, "version", r->version);
    json_key_text(o, "organisation", r->organisation);
    stamp(o, "first", r->first);
    stamp(o, "last", r->last);
    totals(o, r);
    inputs(o, r);
    hosts(o, &r->books);
    accounts(o, r);
    replies(o, &r->replies);
    programs(o, &r->books);
    reasons(o, r);
    flags(o, r);
    out_lit(o, "}\n");
}
