/*
 * What Sendmail 8.17 says of deliveries, LogLevel 9:
 *
 *	ID: to=<...>,<...>, delay=, xdelay=, mailer=, pri=, relay=, dsn=, stat=
 *	ID: ID: DSN: User unknown						a bounce
 *
 * No line says that a message left the queue.
 */
#include "tests/bench/sendmail_parts.h"

enum { TO_LIST = 600 }; /* bytes of recipients on one line, about */

static void put_span(struct log *log, int64_t span)
{
    uint64_t seconds = (uint64_t)(span / LOG_SECOND);

    if (seconds >= 86400) {
        put_number(log, seconds / 86400);
        put_char(log, '+');
    }
    put_padded(log, seconds / 3600 % 24, 2);
    put_char(log, ':');
    put_padded(log, seconds / 60 % 60, 2);
    put_char(log, ':');
    put_padded(log, seconds % 60, 2);
}

/* Whose rights a delivery has: the user's who forwards, or the sender's of this machine. */
static void put_controlling(struct traffic *t, const struct message *m, const struct recipient *r)
{
    struct address user = m->letter.from;

    if (m->leg == TO_RECIPIENTS && recipient_forwards(r))
        user = r->address;
    else if (m->letter.sender != FROM_ACCOUNT || m->host == HUB)
        return;
    PUT(t->log, ", ctladdr=<");
    put_address(t->log, &t->world, user);
    PUT(t->log, "> (");
    put_number(t->log, 2000 + user.local);
    PUT(t->log, "/100)");
}

static void put_middle(struct traffic *t, const struct message *m, const struct recipient *r,
                       const char *mailer)
{
    const struct letter *l = &m->letter;

    put_controlling(t, m, r);
    PUT(t->log, ", delay=");
    put_span(t->log, t->now - m->arrived);
    PUT(t->log, ", xdelay=");
    put_span(t->log, m->sending);
    PUT(t->log, ", mailer=");
    put_string(t->log, mailer);
    PUT(t->log, ", pri=");
    put_number(t->log, 30000 * (uint64_t)l->recipients * (m->attempts + 1) + l->size);
}

static void put_recipient(struct traffic *t, const struct message *m, const struct recipient *r)
{
    const char *alias = message_alias(m, r);

    if (recipient_forwards(r) && m->leg == TO_RECIPIENTS) {
        put_address(t->log, &t->world, r->forward_to);
        return;
    }
    if (alias && m->leg == TO_RECIPIENTS) {
        put_local_part(t->log, &t->world, r->address);
        return;
    }
    put_char(t->log, '<');
    if (alias) {
        put_string(t->log, alias);
        PUT(t->log, "@example.edu");
    } else {
        put_address(t->log, &t->world, r->address);
    }
    put_char(t->log, '>');
}

static void put_mx_relay(struct traffic *t, uint32_t domain)
{
    PUT(t->log, ", relay=");
    put_mx_name(t->log, &t->world, domain);
    PUT(t->log, ". [");
    char *from = t->log->at;

    put_mx_address(t->log, domain);
    sendmail_close_address(t->log, from);
}

static void put_deferred(struct log *log, const char *dsn, const char *reply)
{
    PUT(log, ", dsn=");
    put_string(log, dsn);
    PUT(log, ", reply=");
    put_string(log, reply);
    PUT(log, ", stat=Deferred: ");
    put_string(log, reply);
}

static void put_remote_status(struct traffic *t, const struct message *m, const struct recipient *r)
{
    struct log *log = t->log;

    switch (r->verdict) {
    case ACCEPTED:
        PUT(log, ", dsn=2.0.0, stat=Sent (Ok: queued as ");
        put_capital_hex(log, dice_mix(m->letter.id + r->address.domain), 10);
        put_char(log, ')');
        break;
    case GREYLISTED:
        put_deferred(log, "4.2.0", "450 4.2.0 Recipient address rejected: Greylisted");
        break;
    case MAILBOX_FULL:
        put_deferred(log, "4.2.2", "452-4.2.2 The recipient's inbox is out of storage space.");
        break;
    case TOO_MUCH_MAIL:
        put_deferred(log, "4.2.1",
                     "450-4.2.1 The user you are trying to contact is receiving mail at a rate");
        break;
    case RATE_LIMITED:
        put_deferred(log, "4.7.28",
                     "421-4.7.28 Our system has detected an unusual rate of unsolicited mail");
        break;
    case CONNECT_TIMEOUT:
    case CONNECTION_LOST:
        PUT(log, ", dsn=4.0.0, stat=Deferred: Connection timed out with ");
        put_mx_name(log, &t->world, r->address.domain);
        put_char(log, '.');
        break;
    case USER_UNKNOWN:
        PUT(log, ", dsn=5.1.1, reply=550 5.1.1 Recipient address rejected: User unknown in "
                 "virtual mailbox table, stat=User unknown");
        break;
    default:
        PUT(log, ", dsn=5.7.1, reply=554 5.7.1 Message rejected as spam by content filtering, "
                 "stat=Service unavailable");
    }
}

/* Its words without the enhanced code. */
static void put_taken_by_hub(struct traffic *t, const struct message *m)
{
    char *from = t->log->at;

    t->hosts[HUB].rendering->put_taken(t, m->copy);
    if (memcmp(from, "2.0.0 ", 6) != 0)
        return;
    t->log->at -= 6;
    memmove(from, from + 6, (size_t)(t->log->at - from));
}

static void put_status(struct traffic *t, const struct message *m, const struct recipient *r)
{
    if (m->leg == TO_HUB) {
        put_middle(t, m, r, "relay");
        PUT(t->log, ", relay=");
        put_string(t->log, t->hosts[HUB].name);
        PUT(t->log, ".example.edu. [");
        put_string(t->log, t->hosts[HUB].address);
        PUT(t->log, "], dsn=2.0.0, stat=Sent (");
        put_taken_by_hub(t, m);
        put_char(t->log, ')');
    } else if (r->address.domain == OWN_DOMAIN && !recipient_forwards(r)) {
        put_middle(t, m, r, "local");
        PUT(t->log, ", relay=local");
        if (r->verdict == ACCEPTED)
            PUT(t->log, ", dsn=2.0.0, stat=Sent");
        else if (r->verdict == MAILBOX_FULL)
            PUT(t->log, ", dsn=4.2.2, stat=Deferred: local mailer (/usr/bin/procmail) exited "
                        "with EX_TEMPFAIL");
        else
            PUT(t->log, ", dsn=5.1.1, stat=User unknown");
    } else if (r->verdict == NO_SUCH_DOMAIN) {
        put_middle(t, m, r, "esmtp");
        PUT(t->log, ", relay=");
        put_domain(t->log, &t->world, r->address.domain);
        PUT(t->log, ", dsn=5.1.2, stat=Host unknown (Name server: ");
        put_domain(t->log, &t->world, r->address.domain);
        PUT(t->log, ": host not found)");
    } else {
        struct recipient to = *r;

        if (r->address.domain == OWN_DOMAIN)
            to.address = r->forward_to;
        put_middle(t, m, r, "esmtp");
        put_mx_relay(t, to.address.domain);
        put_remote_status(t, m, &to);
    }
}

/* Each RCPT is answered on its own, what follows is one answer for all that are left. */
static bool is_answered_alone(enum verdict v)
{
    return v == GREYLISTED || v == MAILBOX_FULL || v == TOO_MUCH_MAIL || v == USER_UNKNOWN;
}

/* One line of all recipients from `at` on with its verdict; the first of the next line. */
static void log_list(struct traffic *t, const struct message *m, uint32_t at, uint32_t end)
{
    const struct recipient *first = &m->letter.to[at];

    sendmail_begin(t, m, m->pid);
    PUT(t->log, "to=");
    char *from = t->log->at;

    put_recipient(t, m, first);
    for (uint32_t i = at + 1; i < end && !is_answered_alone(first->verdict); i++) {
        const struct recipient *r = &m->letter.to[i];

        if (r->verdict != first->verdict)
            continue;
        if (t->log->at - from > TO_LIST) {
            put_status(t, m, first);
            log_end(t->log);
            sendmail_begin(t, m, m->pid);
            PUT(t->log, "to=");
            from = t->log->at;
        } else {
            put_char(t->log, ',');
        }
        put_recipient(t, m, r);
    }
    put_status(t, m, first);
    log_end(t->log);
}

static bool is_listed_before(const struct message *m, uint32_t start, uint32_t at)
{
    for (uint32_t i = start; i < at; i++)
        if (m->letter.to[i].verdict == m->letter.to[at].verdict)
            return !is_answered_alone(m->letter.to[at].verdict);
    return false;
}

static bool is_more_to_come(const struct message *m)
{
    if (m->at >= m->letter.recipients)
        return false;
    return m->leg != TO_RECIPIENTS ||
           (m->letter.to[m->at].verdict == UNTRIED && message_is_together(m, m->at));
}

void sendmail_delivered(struct traffic *t, struct message *m, const struct recipient *r)
{
    uint32_t at = (uint32_t)(r - m->letter.to);
    uint32_t start;

    if (m->unlogged == 0)
        m->unlogged = at + 1;
    if (is_more_to_come(m))
        return;
    start = m->unlogged - 1;
    m->unlogged = 0;
    for (uint32_t i = start; i <= at; i++)
        if (!is_listed_before(m, start, i))
            log_list(t, m, i, at + 1);
}

static const char *reason_of(const struct letter *l)
{
    for (uint32_t i = 0; i < l->recipients; i++)
        if (verdict_defers(l->to[i].verdict))
            return "sender notify: Cannot send message for 5 days";
    for (uint32_t i = 0; i < l->recipients; i++)
        if (l->to[i].verdict == NO_SUCH_DOMAIN)
            return "DSN: Host unknown (Name server: host not found)";
        else if (l->to[i].verdict == SPAM_REFUSED)
            return "DSN: Service unavailable";
    return "DSN: User unknown";
}

void sendmail_bounced(struct traffic *t, const struct message *m)
{
    sendmail_begin(t, m, 0);
    sendmail_put_id(t, m->copy);
    PUT(t->log, ": ");
    put_string(t->log, reason_of(&m->letter));
    log_end(t->log);
}
