/*
 * What the core makes of log lines: one line of text out for each line in
 *
 *   verdict TAB why TAB fact TAB field=value TAB field=value ... [TAB fact TAB ...]
 *
 * A value keeps its bytes, but for control characters, which become '?'. Empty values and
 * zeros are left out. Year-less stamps are dated before 2026; here nobody reads them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "parsers/parser.h"

enum { FRAMES_MOST = 16 };

static max_align_t states[FRAMES_MOST][64];

static const char *const kinds[FACT_KINDS] = {
    [FACT_CLIENT] = "client",
    [FACT_LOGIN] = "login",
    [FACT_SUBMITTED] = "submitted",
    [FACT_REDIRECTED] = "redirected",
    [FACT_REINJECTED] = "reinjected",
    [FACT_BLOCKED] = "blocked",
    [FACT_ANSWERED] = "answered",
    [FACT_FILTERED] = "filtered",
    [FACT_PICKUP] = "pickup",
    [FACT_MESSAGE_ID] = "message_id",
    [FACT_RESENT] = "resent",
    [FACT_HEADER] = "header",
    [FACT_QUEUED] = "queued",
    [FACT_DELIVERY] = "delivery",
    [FACT_SPLIT] = "split",
    [FACT_EXPIRED] = "expired",
    [FACT_REMOVED] = "removed",
    [FACT_OVERSIZE] = "oversize",
    [FACT_CANCELED] = "canceled",
    [FACT_NOTICE] = "notice",
    [FACT_DISPOSED] = "disposed",
    [FACT_REJECT] = "reject",
    [FACT_CONNECT] = "connect",
    [FACT_DISCONNECT] = "disconnect",
    [FACT_AUTH_FAILED] = "auth_failed",
    [FACT_PASSED] = "passed",
    [FACT_PROXIED] = "proxied",
    [FACT_TRY] = "try",
    [FACT_LOST] = "lost",
    [FACT_PROTOCOL_ERROR] = "protocol_error",
    [FACT_BLOCKLISTED] = "blocklisted",
    [FACT_OVER_LIMIT] = "over_limit",
    [FACT_PEAK] = "peak",
    [FACT_TLS] = "tls",
};

static const char *const statuses[] = {
    [STATUS_SENT] = "sent",
    [STATUS_DISCARDED] = "discarded",
    [STATUS_BOUNCED] = "bounced",
    [STATUS_DEFERRED] = "deferred",
    [STATUS_EXPIRED] = "expired",
    [STATUS_DELIVERABLE] = "deliverable",
    [STATUS_UNDELIVERABLE] = "undeliverable",
};

static const char *const reactions[] = {
    [REACTION_INFO] = "info",       [REACTION_WARN] = "warn",     [REACTION_HOLD] = "hold",
    [REACTION_DISCARD] = "discard", [REACTION_REJECT] = "reject", [REACTION_OTHER] = "other",
};

static void put_text(const char *name, slice value)
{
    if (value.n == 0)
        return;
    (void)printf("\t%s=", name);
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];

        (void)putchar(c < ' ' || c == 0x7f ? '?' : c);
    }
}

static void put_number(const char *name, uint64_t value)
{
    if (value)
        (void)printf("\t%s=%llu", name, (unsigned long long)value);
}

static void put_peer(const char *name, const struct peer *p)
{
    char field[32];

    (void)snprintf(field, sizeof(field), "%s.name", name);
    put_text(field, p->name);
    (void)snprintf(field, sizeof(field), "%s.ip", name);
    put_text(field, p->ip);
    (void)snprintf(field, sizeof(field), "%s.port", name);
    put_number(field, p->port);
}

static void put_counter(const char *name, struct counter c)
{
    if (c.all)
        (void)printf("\t%s=%u/%u", name, c.good, c.all);
}

static void put_numbers(const struct fact *f)
{
    put_number("size", f->size);
    put_number("nrcpt", f->nrcpt);
    put_number("uid", f->uid);
    put_number("code", f->code);
    put_number("count", f->count);
    put_number("per_seconds", f->per_seconds);
    put_number("commands", f->commands);
    put_counter("auth", f->auth);
    put_counter("mail", f->mail);
    put_counter("rcpt", f->rcpt);
    put_counter("message_data", f->message_data);
    if (f->kind == FACT_DELIVERY) {
        (void)printf("\tdelay_ms=%lld", (long long)f->delay_ms);
        put_text("status", slice_str(statuses[f->status]));
    }
    if (f->kind == FACT_HEADER || f->kind == FACT_DISPOSED || f->kind == FACT_REJECT)
        put_text("reaction", slice_str(reactions[f->reaction]));
    if (f->is_untried)
        put_number("is_untried", 1);
}

static void put_fact(const struct fact *f)
{
    const struct {
        const char *name;
        slice value;
    } texts[] = {
        { "queue_id", f->queue_id },
        { "login", f->login },
        { "method", f->method },
        { "orig_queue_id", f->orig_queue_id },
        { "orig_client", f->orig_client },
        { "sender", f->sender },
        { "recipient", f->recipient },
        { "orig_to", f->orig_to },
        { "message_id", f->message_id },
        { "header_name", f->header_name },
        { "text", f->text },
        { "dsn", f->dsn },
        { "next_queue_id", f->next_queue_id },
        { "stage", f->stage },
    };

    (void)printf("\t%s", kinds[f->kind]);
    put_peer("client", &f->client);
    put_peer("relay", &f->relay);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        put_text(texts[i].name, texts[i].value);
    put_numbers(f);
}

static bool split(slice text, struct line *ln)
{
    struct frame_context ctx = { .not_after = 1767225600 * USEC_PER_SECOND };

    *ln = (struct line){ .text = text };
    for (size_t i = 0; frames[i] && i < FRAMES_MOST; i++)
        if (frames[i]->state_size <= sizeof(states[i]) && frames[i]->bid(text) &&
            frames[i]->split(states[i], &ctx, text, ln))
            return true;
    return false;
}

static enum verdict parse(const struct line *ln, struct facts *facts)
{
    facts->n = 0;
    facts->why = "";
    for (size_t i = 0; mtas[i]; i++) {
        unsigned program = mtas[i]->claims(ln->program);

        if (program)
            return mtas[i]->parse(program, ln, facts);
    }
    facts->why = "program is not read";
    return VERDICT_FOREIGN;
}

static void dump(slice text)
{
    static struct fact room[FACTS_MAX];
    struct facts facts = { .at = room, .why = "not a log line" };
    enum verdict verdict = VERDICT_MALFORMED;
    struct line ln;

    if (split(text, &ln))
        verdict = parse(&ln, &facts);
    (void)printf("%s\t%s", verdict_names[verdict], facts.n ? "" : facts.why);
    for (size_t i = 0; i < facts.n; i++)
        put_fact(&facts.at[i]);
    (void)putchar('\n');
}

int main(void)
{
    static char line[1 << 20];

    while (fgets(line, sizeof(line), stdin))
        dump(slice_of(line, strcspn(line, "\r\n")));
    return ferror(stdin) || fflush(stdout) ? 1 : 0;
}
