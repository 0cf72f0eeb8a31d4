/*
 * What Sendmail 8.17 says of connections and of what they hand in, LogLevel 9:
 *
 *	STARTTLS=server, relay=name [address], version=TLSv1.3, verify=NO, cipher=..., bits=256/256
 *	AUTH=server, relay=name [address], authid=login, mech=PLAIN, bits=0	once a session
 *	ID: from=<...>, size=, class=0, nrcpts=, msgid=<...>, proto=ESMTPSA, daemon=MSA, relay=
 *	ID: ruleset=check_rcpt, arg1=<...>, relay=, reject=550 5.7.1 ...
 *	ID: <...>... User unknown
 *	ID: AUTH failure (PLAIN): ..., user=login, relay=name [address]
 *	ID: name [address] did not issue MAIL/EXPN/VRFY/ETRN during connection to MTA
 *
 * What a program of the machine hands in is
 * one entry of the submission queue, which hands it to the daemon: another entry.
 */
#include "tests/bench/script.h"
#include "tests/bench/sendmail_parts.h"

void sendmail_put_id(struct traffic *t, struct queue_id id)
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx";
    uint32_t c[6];

    log_calendar((int64_t)id.second * LOG_SECOND, c);
    for (int i = 0; i < 6; i++)
        put_char(t->log, digits[c[i] % 60]);
    put_in_base(t->log, id.micros, 2, digits, 60);
    put_padded(t->log, id.pid ? id.pid : id.inode, 6);
}

static void begin(struct traffic *t, uint8_t host, uint32_t pid)
{
    log_begin(t->log, t->now, t->hosts[host].name, "sm-mta", pid);
}

void sendmail_begin(struct traffic *t, const struct message *m, uint32_t pid)
{
    begin(t, m->host, pid ? pid : crew_pid(t, CLEANUP));
    sendmail_put_id(t, m->id);
    PUT(t->log, ": ");
}

static void begin_session(struct traffic *t, const struct session *s, bool with_id)
{
    begin(t, s->host, s->pid);
    if (!with_id)
        return;
    sendmail_put_id(t, (struct queue_id){ (uint32_t)(t->now / LOG_SECOND), s->refused, 0, s->pid });
    PUT(t->log, ": ");
}

/* What was put since `from` is an address: IPv6 is told. */
void sendmail_close_address(struct log *log, char *from)
{
    size_t n = (size_t)(log->at - from);

    if (memchr(from, ':', n)) {
        memmove(from + 5, from, n);
        memcpy(from, "IPv6:", 5);
        log->at += 5;
    }
    put_char(log, ']');
}

/* `name [address]`, or `[address]` where there is no name. */
static void put_relay(struct traffic *t, struct client c)
{
    if (client_has_name(&t->world, c)) {
        put_client_name(t->log, &t->world, c);
        put_char(t->log, ' ');
    }
    put_char(t->log, '[');
    char *from = t->log->at;

    put_client_address(t->log, &t->world, c);
    sendmail_close_address(t->log, from);
}

static void put_daemon(struct traffic *t, bool is_login)
{
    if (is_login)
        PUT(t->log, "MSA-v4");
    else
        PUT(t->log, "MTA-v4");
}

static void starttls(struct traffic *t, const struct session *s)
{
    begin_session(t, s, false);
    PUT(t->log, "STARTTLS=server, relay=");
    put_relay(t, s->client);
    if (s->client.id % 4)
        PUT(t->log, ", version=TLSv1.3, verify=NO, cipher=TLS_AES_256_GCM_SHA384, bits=256/256");
    else
        PUT(t->log, ", version=TLSv1.2, verify=NO, cipher=ECDHE-RSA-AES256-GCM-SHA384, "
                    "bits=256/256");
    log_end(t->log);
}

static void connected(struct traffic *t, const struct session *s)
{
    if (s->tls)
        starttls(t, s);
    if (s->kind != LOGIN && s->kind != NOT_OWNER && s->kind != TOO_LARGE)
        return;
    begin_session(t, s, false);
    PUT(t->log, "AUTH=server, relay=");
    put_relay(t, s->client);
    PUT(t->log, ", authid=");
    put_login(t->log, &t->world, s->account);
    if (s->account % 9 == 4)
        PUT(t->log, ", mech=LOGIN, bits=0");
    else
        PUT(t->log, ", mech=PLAIN, bits=0");
    log_end(t->log);
}

static void put_from(struct traffic *t, const struct message *m)
{
    const struct letter *l = &m->letter;

    PUT(t->log, "from=<");
    put_sender(t->log, &t->world, l);
    PUT(t->log, ">, size=");
    put_number(t->log, l->size);
    PUT(t->log, ", class=0, nrcpts=");
    put_number(t->log, l->recipients);
    PUT(t->log, ", msgid=<");
    put_message_id(t->log, &t->world, l);
    PUT(t->log, ">, proto=ESMTP");
}

/* Its submission queue's entry of the same message. */
static struct queue_id submitted(const struct message *m)
{
    struct queue_id id = m->id;

    id.micros++;
    return id;
}

static void begin_submitted(struct traffic *t, const struct message *m)
{
    log_begin(t->log, t->now, t->hosts[m->host].name, "sendmail", m->id.inode);
    sendmail_put_id(t, submitted(m));
    PUT(t->log, ": ");
}

static void pickup(struct traffic *t, const struct message *m)
{
    begin_submitted(t, m);
    PUT(t->log, "from=");
    if (m->letter.deed)
        put_sender(t->log, &t->world, &m->letter);
    else
        script_put_user(t, m);
    PUT(t->log, ", size=");
    put_number(t->log, m->letter.size);
    PUT(t->log, ", class=0, nrcpts=1, msgid=<");
    put_message_id(t->log, &t->world, &m->letter);
    PUT(t->log, ">, relay=");
    script_put_user(t, m);
    PUT(t->log, "@localhost");
    log_end(t->log);
}

static void handed_in(struct traffic *t, const struct message *m)
{
    begin_submitted(t, m);
    PUT(t->log, "to=");
    put_address(t->log, &t->world, m->letter.to[0].address);
    PUT(t->log, ", ctladdr=");
    script_put_user(t, m);
    PUT(t->log, " (");
    put_number(t->log, script_uid(t, m));
    put_char(t->log, '/');
    put_number(t->log, script_uid(t, m));
    PUT(t->log, "), delay=00:00:01, xdelay=00:00:01, mailer=relay, "
                "pri=30351, relay=[127.0.0.1] [127.0.0.1], dsn=2.0.0, stat=Sent (");
    sendmail_put_id(t, m->id);
    PUT(t->log, " Message accepted for delivery)");
    log_end(t->log);
}

static void received(struct traffic *t, const struct message *m)
{
    const struct submission *s = &m->submission;

    if (m->letter.sender != FROM_PROGRAM && s->pid == 0)
        return; /* a bounce: the line of what it tells of is all */
    sendmail_begin(t, m, s->pid);
    put_from(t, m);
    if (s->tls)
        put_char(t->log, 'S');
    if (s->is_login)
        put_char(t->log, 'A');
    PUT(t->log, ", daemon=");
    put_daemon(t, s->is_login);
    PUT(t->log, ", relay=");
    put_relay(t, s->pid ? s->client : (struct client){ LOOPBACK, 0, 0 });
    log_end(t->log);
    if (s->pid == 0)
        handed_in(t, m);
}

static void refused(struct traffic *t, const struct message *m)
{
    sendmail_begin(t, m, m->submission.pid);
    PUT(t->log, "Milter: data, reject=554 5.7.1 Spam message rejected");
    log_end(t->log);
    sendmail_begin(t, m, m->submission.pid);
    PUT(t->log, "to=<");
    put_address(t->log, &t->world, m->letter.to[0].address);
    PUT(t->log, ">, delay=00:00:01, pri=30000, stat=Spam message rejected");
    log_end(t->log);
}

static void put_reject(struct traffic *t, const struct session *s, struct address to)
{
    PUT(t->log, "ruleset=check_rcpt, arg1=<");
    put_address(t->log, &t->world, to);
    PUT(t->log, ">, relay=");
    put_relay(t, s->client);
    PUT(t->log, ", reject=");
    switch (session_refusal(s)) {
    case NO_HOST_NAME:
        PUT(t->log, "450 4.4.0 Relaying temporarily denied. Cannot resolve PTR record for ");
        put_client_address(t->log, &t->world, s->client);
        return;
    case BLOCKED:
        PUT(t->log, "550 5.7.1 Rejected: ");
        put_client_address(t->log, &t->world, s->client);
        PUT(t->log, " listed at bl.example.net");
        return;
    default:
        PUT(t->log, "550 5.7.1 <");
        put_address(t->log, &t->world, to);
        PUT(t->log, ">... Relaying denied");
    }
}

static void recipient_refused(struct traffic *t, const struct session *s, struct address to)
{
    begin_session(t, s, true);
    if (session_refusal(s) == NO_SUCH_USER) {
        put_char(t->log, '<');
        put_address(t->log, &t->world, to);
        PUT(t->log, ">... User unknown");
    } else {
        put_reject(t, s, to);
    }
    log_end(t->log);
    begin_session(t, s, true);
    PUT(t->log, "from=<");
    put_address(t->log, &t->world, session_refused_sender(t, s));
    PUT(t->log, ">, size=0, class=0, nrcpts=0, proto=ESMTP, daemon=");
    put_daemon(t, s->kind == NOT_OWNER);
    PUT(t->log, ", relay=");
    put_relay(t, s->client);
    log_end(t->log);
}

static void size_refused(struct traffic *t, const struct session *s)
{
    begin_session(t, s, true);
    PUT(t->log, "from=<");
    put_address(t->log, &t->world, session_refused_sender(t, s));
    PUT(t->log, ">, size=");
    put_number(t->log, s->deed->size);
    PUT(t->log, ", class=0, nrcpts=1, proto=ESMTPSA, daemon=MSA-v4, relay=");
    put_relay(t, s->client);
    log_end(t->log);
    begin_session(t, s, true);
    PUT(t->log, "message size (");
    put_number(t->log, s->deed->size);
    PUT(t->log, ") exceeds maximum (50000000)");
    log_end(t->log);
    begin_session(t, s, true);
    PUT(t->log, "to=<");
    put_address(t->log, &t->world, s->deed->to[0].address);
    PUT(t->log, ">, delay=00:00:02, pri=");
    put_number(t->log, s->deed->size + 30000);
    PUT(t->log, ", stat=Message exceeds maximum fixed size (50000000)");
    log_end(t->log);
}

static void excess_refused(struct traffic *t, const struct session *s, const struct message *m,
                           uint32_t recipients)
{
    (void)s;
    for (uint32_t i = 0; i < recipients; i++) {
        sendmail_begin(t, m, m->submission.pid);
        PUT(t->log, "Too many recipients");
        log_end(t->log);
    }
}

static void wrong_password(struct traffic *t, const struct session *s)
{
    begin_session(t, s, true);
    if (s->client.id % 2)
        PUT(t->log, "AUTH failure (LOGIN): ");
    else
        PUT(t->log, "AUTH failure (PLAIN): ");
    PUT(t->log, "authentication failure (-13) SASL(-13): authentication failure: checkpass "
                "failed, user=");
    put_login(t->log, &t->world, s->account);
    PUT(t->log, ", relay=");
    put_relay(t, s->client);
    log_end(t->log);
}

static void lost(struct traffic *t, const struct session *s)
{
    begin_session(t, s, true);
    put_relay(t, s->client);
    PUT(t->log, " did not issue MAIL/EXPN/VRFY/ETRN during connection to ");
    put_daemon(t, s->kind == WRONG_PASSWORD);
    log_end(t->log);
}

static void put_taken(struct traffic *t, struct queue_id id)
{
    PUT(t->log, "2.0.0 ");
    sendmail_put_id(t, id);
    PUT(t->log, " Message accepted for delivery");
}

const struct rendering rendering_sendmail = {
    .name = "sendmail",
    .forks = true,
    .forwards_in_place = true,
    .connected = connected,
    .recipient_refused = recipient_refused,
    .size_refused = size_refused,
    .excess_refused = excess_refused,
    .wrong_password = wrong_password,
    .lost = lost,
    .pickup = pickup,
    .received = received,
    .refused = refused,
    .delivered = sendmail_delivered,
    .bounced = sendmail_bounced,
    .put_id = sendmail_put_id,
    .put_taken = put_taken,
};
