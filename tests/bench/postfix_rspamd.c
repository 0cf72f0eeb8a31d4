/*
 * What rspamd 3.4 says as a milter of what logins hand in, as in the samples:
 *
 *	rspamd	<tag>; proxy; rspamd_task_write_log: id: <...>, qid: <QID>, ip: ..., user: ..., ...
 *
 * Of its symbols those that compare the From of the header with the envelope's: it looks at
 * nothing else here, so that what a filter thinks of the text decides nothing.
 */
#include "tests/bench/postfix_parts.h"

enum { LONGEST = 7900 }; /* rspamd cuts its lines at 8 kB */

static bool has_other_from(struct traffic *t, const struct letter *l)
{
    char *sender = t->log->at, *from;
    bool differs;

    put_sender(t->log, &t->world, l);
    from = t->log->at;
    put_header_from(t->log, &t->world, l);
    differs =
        t->log->at - from != from - sender || memcmp(sender, from, (size_t)(from - sender)) != 0;
    t->log->at = sender;
    return differs;
}

static void put_symbols(struct traffic *t, const struct letter *l)
{
    if (has_other_from(t, l)) {
        PUT(t->log, "[FROM_HAS_DN(0.00){},FROM_NEQ_ENVFROM(0.00){");
        put_header_from(t->log, &t->world, l);
        put_char(t->log, ';');
        put_sender(t->log, &t->world, l);
        PUT(t->log, ";},");
    } else {
        PUT(t->log, "[FROM_EQ_ENVFROM(0.00){},FROM_NO_DN(0.00){},");
    }
    PUT(t->log, "RCVD_COUNT_ZERO(0.00){0;}]");
}

static void put_work(struct traffic *t, const struct letter *l)
{
    uint64_t bits = dice_mix(l->id);

    PUT(t->log, "), len: ");
    put_number(t->log, l->size);
    PUT(t->log, ", time: ");
    put_number(t->log, bits % 3);
    put_char(t->log, '.');
    put_padded(t->log, bits / 3 % 1000, 3);
    PUT(t->log, "ms, dns req: 0, digest: <");
    put_hex(t->log, bits, 16);
    put_hex(t->log, dice_mix(bits), 16);
}

/* All of a transaction, to where the line ends. */
static void put_recipients(struct traffic *t, const struct letter *l)
{
    for (uint32_t n = 0; n < l->recipients; n++) {
        if (t->log->at - t->log->line > LONGEST)
            return;
        if (n)
            put_char(t->log, ',');
        put_address(t->log, &t->world, l->to[n].address);
    }
    put_char(t->log, '>');
}

void postfix_scanned(struct traffic *t, const struct message *m)
{
    const struct letter *l = &m->letter;
    struct log *log = t->log;

    log_begin(log, t->now, t->hosts[m->host].name, "rspamd", 195 + m->host);
    put_char(log, '<');
    put_hex(log, dice_mix(l->id + 3), 6);
    PUT(log, ">; proxy; rspamd_task_write_log: id: <");
    put_message_id(log, &t->world, l);
    PUT(log, ">, qid: <");
    put_queue_id(log, m->id);
    PUT(log, ">, ip: ");
    put_client_address(log, &t->world, m->submission.client);
    PUT(log, ", user: ");
    put_login(log, &t->world, m->submission.account);
    PUT(log, ", from: <");
    put_sender(log, &t->world, l);
    PUT(log, ">, (default: F (no action): [0.00/15.00] ");
    put_symbols(t, l);
    put_work(t, l);
    PUT(log, ">, rcpts: <");
    put_recipients(t, l);
    log_end(log);
}
