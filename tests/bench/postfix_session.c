/*
 * What Postfix 3.7 says of a connection:
 *
 *	smtpd	connect from name[address]
 *	smtpd	Anonymous TLS connection established from name[address]: ...
 *	smtpd	QID: client=name[address], sasl_method=, sasl_username=	one a message
 *	smtpd	NOQUEUE: reject: RCPT from ...				instead
 *	smtpd	warning: ...: SASL LOGIN authentication failed: ...	or instead
 *	smtpd	lost connection after AUTH from name[address]		now and then
 *	smtpd	disconnect from name[address] ehlo=1 ... commands=7
 */
#include "tests/bench/postfix_parts.h"

static void begin_session(struct traffic *t, const struct session *s)
{
    postfix_begin(t, s->host, s->service, s->pid);
}

void postfix_end_tls(struct traffic *t, bool modern)
{
    if (modern)
        PUT(t->log, ": TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) "
                    "key-exchange X25519 server-signature RSA-PSS (2048 bits) "
                    "server-digest SHA256");
    else
        PUT(t->log, ": TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)");
    log_end(t->log);
}

void postfix_tls(struct traffic *t, const struct session *s)
{
    begin_session(t, s);
    PUT(t->log, "Anonymous TLS connection established from ");
    put_client(t->log, &t->world, s->client);
    postfix_end_tls(t, s->client.id % 4);
}

void postfix_connected(struct traffic *t, const struct session *s)
{
    begin_session(t, s);
    PUT(t->log, "connect from ");
    put_client(t->log, &t->world, s->client);
    log_end(t->log);
}

static void put_credentials(struct traffic *t, const struct session *s)
{
    if (s->kind != LOGIN)
        return;
    if (s->account % 9 == 4)
        PUT(t->log, ", sasl_method=LOGIN, sasl_username=");
    else
        PUT(t->log, ", sasl_method=PLAIN, sasl_username=");
    put_login(t->log, &t->world, s->account);
}

void postfix_client(struct traffic *t, const struct session *s, const struct message *m)
{
    begin_session(t, s);
    put_queue_id(t->log, m->id);
    PUT(t->log, ": client=");
    put_client(t->log, &t->world, s->client);
    put_credentials(t, s);
    log_end(t->log);
}

static void put_refusal_reason(struct traffic *t, const struct session *s, struct address to)
{
    struct log *log = t->log;

    switch (session_refusal(s)) {
    case NO_RELAY:
        PUT(log, "454 4.7.1 <");
        put_address(log, &t->world, to);
        PUT(log, ">: Relay access denied");
        break;
    case NO_SUCH_USER:
        PUT(log, "550 5.1.1 <");
        put_address(log, &t->world, to);
        PUT(log, ">: Recipient address rejected: User unknown in virtual mailbox table");
        break;
    case NO_HOST_NAME:
        PUT(log, "450 4.7.25 Client host rejected: cannot find your hostname, [");
        put_client_address(log, &t->world, s->client);
        put_char(log, ']');
        break;
    case BLOCKED:
        PUT(log, "554 5.7.1 Service unavailable; Client host [");
        put_client_address(log, &t->world, s->client);
        PUT(log, "] blocked using bl.example.net; https://bl.example.net/query/");
        put_client_address(log, &t->world, s->client);
        break;
    default:
        PUT(log, "553 5.7.1 <");
        put_address(log, &t->world, session_refused_sender(t, s));
        PUT(log, ">: Sender address rejected: not owned by user ");
        put_login(log, &t->world, s->account);
    }
}

void postfix_recipient_refused(struct traffic *t, const struct session *s, struct address to)
{
    struct log *log = t->log;

    begin_session(t, s);
    PUT(log, "NOQUEUE: reject: RCPT from ");
    put_client(log, &t->world, s->client);
    PUT(log, ": ");
    put_refusal_reason(t, s, to);
    PUT(log, "; from=<");
    put_address(log, &t->world, session_refused_sender(t, s));
    PUT(log, "> to=<");
    put_address(log, &t->world, to);
    PUT(log, "> proto=ESMTP helo=<");
    put_hex(log, s->client.id, 6);
    PUT(log, ".example.net>");
    log_end(log);
}

void postfix_size_refused(struct traffic *t, const struct session *s)
{
    struct log *log = t->log;

    begin_session(t, s);
    PUT(log, "NOQUEUE: reject: MAIL from ");
    put_client(log, &t->world, s->client);
    PUT(log, ": 552 5.3.4 Message size exceeds fixed limit; from=<");
    put_address(log, &t->world, session_refused_sender(t, s));
    PUT(log, "> proto=ESMTP helo=<");
    put_client_name(log, &t->world, s->client);
    put_char(log, '>');
    log_end(log);
}

void postfix_wrong_password(struct traffic *t, const struct session *s)
{
    struct log *log = t->log;

    begin_session(t, s);
    PUT(log, "warning: ");
    put_client(log, &t->world, s->client);
    if (s->client.id % 2)
        PUT(log, ": SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=");
    else
        PUT(log, ": SASL PLAIN authentication failed: (reason unavailable), "
                 "sasl_username=");
    put_login(log, &t->world, s->account);
    log_end(log);
}

void postfix_lost(struct traffic *t, const struct session *s)
{
    begin_session(t, s);
    if (s->kind == WRONG_PASSWORD)
        PUT(t->log, "lost connection after AUTH from ");
    else if (s->client.id % 3)
        PUT(t->log, "lost connection after CONNECT from ");
    else
        PUT(t->log, "lost connection after EHLO from ");
    put_client(t->log, &t->world, s->client);
    log_end(t->log);
}

struct tally {
    uint32_t done;
    uint32_t asked;
};

/* ` rcpt=1/2`: of two asked for, one was granted; ` rcpt=2`: both. */
static void put_counter(struct log *log, const char *name, uint32_t done, uint32_t asked,
                        struct tally *sum)
{
    if (asked == 0)
        return;
    put_char(log, ' ');
    put_string(log, name);
    put_char(log, '=');
    put_number(log, done);
    if (done != asked) {
        put_char(log, '/');
        put_number(log, asked);
    }
    sum->done += done;
    sum->asked += asked;
}

static void put_counters(struct log *log, const struct session *s)
{
    struct tally sum = { 0, 0 };
    bool silent = s->kind == PROBE && s->client.id % 3;
    uint32_t auth = s->kind == LOGIN || s->kind == NOT_OWNER || s->kind == TOO_LARGE;
    uint32_t guesses = s->kind == WRONG_PASSWORD ? s->refused : 0;
    uint32_t large = s->kind == TOO_LARGE ? s->refused : 0;
    uint32_t rejects = s->refused - guesses - large;

    put_counter(log, "ehlo", silent ? 0 : 1 + s->tls, silent ? 0 : 1 + s->tls, &sum);
    put_counter(log, "starttls", s->tls, s->tls, &sum);
    put_counter(log, "auth", auth, auth + guesses, &sum);
    put_counter(log, "mail", s->messages + (rejects > 0), s->messages + (rejects > 0) + large,
                &sum);
    put_counter(log, "rcpt", s->recipients, s->recipients + rejects, &sum);
    put_counter(log, "data", s->messages - s->spam, s->messages, &sum);
    put_counter(log, "quit", !s->lost, !s->lost, &sum);
    put_counter(log, "commands", sum.done, sum.asked, &sum);
    if (sum.asked == 0)
        PUT(log, " commands=0/0");
}

void postfix_disconnected(struct traffic *t, const struct session *s)
{
    begin_session(t, s);
    PUT(t->log, "disconnect from ");
    put_client(t->log, &t->world, s->client);
    put_counters(t->log, s);
    log_end(t->log);
}
