/* Delivery lines: every field, every status, the link to the next entry, failed tries. */
#include "tests/units/postfix_said.h"

Test(postfix_delivery, whole_line)
{
    const struct fact *f =
        fact_of("postfix/smtp", "4F1A2B3C4D: to=<b@example.net>, orig_to=<list@example.org>, "
                                "relay=mx.example.net[2001:db8::25]:25, conn_use=2, delay=1.25, "
                                "delays=0.1/0.2/0.3/0.65, tls=dane, dsn=2.0.0, status=sent "
                                "(250 2.0.0 Ok: queued as 9A8B7C6D5E)");

    cr_assert(f->kind == FACT_DELIVERY && f->status == STATUS_SENT && !f->is_local);
    eq_text(f->recipient, "b@example.net");
    eq_text(f->orig_to, "list@example.org");
    eq_text(f->relay.name, "mx.example.net");
    eq_text(f->relay.ip, "2001:db8::25");
    cr_assert(f->relay.port == 25 && f->delay_ms == 1250);
    eq_text(f->dsn, "2.0.0");
    eq_text(f->text, "250 2.0.0 Ok: queued as 9A8B7C6D5E");
    cr_assert(f->next == NEXT_QUEUED);
    eq_text(f->next_queue_id, "9A8B7C6D5E");
}

Test(postfix_delivery, old_versions)
{
    const struct fact *f = fact_of("postfix/smtp", "4F1A2B3C4D: to=<b@example.net>, "
                                                   "relay=mx.example.net[192.0.2.25], delay=63495, "
                                                   "status=deferred (connect: refused)");

    cr_assert(f->status == STATUS_DEFERRED && f->delay_ms == 63495000 && f->dsn.n == 0);
    cr_assert(f->relay.port == 0 && f->next == NEXT_NONE);
}

Test(postfix_delivery, agents)
{
    const struct fact *f = fact_of("postfix/local", "4F1A2B3C4D: to=<b@example.org>, relay=local, "
                                                    "delay=0.07, delays=0/0/0/0, dsn=2.0.0, "
                                                    "status=sent (forwarded as 9A8B7C6D5E)");

    cr_assert(f->is_local && f->next == NEXT_FORWARDED && f->delay_ms == 70);
    eq_text(f->relay.name, "local");
    eq_text(f->next_queue_id, "9A8B7C6D5E");
    f = fact_of("postfix/lmtp", "4F1A2B3C4D: to=<b@example.org>, "
                                "relay=mail.example.org[private/dovecot-lmtp], delay=0, "
                                "dsn=2.0.0, status=sent (250 2.0.0 <b@example.org> xY Saved)");
    cr_assert(f->is_local && f->relay.ip.n == 0 && f->next == NEXT_NONE);
    eq_text(f->relay.name, "mail.example.org");
    f = fact_of("postfix/pipe", "4F1A2B3C4D: to=<b@example.org>, relay=filter, delay=1, dsn=2.0.0, "
                                "status=sent (delivered via filter service)");
    cr_assert(f->is_local);
    f = fact_of("postfix/error", "4F1A2B3C4D: to=<b@example.org>, relay=none, delay=1, dsn=4.4.2, "
                                 "status=deferred (delivery temporarily suspended: timeout)");
    cr_assert(!f->is_local);
    eq_text(f->relay.name, "none");
    cr_assert(fact_of("postfix/cleanup", "4F1A2B3C4D: to=<b@example.org>, relay=none, delay=1, "
                                         "dsn=5.1.1, status=bounced (no such user)")
                  ->kind == FACT_DELIVERY);
}

static enum delivery_status status_of(const char *word)
{
    char line[256];

    (void)snprintf(line, sizeof(line),
                   "4F1A2B3C4D: to=<b@example.org>, relay=none, delay=1, status=%s (x)", word);
    return fact_of("postfix/smtp", line)->status;
}

Test(postfix_delivery, statuses)
{
    cr_assert(status_of("sent") == STATUS_SENT);
    cr_assert(status_of("bounced") == STATUS_BOUNCED);
    cr_assert(status_of("deferred") == STATUS_DEFERRED);
    cr_assert(status_of("SOFTBOUNCE") == STATUS_DEFERRED);
    cr_assert(status_of("expired") == STATUS_EXPIRED);
    cr_assert(status_of("deliverable") == STATUS_DELIVERABLE);
    cr_assert(status_of("undeliverable") == STATUS_UNDELIVERABLE);
    cr_assert(status_of("undeliverable-but-not-cached") == STATUS_UNDELIVERABLE);
    is_malformed("postfix/smtp", "4F1A2B3C4D: to=<b@example.org>, relay=none, status=lost (x)");
}

static const char *next_of(const char *reply)
{
    static char id[64];
    char line[512];
    const struct fact *f;

    (void)snprintf(line, sizeof(line),
                   "4F1A2B3C4D: to=<b@example.org>, relay=r.example[192.0.2.1]:25, delay=1, "
                   "dsn=2.0.0, status=sent (%s)",
                   reply);
    f = fact_of("postfix/smtp", line);
    cr_assert((f->next == NEXT_QUEUED) == (f->next_queue_id.n > 0));
    (void)snprintf(id, sizeof(id), SLICE_FMT, SLICE_ARG(f->next_queue_id));
    return id;
}

Test(postfix_delivery, next_queue_ids)
{
    cr_assert_str_eq(next_of("250 2.0.0 Ok: queued as 4cKqzT2b9Xz3Wf"), "4cKqzT2b9Xz3Wf");
    cr_assert_str_eq(next_of("250 2.0.0 Ok: 812 bytes queued as 9A8B7C6D5E"), "9A8B7C6D5E");
    cr_assert_str_eq(next_of("250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as "
                             "9A8B7C6D5E"),
                     "9A8B7C6D5E");
    cr_assert_str_eq(next_of("250 2.6.0 Ok, id=31-02, from MTA([127.0.0.1]:10025): 250 2.0.0 Ok: "
                             "queued as 9A8B7C6D5E"),
                     "9A8B7C6D5E");
    cr_assert_str_eq(next_of("250 queued as AAAAA11111, no: queued as 9A8B7C6D5E) well"),
                     "9A8B7C6D5E");
    cr_assert_str_eq(next_of("250 OK id=1rAbCd-000123-Xy"), "1rAbCd-000123-Xy");
    cr_assert_str_eq(next_of("250 2.0.0 62A9xYz1012345 Message accepted for delivery"),
                     "62A9xYz1012345");
    cr_assert_str_eq(next_of("250 2.6.0 Ok, id=31-02"), "");
    cr_assert_str_eq(next_of("250 2.0.0 Ok: queued as "), "");
    cr_assert_str_eq(next_of("250 ok"), "");
    cr_assert_str_eq(next_of(""), "");
}

Test(postfix_delivery, reply_with_parentheses)
{
    const struct fact *f = fact_of(
        "postfix/smtp", "4F1A2B3C4D: to=<b@example.net>, relay=mx.example.net[192.0.2.25]:25,"
                        " delay=2, dsn=5.1.1, status=bounced (host mx.example.net"
                        "[192.0.2.25] said: 550 5.1.1 no (really), queued as 1234567 "
                        "(in reply to RCPT TO command))");

    cr_assert(slice_ends(f->text, SLICE("(in reply to RCPT TO command)")));
    cr_assert(f->next == NEXT_NONE);
}

Test(postfix_delivery, quoted_addresses)
{
    const struct fact *f =
        fact_of("postfix/smtp", "4F1A2B3C4D: to=<\"a b>, relay=x\"@example.com>, "
                                "orig_to=<\"q\\\">, status=sent (\"@example.com>, "
                                "relay=none, delay=3, dsn=5.4.4, status=bounced (no)");

    eq_text(f->recipient, "\"a b>, relay=x\"@example.com");
    eq_text(f->orig_to, "\"q\\\">, status=sent (\"@example.com");
    cr_assert(f->status == STATUS_BOUNCED);
}

Test(postfix_delivery, passed_to_another_transport)
{
    const struct fact *f =
        fact_of("postfix/local", "4F1A2B3C4D: passing <\"a b\"@localhost> to transport=lmtp");

    cr_assert(f->kind == FACT_PASSED);
    eq_text(f->queue_id, "4F1A2B3C4D");
    eq_text(f->recipient, "\"a b\"@localhost");
    eq_text(f->text, "lmtp");
    is_malformed("postfix/local", "4F1A2B3C4D: passing <a@localhost> to tra");
}

Test(postfix_delivery, verification_probe)
{
    const struct fact *f = fact_of("postfix/smtp", "4F1A2B3C4D: to=<a@example.net>, relay=mx"
                                                   "[192.0.2.25]:25, delay=0.1, delays=0/0/0/0.1, "
                                                   "dsn=2.1.5, status=deliverable (250 2.1.5 ok)");

    cr_assert(f->status == STATUS_DELIVERABLE && f->next == NEXT_NONE);
    f = fact_of("postfix/smtp", "4F1A2B3C4D: to=<a@example.net>, relay=mx[192.0.2.25]:25, "
                                "delay=0.1, delays=0/0/0/0.1, dsn=5.1.1, status=undeliverable-but-"
                                "not-cached (host mx[192.0.2.25] said: 550 queued as 9A8B7C6D5E)");
    cr_assert(f->status == STATUS_UNDELIVERABLE && f->next == NEXT_NONE);
}

Test(postfix_delivery, header_checks_of_the_client)
{
    const struct fact *f = fact_of("postfix/smtp", "4F1A2B3C4D: info: header Subject: Lunch");

    cr_assert(f->kind == FACT_HEADER && f->reaction == REACTION_INFO && f->client.ip.n == 0);
    eq_text(f->header_name, "Subject");
    eq_text(f->text, "Lunch");
    is_ignored("postfix/smtp", "4F1A2B3C4D: info: something", "other");
}

static const struct fact *try_of(const char *message)
{
    const struct fact *f = fact_of("postfix/smtp", message);

    cr_assert(f->kind == FACT_TRY, "%s", message);
    eq_text(f->relay.name, "mx.example.net");
    eq_text(f->relay.ip, "192.0.2.25");
    return f;
}

Test(postfix_delivery, tries)
{
    const struct fact *f =
        try_of("4F1A2B3C4D: host mx.example.net[192.0.2.25] said: 421-4.7.0 too much mail (in "
               "reply to RCPT TO command) from you (in reply to end of DATA command)");

    eq_text(f->queue_id, "4F1A2B3C4D");
    eq_text(f->text, "421-4.7.0 too much mail (in reply to RCPT TO command) from you");
    eq_text(f->stage, "end of DATA");
    f = try_of("connect to mx.example.net[192.0.2.25]:25: Connection timed out");
    cr_assert(f->queue_id.n == 0 && f->relay.port == 25 && f->stage.n == 0);
    eq_text(f->text, "Connection timed out");
    eq_text(
        try_of("4F1A2B3C4D: host mx.example.net[192.0.2.25] refused to talk to me: 554 no")->text,
        "554 no");
    eq_text(try_of("4F1A2B3C4D: lost connection with mx.example.net[192.0.2.25] while sending "
                   "RCPT TO")
                ->text,
            "while sending RCPT TO");
    eq_text(try_of("4F1A2B3C4D: conversation with mx.example.net[192.0.2.25] timed out while "
                   "sending end of data")
                ->text,
            "timed out while sending end of data");
    eq_text(try_of("4F1A2B3C4D: SASL authentication failed; server mx.example.net[192.0.2.25] "
                   "said: 535 5.7.8 no")
                ->text,
            "535 5.7.8 no");
    eq_text(try_of("SSL_connect error to mx.example.net[192.0.2.25]:25: -1")->text, "-1");
    is_ignored("postfix/smtp", "connect to subsystem private/defer", "debug");
}
