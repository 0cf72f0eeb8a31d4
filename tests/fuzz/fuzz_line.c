/*
 * Any bytes as a log line: through every frame, and behind a head that is right, so that
 * each daemon's reader is reached at once. Every byte of every field is read.
 */
#include "analyzer/base/mem.h"
#include "parsers/parser.h"
#include "parsers/repeated.h"

static const char *const programs[] = {
    "postfix/smtpd",
    "postfix/cleanup",
    "postfix/qmgr",
    "postfix/smtp",
    "postfix/local",
    "postfix/pickup",
    "postfix/bounce",
    "postfix/postscreen",
    "postfix/pipe",
    "postfix/postsuper",
    "postfix-out/lmtp",
    "postfix/submission/smtpd",
    "postfix/master",
    "postfix/tlsproxy",
    "postfix/new-thing",
    "postfix",
    "postfix/anvil",
    "dovecot",
    "roundcube",
    "sm-mta",
    "exim",
    "amavis",
    "spamd",
    "postgrey",
    "policyd-spf",
    "postfix/policy-spf",
};

enum { PROGRAMS = sizeof(programs) / sizeof(programs[0]) };

static volatile uint64_t bytes_read;

static void read_all(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        bytes_read += (unsigned char)s.p[i];
}

static void read_peer(const struct peer *p)
{
    read_all(p->name);
    read_all(p->ip);
}

static void read_fact(const struct fact *f)
{
    const slice all[] = { f->queue_id, f->login,     f->method,  f->orig_queue_id, f->orig_client,
                          f->sender,   f->recipient, f->orig_to, f->message_id,    f->header_name,
                          f->text,     f->dsn,       f->stage,   f->next_queue_id };

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        read_all(all[i]);
    read_peer(&f->client);
    read_peer(&f->relay);
    if (f->kind >= FACT_KINDS || f->reason > REJECT_CONTENT || f->status > STATUS_UNDELIVERABLE)
        __builtin_trap();
}

static void parse(const struct line *ln)
{
    static struct fact room[FACTS_MAX];
    struct facts facts = { .at = room };

    for (size_t i = 0; mtas[i]; i++) {
        unsigned program = mtas[i]->claims(ln->program);
        enum verdict verdict;

        if (!program)
            continue;
        facts.n = 0;
        facts.why = "";
        verdict = mtas[i]->parse(program, ln, &facts);
        if (facts.n > FACTS_MAX || (facts.n == 0) != (verdict != VERDICT_PARSED))
            __builtin_trap();
        read_all(slice_str(facts.why));
        for (size_t f = 0; f < facts.n; f++)
            read_fact(&facts.at[f]);
    }
}

/* A frame that has taken a line is given the next one unasked, as in a stream. */
static void split_lines(const struct frame *frame, void *state, slice text, bool *is_taken)
{
    struct frame_context ctx = { .not_after = 1800000000 * USEC_PER_SECOND };

    for (uint32_t number = 1; text.n; number++) {
        slice line = slice_head(text, slice_find(text, '\n'));
        struct line ln = { .text = line, .at.line = number };

        text = slice_skip(text, line.n + 1);
        *is_taken = (*is_taken || frame->bid(line)) && frame->split(state, &ctx, line, &ln);
        if (!*is_taken || ln.is_part)
            continue;
        read_all(ln.text);
        read_all(ln.host);
        read_all(ln.program);
        parse(&ln);
    }
}

static void split(slice text)
{
    for (size_t i = 0; frames[i]; i++) {
        void *state = mem_new(1, frames[i]->state_size ? frames[i]->state_size : 1);
        bool is_taken = false;

        for (int again = 0; again < 2; again++) /* with and without lines before it */
            split_lines(frames[i], state, text, &is_taken);
        mem_free(state);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    slice text = slice_of((const char *)data, size);
    struct line ln = { .text = text, .message = slice_skip(text, 1), .host = SLICE("mail") };

    split(text);
    if (repeated_last(text) || repeated_message(text, &ln.message))
        read_all(ln.message);
    if (size) {
        ln.program = slice_str(programs[data[0] % PROGRAMS]);
        parse(&ln);
    }
    return 0;
}
