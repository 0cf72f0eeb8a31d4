/*
 * What Exim 4.96 says of deliveries:
 *
 *	ID => recipient R=router T=transport H=name [address] X=... CV=yes C="250 ..."
 *	ID -> recipient ...					in the same transaction
 *	ID == recipient ... defer (-44) ...: SMTP error from remote mail server after RCPT TO:...
 *	ID ** recipient ...: SMTP error from remote mail server after RCPT TO:...
 *	ID Completed
 */
#include "tests/bench/exim_parts.h"

/* The address as delivered, and as addressed where that is another. */
static void put_recipient(struct traffic *t, const struct message *m, const struct recipient *r)
{
    bool is_forwarded = m->leg == TO_RECIPIENTS && recipient_forwards(r);
    bool is_local =
        m->leg == TO_RECIPIENTS && r->address.domain == OWN_DOMAIN && r->verdict == ACCEPTED;

    if (is_forwarded)
        put_address(t->log, &t->world, r->forward_to);
    else if (is_local)
        put_local_part(t->log, &t->world, r->address);
    else
        put_address(t->log, &t->world, r->address);
    if (!is_forwarded && !is_local && !message_alias(m, r))
        return;
    PUT(t->log, " <");
    exim_put_offered(t, m, r);
    put_char(t->log, '>');
}

static void put_arrow(struct traffic *t, const struct message *m, const struct recipient *r)
{
    uint32_t at = (uint32_t)(r - m->letter.to);
    bool together = m->leg == TO_RECIPIENTS ? message_is_together(m, at) : at > 0;

    if (verdict_defers(r->verdict))
        PUT(t->log, " == ");
    else if (verdict_bounces(r->verdict))
        PUT(t->log, " ** ");
    else if (together && r[-1].verdict == ACCEPTED)
        PUT(t->log, " -> ");
    else
        PUT(t->log, " => ");
}

static void put_mx_host(struct traffic *t, uint32_t domain, bool with_tls)
{
    PUT(t->log, " H=");
    put_mx_name(t->log, &t->world, domain);
    PUT(t->log, " [");
    put_mx_address(t->log, domain);
    put_char(t->log, ']');
    if (with_tls && domain % 12)
        exim_put_cipher(t, domain % 5 != 0, domain % 3 ? "yes" : "no");
}

static void put_accepted(struct traffic *t, const struct message *m, uint32_t domain)
{
    put_mx_host(t, domain, true);
    PUT(t->log, " C=\"250 2.0.0 Ok: queued as ");
    put_capital_hex(t->log, dice_mix(m->letter.id + domain), 10);
    put_char(t->log, '"');
}

static void put_after(struct traffic *t, const struct recipient *r, const char *text)
{
    PUT(t->log, ": SMTP error from remote mail server after RCPT TO:<");
    put_address(t->log, &t->world, r->address);
    PUT(t->log, ">: ");
    put_string(t->log, text);
}

static void put_after_data(struct traffic *t, const char *text)
{
    PUT(t->log, ": SMTP error from remote mail server after end of data: ");
    put_string(t->log, text);
}

static void put_deferred(struct traffic *t, const struct recipient *r)
{
    uint32_t domain = r->address.domain;

    switch (r->verdict) {
    case CONNECT_TIMEOUT:
        PUT(t->log, " defer (110)");
        put_mx_host(t, domain, false);
        PUT(t->log, ": Connection timed out");
        break;
    case CONNECTION_LOST:
        PUT(t->log, " defer (-18)");
        put_mx_host(t, domain, false);
        PUT(t->log, ": Remote host closed connection in response to initial connection");
        break;
    case RATE_LIMITED:
        PUT(t->log, " defer (-46)");
        put_mx_host(t, domain, true);
        put_after_data(t,
                       "421-4.7.28 Our system has detected an unusual rate of unsolicited mail\\n"
                       "421 4.7.28 originating from your IP address.");
        break;
    case TOO_MUCH_MAIL:
        PUT(t->log, " defer (-44)");
        put_mx_host(t, domain, true);
        put_after(t, r,
                  "450-4.2.1 The user you are trying to contact is receiving mail at a rate that\\n"
                  "450 4.2.1 prevents additional messages from being delivered.");
        break;
    case MAILBOX_FULL:
        PUT(t->log, " defer (-44)");
        put_mx_host(t, domain, true);
        put_after(t, r,
                  "452-4.2.2 The recipient's inbox is out of storage space.\\n"
                  "452 4.2.2  https://support.bigmail.example/?p=OverQuotaTemp");
        break;
    default:
        PUT(t->log, " defer (-44)");
        put_mx_host(t, domain, true);
        put_after(t, r,
                  "450 4.2.0 Recipient address rejected: Greylisted, see "
                  "http://greylist.example.org/help/");
    }
}

static void put_remote(struct traffic *t, const struct message *m, const struct recipient *r)
{
    uint32_t domain = r->address.domain;

    if (r->verdict == NO_SUCH_DOMAIN) {
        PUT(t->log, ": Unrouteable address");
        return;
    }
    PUT(t->log, " R=dnslookup T=remote_smtp");
    if (r->verdict == ACCEPTED) {
        put_accepted(t, m, domain);
    } else if (verdict_defers(r->verdict)) {
        put_deferred(t, r);
    } else {
        put_mx_host(t, domain, true);
        if (r->verdict == USER_UNKNOWN)
            put_after(t, r,
                      "550 5.1.1 Recipient address rejected: User unknown in virtual "
                      "mailbox table");
        else
            put_after_data(t, "554 5.7.1 Message rejected as spam by content filtering");
    }
}

static void put_lmtp_error(struct traffic *t, const struct recipient *r, const char *text)
{
    PUT(t->log, ": LMTP error from remote mail server after RCPT TO:<");
    put_address(t->log, &t->world, r->address);
    PUT(t->log, ">: ");
    put_string(t->log, text);
}

static void put_local(struct traffic *t, const struct message *m, const struct recipient *r)
{
    struct recipient target = *r;

    if (recipient_forwards(r)) {
        target.address = r->forward_to;
        put_remote(t, m, &target);
    } else if (r->verdict == ACCEPTED && r->address.local % 9 == 6) {
        PUT(t->log, " R=local_user T=mail_spool");
    } else {
        PUT(t->log, " R=local_user T=dovecot_lmtp");
        if (r->verdict == MAILBOX_FULL) {
            PUT(t->log, " defer (-44)");
            put_lmtp_error(t, r, "452 4.2.2 Quota exceeded (mailbox for user is full)");
        } else if (r->verdict == USER_UNKNOWN) {
            put_lmtp_error(t, r, "550 5.1.1 User doesn't exist");
        } else {
            PUT(t->log, " C=\"250 2.0.0 ");
            put_hex(t->log, m->letter.id, 12);
            PUT(t->log, " Saved\"");
        }
    }
}

static void put_hub(struct traffic *t, const struct message *m)
{
    PUT(t->log, " R=smarthost T=remote_smtp_smarthost H=");
    put_string(t->log, t->hosts[HUB].name);
    PUT(t->log, ".example.edu [");
    put_string(t->log, t->hosts[HUB].address);
    PUT(t->log, "] K C=\"250 ");
    if (t->hosts[HUB].rendering == &rendering_postfix) {
        PUT(t->log, "2.0.0 Ok: "); /* Postfix's words for BDAT */
        put_number(t->log, m->letter.size);
        PUT(t->log, " bytes queued as ");
        put_queue_id(t->log, m->copy);
    } else {
        t->hosts[HUB].rendering->put_taken(t, m->copy);
    }
    put_char(t->log, '"');
}

void exim_delivered(struct traffic *t, struct message *m, const struct recipient *r)
{
    exim_begin(t, m, m->pid);
    put_arrow(t, m, r);
    put_recipient(t, m, r);
    if (m->leg == TO_HUB)
        put_hub(t, m);
    else if (r->address.domain == OWN_DOMAIN)
        put_local(t, m, r);
    else
        put_remote(t, m, r);
    log_end(t->log);
}

void exim_expired(struct traffic *t, const struct message *m)
{
    const struct letter *l = &m->letter;

    for (uint32_t i = 0; i < l->recipients; i++) {
        const struct recipient *r = &l->to[i];

        if (!verdict_defers(r->verdict))
            continue;
        exim_begin(t, m, 0);
        PUT(t->log, " ** ");
        put_recipient(t, m, r);
        if (r->address.domain == OWN_DOMAIN)
            PUT(t->log, " R=local_user T=dovecot_lmtp: retry timeout exceeded");
        else
            PUT(t->log, " R=dnslookup T=remote_smtp: retry timeout exceeded");
        log_end(t->log);
    }
}

void exim_removed(struct traffic *t, const struct message *m)
{
    exim_begin(t, m, 0);
    PUT(t->log, " Completed");
    log_end(t->log);
}
