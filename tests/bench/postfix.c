/*
 * What Postfix 3.7 says of a message:
 *
 *	cleanup	QID: message-id=<...>		or milter-reject, and that is all
 *	qmgr	QID: from=<...>, size=, nrcpt= (queue active)
 *	smtp	... TLS connection established to ...
 *	smtp	QID: to=<...>, relay=..., ...	one a recipient; later ones retried:
 *	qmgr	QID: from=<...>, size=, nrcpt= (queue active) ...
 *	bounce	QID: sender non-delivery notification: QID
 *	qmgr	QID: removed
 */
#include "tests/bench/postfix_parts.h"
#include "tests/bench/script.h"

static const char *const programs[SERVICES] = {
    [SMTPD] = "postfix/smtpd",     [SUBMISSION] = "postfix/submission/smtpd",
    [CLEANUP] = "postfix/cleanup", [QMGR] = "postfix/qmgr",
    [SMTP] = "postfix/smtp",       [LMTP] = "postfix/lmtp",
    [LOCAL] = "postfix/local",     [PICKUP] = "postfix/pickup",
    [BOUNCE] = "postfix/bounce",   [ANVIL] = "postfix/anvil",
};

void postfix_begin(struct traffic *t, uint8_t host, enum service service, uint32_t pid)
{
    log_begin(t->log, t->now, t->hosts[host].name, programs[service], pid);
}

/* A line of any process of this service about the message. */
static void begin_message(struct traffic *t, const struct message *m, enum service service)
{
    postfix_begin(t, m->host, service, crew_pid(t, service));
    put_queue_id(t->log, m->id);
}

static void log_rate(struct traffic *t, const char *what, struct client c)
{
    postfix_begin(t, EDGE, ANVIL, crew_pid(t, ANVIL));
    PUT(t->log, "statistics: max connection ");
    put_string(t->log, what);
    PUT(t->log, " for (smtp:");
    put_client_address(t->log, &t->world, c);
    PUT(t->log, ") at ");
    put_date(t->log, t->now - dice_below(&t->dice, 200) * LOG_SECOND);
    log_end(t->log);
}

static void statistics(struct traffic *t)
{
    struct client c = world_stray(&t->dice);

    log_rate(t, "rate 4/60s", c);
    log_rate(t, "count 2", c);
    postfix_begin(t, EDGE, ANVIL, crew_pid(t, ANVIL));
    PUT(t->log, "statistics: max cache size ");
    put_number(t->log, 4 + dice_below(&t->dice, 60));
    PUT(t->log, " at ");
    put_date(t->log, t->now - dice_below(&t->dice, 200) * LOG_SECOND);
    log_end(t->log);
}

static void pickup(struct traffic *t, const struct message *m)
{
    begin_message(t, m, PICKUP);
    PUT(t->log, ": uid=");
    put_number(t->log, script_uid(t, m));
    PUT(t->log, " from=<");
    if (m->letter.deed)
        put_sender(t->log, &t->world, &m->letter);
    else
        script_put_user(t, m);
    put_char(t->log, '>');
    log_end(t->log);
}

static void end_header(struct traffic *t, const struct message *m)
{
    PUT(t->log, " from ");
    put_client(t->log, &t->world, m->submission.client);
    PUT(t->log, "; from=<");
    put_sender(t->log, &t->world, &m->letter);
    PUT(t->log, "> to=<");
    put_address(t->log, &t->world, m->letter.to[0].address);
    PUT(t->log, "> proto=ESMTP helo=<");
    put_client_name(t->log, &t->world, m->submission.client);
    put_char(t->log, '>');
    log_end(t->log);
}

static void headers(struct traffic *t, const struct message *m)
{
    if (m->letter.deed && !t->options->rspamd) {
        begin_message(t, m, CLEANUP);
        PUT(t->log, ": info: header From: ");
        put_header_from(t->log, &t->world, &m->letter);
        end_header(t, m);
    }
    begin_message(t, m, CLEANUP);
    PUT(t->log, ": info: header Subject: ");
    put_subject(t->log, &t->world, &m->letter);
    end_header(t, m);
}

static void received(struct traffic *t, const struct message *m)
{
    begin_message(t, m, CLEANUP);
    PUT(t->log, ": message-id=<");
    put_message_id(t->log, &t->world, &m->letter);
    put_char(t->log, '>');
    log_end(t->log);
    if (t->options->subjects && m->submission.pid)
        headers(t, m);
    if (t->options->rspamd && m->submission.is_login)
        postfix_scanned(t, m);
}

static void refused(struct traffic *t, const struct message *m)
{
    struct log *log = t->log;

    begin_message(t, m, CLEANUP);
    PUT(log, ": milter-reject: END-OF-MESSAGE from ");
    put_client(log, &t->world, m->submission.client);
    PUT(log, ": 5.7.1 Spam message rejected; from=<");
    put_sender(log, &t->world, &m->letter);
    PUT(log, "> to=<");
    put_address(log, &t->world, m->letter.to[0].address);
    PUT(log, "> proto=ESMTP helo=<");
    put_client_name(log, &t->world, m->submission.client);
    put_char(log, '>');
    log_end(log);
}

static void active(struct traffic *t, const struct message *m, uint32_t left)
{
    const struct letter *l = &m->letter;

    begin_message(t, m, QMGR);
    PUT(t->log, ": from=<");
    put_sender(t->log, &t->world, l);
    PUT(t->log, ">, size=");
    put_number(t->log, l->size);
    PUT(t->log, ", nrcpt=");
    put_number(t->log, left);
    PUT(t->log, " (queue active)");
    log_end(t->log);
}

static void tls_out(struct traffic *t, const struct message *m)
{
    uint32_t domain = m->letter.to[m->at].address.domain;

    postfix_begin(t, m->host, SMTP, m->pid);
    if (domain % 3)
        PUT(t->log, "Trusted TLS connection established to ");
    else
        PUT(t->log, "Untrusted TLS connection established to ");
    put_mx(t->log, &t->world, domain);
    PUT(t->log, ":25");
    postfix_end_tls(t, domain % 5 != 0);
}

static void delivered(struct traffic *t, struct message *m, const struct recipient *r)
{
    const char *alias = message_alias(m, r);

    postfix_begin(t, m->host, message_service(m, r), m->pid);
    put_queue_id(t->log, m->id);
    PUT(t->log, ": to=<");
    put_address(t->log, &t->world, r->address);
    put_char(t->log, '>');
    if (alias) {
        PUT(t->log, ", orig_to=<");
        put_string(t->log, alias);
        PUT(t->log, "@example.edu>");
    }
    if (r->was_forwarded) {
        PUT(t->log, ", orig_to=<");
        put_address(t->log, &t->world, r->offered);
        put_char(t->log, '>');
    }
    postfix_put_reply(t, m, r);
    log_end(t->log);
}

static void expired(struct traffic *t, const struct message *m)
{
    begin_message(t, m, QMGR);
    PUT(t->log, ": from=<");
    put_sender(t->log, &t->world, &m->letter);
    PUT(t->log, ">, status=expired, returned to sender");
    log_end(t->log);
}

static void bounced(struct traffic *t, const struct message *m)
{
    begin_message(t, m, BOUNCE);
    PUT(t->log, ": sender non-delivery notification: ");
    put_queue_id(t->log, m->copy);
    log_end(t->log);
}

static void removed(struct traffic *t, const struct message *m)
{
    begin_message(t, m, QMGR);
    PUT(t->log, ": removed");
    log_end(t->log);
}

static void put_id(struct traffic *t, struct queue_id id)
{
    put_queue_id(t->log, id);
}

static void put_taken(struct traffic *t, struct queue_id id)
{
    PUT(t->log, "2.0.0 Ok: queued as ");
    put_queue_id(t->log, id);
}

const struct rendering rendering_postfix = {
    .name = "postfix",
    .connected = postfix_connected,
    .tls = postfix_tls,
    .client = postfix_client,
    .recipient_refused = postfix_recipient_refused,
    .size_refused = postfix_size_refused,
    .wrong_password = postfix_wrong_password,
    .lost = postfix_lost,
    .disconnected = postfix_disconnected,
    .statistics = statistics,
    .pickup = pickup,
    .received = received,
    .refused = refused,
    .active = active,
    .tls_out = tls_out,
    .delivered = delivered,
    .expired = expired,
    .bounced = bounced,
    .removed = removed,
    .put_id = put_id,
    .put_taken = put_taken,
};
