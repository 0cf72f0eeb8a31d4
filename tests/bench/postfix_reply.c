/*
 * The end of a Postfix delivery's line: relay, delays, status and what the other server
 * said. The wording follows what large providers, Postfix, Exim and greylisting
 * daemons say; the names in it are example names.
 */
#include "tests/bench/postfix_parts.h"

static void put_delays(struct traffic *t, const struct message *m)
{
    int64_t before = m->active - m->arrived;
    int64_t total = t->now - m->arrived;
    int64_t queued = total - before - m->connecting - m->sending;

    PUT(t->log, ", delay=");
    put_delay(t->log, total);
    PUT(t->log, ", delays=");
    put_delay(t->log, before);
    put_char(t->log, '/');
    put_delay(t->log, queued > 0 ? queued : 0);
    put_char(t->log, '/');
    put_delay(t->log, m->connecting);
    put_char(t->log, '/');
    put_delay(t->log, m->sending);
}

static void put_status(struct traffic *t, const struct message *m, const char *dsn_and_status)
{
    put_delays(t, m);
    PUT(t->log, ", dsn=");
    put_string(t->log, dsn_and_status);
}

static void put_filter_reply(struct traffic *t, const struct message *m)
{
    PUT(t->log, ", relay=127.0.0.1[127.0.0.1]:10024");
    put_status(t, m,
               "2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): "
               "250 ");
    rendering_postfix.put_taken(t, m->copy);
    put_char(t->log, ')');
}

static void put_hub_reply(struct traffic *t, const struct message *m)
{
    PUT(t->log, ", relay=");
    put_string(t->log, t->hosts[HUB].name);
    PUT(t->log, ".example.edu[");
    put_string(t->log, t->hosts[HUB].address);
    PUT(t->log, "]:25");
    put_status(t, m, "2.0.0, status=sent (250 ");
    t->hosts[HUB].rendering->put_taken(t, m->copy);
    put_char(t->log, ')');
}

static void put_local_reply(struct traffic *t, const struct message *m, const struct recipient *r)
{
    PUT(t->log, ", relay=local");
    if (recipient_forwards(r)) {
        put_status(t, m, "2.0.0, status=sent (forwarded as ");
        put_queue_id(t->log, m->copy);
        put_char(t->log, ')');
    } else if (r->address.local % 3 == 1) {
        put_status(t, m, "2.0.0, status=sent (delivered to mailbox)");
    } else {
        put_status(t, m,
                   "2.0.0, status=sent (delivered to command: /usr/bin/procmail "
                   "-a \"$EXTENSION\")");
    }
}

static void put_store_reply(struct traffic *t, const struct message *m, const struct recipient *r)
{
    struct log *log = t->log;

    PUT(log, ", relay=mx1.example.edu[private/dovecot-lmtp]");
    if (r->verdict == ACCEPTED)
        put_status(t, m, "2.0.0, status=sent (250 2.0.0 <");
    else if (verdict_defers(r->verdict))
        put_status(t, m,
                   "4.2.2, status=deferred (host mx1.example.edu"
                   "[private/dovecot-lmtp] said: 452 4.2.2 <");
    else
        put_status(t, m,
                   "5.1.1, status=bounced (host mx1.example.edu"
                   "[private/dovecot-lmtp] said: 550 5.1.1 <");
    put_address(log, &t->world, r->address);
    if (r->verdict == ACCEPTED) {
        PUT(log, "> ");
        put_hex(log, m->letter.id, 8);
        put_capital_hex(log, r->address.local + m->letter.id, 12);
        PUT(log, " Saved)");
    } else if (verdict_defers(r->verdict)) {
        PUT(log, "> Quota exceeded (mailbox for user is full) "
                 "(in reply to end of DATA command))");
    } else {
        PUT(log, "> User doesn't exist: ");
        put_address(log, &t->world, r->address);
        PUT(log, " (in reply to RCPT TO command))");
    }
}

/* What a server says when it takes the mail: each make in its own words. */
static void put_accepted(struct traffic *t, const struct message *m, uint32_t domain)
{
    struct log *log = t->log;
    uint64_t bits = dice_mix(m->letter.id + m->at);

    PUT(log, "2.0.0, status=sent (250 2.0.0 ");
    if (domain == 0) {
        PUT(log, "OK  ");
        put_number(log, (uint64_t)(t->now / LOG_SECOND));
        put_char(log, ' ');
        put_hex(log, bits, 13);
        PUT(log, "-20020a");
        put_hex(log, bits >> 40, 6);
        PUT(log, ".si - gsmtp)");
    } else if (domain == 1) {
        PUT(log, "Ok <");
        put_message_id(log, &t->world, &m->letter);
        PUT(log, "> [InternalId=");
        put_number(log, bits >> 20);
        PUT(log, ", Hostname=AM6PR04MB");
        put_number(log, 1000 + (bits & 1023));
        PUT(log, ".prod.outmail.example] ");
        put_number(log, m->letter.size + 9000);
        PUT(log, " bytes in 0.");
        put_number(log, 101 + bits % 800);
        PUT(log, ", ");
        put_number(log, 20 + bits % 400);
        PUT(log, ".417 KB/sec Queued mail for delivery)");
    } else if (domain % 4 == 3) {
        PUT(log, "OK id=1t");
        put_capital_hex(log, bits, 4);
        put_char(log, '-');
        put_capital_hex(log, bits >> 16, 6);
        put_char(log, '-');
        put_capital_hex(log, bits >> 40, 2);
        put_char(log, ')');
    } else {
        PUT(log, "Ok: queued as ");
        put_capital_hex(log, bits, 10);
        put_char(log, ')');
    }
}

static void put_said(struct traffic *t, const struct recipient *r, const char *before,
                     const char *text)
{
    put_string(t->log, before);
    PUT(t->log, " (host ");
    put_mx(t->log, &t->world, r->address.domain);
    PUT(t->log, " said: ");
    put_string(t->log, text);
}

static void put_refused(struct traffic *t, const struct recipient *r, const char *text)
{
    put_said(t, r, "5.1.1, status=bounced", text);
    put_address(t->log, &t->world, r->address);
    PUT(t->log, ">: Recipient address rejected: User unknown in virtual mailbox table "
                "(in reply to RCPT TO command))");
}

static void put_unreachable(struct traffic *t, const struct recipient *r)
{
    struct log *log = t->log;

    if (r->verdict == NO_SUCH_DOMAIN) {
        PUT(log, "5.4.4, status=bounced (Host or domain name not found. "
                 "Name service error for name=");
        put_domain(log, &t->world, r->address.domain);
        PUT(log, " type=AAAA: Host not found)");
        return;
    }
    if (r->verdict == CONNECT_TIMEOUT)
        PUT(log, "4.4.1, status=deferred (connect to ");
    else
        PUT(log, "4.4.2, status=deferred (lost connection with ");
    put_mx(log, &t->world, r->address.domain);
    if (r->verdict == CONNECT_TIMEOUT)
        PUT(log, ":25: Connection timed out)");
    else
        PUT(log, " while receiving the initial server greeting)");
}

static void put_told(struct traffic *t, const struct recipient *r)
{
    switch (r->verdict) {
    case GREYLISTED:
        put_said(t, r, "4.2.0, status=deferred", "450 4.2.0 <");
        put_address(t->log, &t->world, r->address);
        PUT(t->log, ">: Recipient address rejected: Greylisted, see "
                    "http://greylist.example.org/help/");
        put_domain(t->log, &t->world, r->address.domain);
        PUT(t->log, ".html (in reply to RCPT TO command))");
        break;
    case MAILBOX_FULL:
        put_said(t, r, "4.2.2, status=deferred",
                 "452-4.2.2 The recipient's inbox is out of storage space. Please direct "
                 "the 452-4.2.2 recipient to 452 4.2.2  https://support.bigmail.example/"
                 "?p=OverQuotaTemp - gsmtp (in reply to RCPT TO command))");
        break;
    case RATE_LIMITED:
        put_said(t, r, "4.7.28, status=deferred",
                 "421-4.7.28 Our system has detected an unusual rate of unsolicited mail "
                 "originating 421-4.7.28 from your IP address. To protect our users from "
                 "spam, mail sent from 421-4.7.28 your IP address has been temporarily "
                 "rate limited. (in reply to end of DATA command))");
        break;
    case TOO_MUCH_MAIL:
        put_said(t, r, "4.2.1, status=deferred",
                 "450-4.2.1 The user you are trying to contact is receiving mail at a rate that "
                 "450-4.2.1 prevents additional messages from being delivered. Please resend your "
                 "450-4.2.1 message at a later time. (in reply to RCPT TO command))");
        break;
    case USER_UNKNOWN:
        put_refused(t, r, "550 5.1.1 <");
        break;
    default:
        put_said(t, r, "5.7.1, status=bounced",
                 "554 5.7.1 Message rejected as spam by content filtering "
                 "(in reply to end of DATA command))");
    }
}

static void put_remote_reply(struct traffic *t, const struct message *m, const struct recipient *r)
{
    struct log *log = t->log;

    PUT(log, ", relay=");
    if (r->verdict == CONNECT_TIMEOUT || r->verdict == NO_SUCH_DOMAIN) {
        PUT(log, "none");
    } else {
        put_mx(log, &t->world, r->address.domain);
        PUT(log, ":25");
    }
    put_delays(t, m);
    PUT(log, ", dsn=");
    if (r->verdict == ACCEPTED)
        put_accepted(t, m, r->address.domain);
    else if (verdict_without_talk(r->verdict))
        put_unreachable(t, r);
    else
        put_told(t, r);
}

void postfix_put_reply(struct traffic *t, const struct message *m, const struct recipient *r)
{
    enum service service = message_service(m, r);

    if (m->leg == TO_FILTER)
        put_filter_reply(t, m);
    else if (m->leg == TO_HUB)
        put_hub_reply(t, m);
    else if (service == LOCAL)
        put_local_reply(t, m, r);
    else if (service == LMTP)
        put_store_reply(t, m, r);
    else
        put_remote_reply(t, m, r);
}
