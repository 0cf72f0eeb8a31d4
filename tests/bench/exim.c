/*
 * What Exim 4.96's main log says of connections and of what they hand in, with the default
 *log_selector or with --rich:
 *
 *	ID <= sender H=name (helo) [address] P=esmtpsa X=... CV=no A=plain:login S=size id=...
 *	ID <= login U=login P=local S=size			from a program
 *	ID <= <> R=ID U=Debian-exim P=local S=size		a bounce of the other
 *	H=name (helo) [address] F=<sender> rejected RCPT <recipient>: why
 *	plain_login authenticator failed for (helo) [address]: 535 ... (set_id=login)
 *	unexpected disconnection while reading SMTP command from name [address]
 *
 * Through syslog each stands behind syslog's head, its own stamp repeated.
 */
#include "tests/bench/exim_parts.h"
#include "tests/bench/script.h"

static const char base62[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static void begin(struct traffic *t, uint8_t host, uint32_t pid)
{
    bool rich = t->options->rich;

    if (t->log->format == LOG_OWN)
        log_begin_bare(t->log);
    else
        log_begin(t->log, t->now, t->hosts[host].name, "exim", pid);
    put_full_date(t->log, t->now, rich);
    put_char(t->log, ' ');
    if (!rich)
        return;
    put_char(t->log, '[');
    put_number(t->log, pid);
    PUT(t->log, "] ");
}

void exim_put_id(struct traffic *t, struct queue_id id)
{
    bool new = t->options->new_ids;

    put_in_base(t->log, id.second, 6, base62, 62);
    put_char(t->log, '-');
    put_in_base(t->log, id.inode, new ? 11 : 6, base62, 62);
    put_char(t->log, '-');
    put_in_base(t->log, new ? id.micros : id.micros / 500, new ? 4 : 2, base62, 62);
}

void exim_begin(struct traffic *t, const struct message *m, uint32_t pid)
{
    begin(t, m->host, pid ? pid : crew_pid(t, CLEANUP));
    exim_put_id(t, m->id);
}

/* `name (helo) [address]`; a name that was not found or is the helo stands once. */
static void put_host(struct traffic *t, struct client c)
{
    if (client_has_name(&t->world, c)) {
        put_client_name(t->log, &t->world, c);
    } else {
        put_char(t->log, '(');
        put_hex(t->log, c.id, 6);
        PUT(t->log, ".example.net)");
    }
    PUT(t->log, " [");
    put_client_address(t->log, &t->world, c);
    put_char(t->log, ']');
}

void exim_put_cipher(struct traffic *t, bool modern, const char *verified)
{
    if (modern)
        PUT(t->log, " X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=");
    else
        PUT(t->log, " X=TLS1.2:ECDHE_SECP256R1__RSA_SHA256__AES_256_GCM:256 CV=");
    put_string(t->log, verified);
}

static void put_client_session(struct traffic *t, const struct submission *s)
{
    PUT(t->log, " H=");
    put_host(t, s->client);
    PUT(t->log, " P=esmtp");
    if (s->tls)
        put_char(t->log, 's');
    if (s->is_login)
        put_char(t->log, 'a');
    if (s->tls)
        exim_put_cipher(t, s->client.id % 4, "no");
    if (!s->is_login)
        return;
    if (s->account % 9 == 4)
        PUT(t->log, " A=login_server:");
    else
        PUT(t->log, " A=plain_server:");
    put_login(t->log, &t->world, s->account);
}

/* Of a bounce; a program's mail may have no sender either. */
static bool is_own_notice(const struct message *m)
{
    return !m->submission.pid && m->letter.sender == FROM_NOBODY && !m->letter.deed;
}

static void put_origin(struct traffic *t, const struct message *m)
{
    if (m->submission.pid) {
        put_client_session(t, &m->submission);
    } else if (is_own_notice(m)) {
        PUT(t->log, " R=");
        exim_put_id(t, m->letter.parent);
        PUT(t->log, " U=Debian-exim P=local");
    } else {
        PUT(t->log, " U=");
        script_put_user(t, m);
        PUT(t->log, " P=local");
    }
}

void exim_put_offered(struct traffic *t, const struct message *m, const struct recipient *r)
{
    const char *alias = message_alias(m, r);

    if (!alias) {
        put_address(t->log, &t->world, r->address);
        return;
    }
    put_string(t->log, alias);
    PUT(t->log, "@example.edu");
}

static void put_rich(struct traffic *t, const struct message *m)
{
    const struct letter *l = &m->letter;

    PUT(t->log, " T=\"");
    put_subject(t->log, &t->world, l);
    PUT(t->log, "\" for");
    for (uint32_t i = 0; i < l->recipients; i++) {
        if (t->log->at - t->log->line > LOG_LINE - 512)
            return; /* Exim's line is full as well */
        put_char(t->log, ' ');
        exim_put_offered(t, m, &l->to[i]);
    }
}

static void put_envelope_sender(struct traffic *t, const struct letter *l)
{
    if (l->sender == FROM_NOBODY)
        PUT(t->log, "<>");
    else
        put_sender(t->log, &t->world, l);
}

static void received(struct traffic *t, const struct message *m)
{
    const struct letter *l = &m->letter;

    if (m->refused)
        return;
    exim_begin(t, m, m->submission.pid);
    PUT(t->log, " <= ");
    put_envelope_sender(t, l);
    put_origin(t, m);
    PUT(t->log, " S=");
    put_number(t->log, l->size);
    if (!is_own_notice(m)) {
        PUT(t->log, " id=");
        put_message_id(t->log, &t->world, l);
    }
    if (t->options->rich)
        put_rich(t, m);
    log_end(t->log);
}

static void refused(struct traffic *t, const struct message *m)
{
    exim_begin(t, m, m->submission.pid);
    PUT(t->log, " H=");
    put_host(t, m->submission.client);
    if (m->submission.tls)
        exim_put_cipher(t, m->submission.client.id % 4, "no");
    PUT(t->log, " F=<");
    put_sender(t->log, &t->world, &m->letter);
    PUT(t->log, "> rejected after DATA: Spam message rejected");
    log_end(t->log);
}

static void put_why(struct traffic *t, const struct session *s)
{
    switch (session_refusal(s)) {
    case NO_RELAY:
        PUT(t->log, "relay not permitted");
        break;
    case NO_SUCH_USER:
        PUT(t->log, "Unrouteable address");
        break;
    case NO_HOST_NAME:
        PUT(t->log, "cannot find your hostname");
        break;
    case BLOCKED:
        put_client_address(t->log, &t->world, s->client);
        PUT(t->log, " is listed at bl.example.net");
        break;
    case NOT_OWNED:
        PUT(t->log, "sender address not owned by this login");
    }
}

static void recipient_refused(struct traffic *t, const struct session *s, struct address to)
{
    begin(t, s->host, s->pid);
    PUT(t->log, "H=");
    put_host(t, s->client);
    if (s->tls)
        exim_put_cipher(t, s->client.id % 4, "no");
    PUT(t->log, " F=<");
    put_address(t->log, &t->world, session_refused_sender(t, s));
    if (session_refusal(s) == NO_HOST_NAME)
        PUT(t->log, "> temporarily rejected RCPT <");
    else
        PUT(t->log, "> rejected RCPT <");
    put_address(t->log, &t->world, to);
    PUT(t->log, ">: ");
    put_why(t, s);
    log_end(t->log);
}

/* The size that the client told. */
static void size_refused(struct traffic *t, const struct session *s)
{
    begin(t, s->host, s->pid);
    PUT(t->log, "rejected MAIL FROM:<");
    put_address(t->log, &t->world, session_refused_sender(t, s));
    PUT(t->log, "> H=");
    put_host(t, s->client);
    PUT(t->log, ": message too big: size=");
    put_number(t->log, s->deed->size);
    PUT(t->log, " max=52428800");
    log_end(t->log);
}

static void excess_refused(struct traffic *t, const struct session *s, const struct message *m,
                           uint32_t recipients)
{
    (void)recipients;
    begin(t, s->host, s->pid);
    PUT(t->log, "too many recipients: excess temporarily rejected: sender=<");
    put_sender(t->log, &t->world, &m->letter);
    PUT(t->log, "> H=");
    put_host(t, s->client);
    log_end(t->log);
}

static void wrong_password(struct traffic *t, const struct session *s)
{
    begin(t, s->host, s->pid);
    if (s->client.id % 2)
        PUT(t->log, "login_server authenticator failed for ");
    else
        PUT(t->log, "plain_server authenticator failed for ");
    put_host(t, s->client);
    PUT(t->log, ": 535 Incorrect authentication data (set_id=");
    put_login(t->log, &t->world, s->account);
    put_char(t->log, ')');
    log_end(t->log);
}

static void lost(struct traffic *t, const struct session *s)
{
    begin(t, s->host, s->pid);
    PUT(t->log, "unexpected disconnection while reading SMTP command from ");
    put_host(t, s->client);
    log_end(t->log);
}

static void put_taken(struct traffic *t, struct queue_id id)
{
    PUT(t->log, "OK id=");
    exim_put_id(t, id);
}

const struct rendering rendering_exim = {
    .name = "exim",
    .forks = true,
    .forwards_in_place = true,
    .recipient_refused = recipient_refused,
    .size_refused = size_refused,
    .excess_refused = excess_refused,
    .wrong_password = wrong_password,
    .lost = lost,
    .received = received,
    .refused = refused,
    .delivered = exim_delivered,
    .expired = exim_expired,
    .removed = exim_removed,
    .put_id = exim_put_id,
    .put_taken = put_taken,
};
