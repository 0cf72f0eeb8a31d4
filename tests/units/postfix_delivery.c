/* Delivery lines and refusals: every field, every reason, the link to the next entry. */
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

/* Its slices point into one buffer: the next call ends their life. */
static const struct fact *reject_of(const char *rest)
{
    static char line[1024];

    (void)snprintf(line, sizeof(line), "NOQUEUE: reject: %s", rest);
    return fact_of("postfix/smtpd", line);
}

Test(postfix_reject, whole_line)
{
    const struct fact *f = reject_of("RCPT from pc.example.org[192.0.2.9]: 554 5.7.1 "
                                     "<x@example.com>: Relay access denied; from=<a@example.org> "
                                     "to=<x@example.com> proto=ESMTP helo=<pc>");

    cr_assert(f->kind == FACT_REJECT && f->reason == REJECT_RELAY && f->code == 554);
    cr_assert(f->queue_id.n == 0 && f->reaction == REACTION_REJECT && f->login.n == 0);
    eq_text(f->stage, "RCPT");
    eq_text(f->dsn, "5.7.1");
    eq_text(f->text, "554 5.7.1 <x@example.com>: Relay access denied");
    eq_text(f->client.ip, "192.0.2.9");
    eq_text(f->sender, "a@example.org");
    eq_text(f->recipient, "x@example.com");
}

Test(postfix_reject, login_since_3_10)
{
    const struct fact *f = reject_of("RCPT from u[2001:db8::9]: 553 5.7.1 <x@example.org>: Sender "
                                     "address rejected: not owned by user alice; "
                                     "from=<x@example.org> to=<y@example.org> proto=ESMTP "
                                     "helo=<pc> sasl_method=PLAIN sasl_username=alice");

    cr_assert(f->reason == REJECT_SENDER_LOGIN);
    eq_text(f->login, "alice");
    eq_text(f->method, "PLAIN");
    f = reject_of("RCPT from u[192.0.2.9]: 554 5.7.1 <x>: Relay access denied; from=<> to=<x> "
                  "proto=ESMTP helo=<pc> sasl_method=LOGIN sasl_username=bob sasl_sender=b@c");
    eq_text(f->login, "bob");
}

static const struct {
    const char *rest;
    enum reject_reason reason;
} reasons[] = {
    { "RCPT from u[192.0.2.9]: 550 5.1.1 <x@a.example>: Recipient address rejected: User unknown "
      "in "
      "virtual mailbox table; from=<> to=<x@a.example> proto=SMTP helo=<h>",
      REJECT_UNKNOWN_RECIPIENT },
    { "RCPT from u[192.0.2.9]: 550 5.1.1 <x@a.example>: Recipient address rejected: undeliverable "
      "address: host m[192.0.2.2] said: 554 <x@a.example>: Relay access denied; from=<> "
      "to=<x@a.example> proto=SMTP",
      REJECT_UNKNOWN_RECIPIENT },
    { "RCPT from u[192.0.2.9]: 450 4.2.0 <x@a.example>: Recipient address rejected: Greylisted; "
      "from=<> to=<x@a.example> proto=SMTP helo=<h>",
      REJECT_GREYLISTED },
    { "RCPT from u[192.0.2.9]: 450 4.1.8 <a@b>: Sender address rejected: Domain not found; "
      "from=<a@b> to=<x@a.example> proto=SMTP helo=<h>",
      REJECT_SENDER },
    { "RCPT from u[192.0.2.9]: 553 5.7.1 <a@b>: Sender address rejected: not logged in; from=<a@b> "
      "to=<x@a.example> proto=SMTP helo=<h>",
      REJECT_SENDER_LOGIN },
    { "RCPT from u[192.0.2.9]: 554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked "
      "using zen.example; see https://zen.example; from=<> to=<x> proto=SMTP helo=<h>",
      REJECT_CLIENT },
    { "RCPT from u[192.0.2.9]: 504 5.5.2 <h>: Helo command rejected: need fully-qualified "
      "hostname; from=<> to=<x> proto=SMTP helo=<h>",
      REJECT_CLIENT },
    { "CONNECT from u[192.0.2.9]: 554 5.7.1 <u[192.0.2.9]>: Client host rejected: Access denied; "
      "proto=SMTP",
      REJECT_CLIENT },
    { "MAIL from u[192.0.2.9]: 552 5.3.4 Message size exceeds fixed limit; from=<a@b> proto=ESMTP "
      "helo=<h>",
      REJECT_SIZE },
    { "RCPT from u[192.0.2.9]: 452 4.5.3 Error: too many recipients; from=<a@b> proto=ESMTP",
      REJECT_RECIPIENTS },
    { "DATA from u[192.0.2.9]: 554 5.5.1 Error: no valid recipients; from=<a@b> proto=ESMTP",
      REJECT_OTHER },
    { "END-OF-MESSAGE from u[192.0.2.9]: 554 5.7.1 <END-OF-MESSAGE>: End-of-data rejected: no; "
      "from=<a@b> to=<x> proto=ESMTP helo=<h>",
      REJECT_CONTENT },
    { "RCPT from u[192.0.2.9]: 454 4.7.1 <x@c>: Relay access denied; from=<> to=<x@c> proto=SMTP",
      REJECT_RELAY },
};

Test(postfix_reject, reasons)
{
    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        cr_expect(reject_of(reasons[i].rest)->reason == reasons[i].reason, "%s", reasons[i].rest);
}

Test(postfix_reject, other_daemons)
{
    const struct fact *f = fact_of("postfix/postscreen",
                                   "NOQUEUE: reject: RCPT from [192.0.2.9]:4711: 550 5.7.1 Service "
                                   "unavailable; client [192.0.2.9] blocked using zen.example; "
                                   "from=<a@b>, to=<x@example.org>, proto=ESMTP, helo=<h>");

    cr_assert(f->reason == REJECT_CLIENT && f->client.name.n == 0 && f->client.port == 4711);
    eq_text(f->client.ip, "192.0.2.9");
    eq_text(f->sender, "a@b");
    eq_text(f->recipient, "x@example.org");
    f = fact_of("postfix/postscreen",
                "NOQUEUE: reject: CONNECT from [192.0.2.9]:4711: too many connections");
    eq_text(f->text, "too many connections");
    f = fact_of("postfix/smtpd", "proxy-reject: END-OF-MESSAGE: 554 5.7.0 Reject, id=1-2 - spam; "
                                 "from=<a@b> to=<x> proto=SMTP helo=<h>");
    cr_assert(f->reason == REJECT_CONTENT && f->client.ip.n == 0 && f->code == 554);
    is_ignored("postfix/smtpd",
               "proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 9A8B7C6D5E; "
               "from=<a@b>",
               "session noise");
}

Test(postfix_reject, variants)
{
    const struct fact *f =
        fact_of("postfix/smtpd", "4F1A2B3C4D: reject_warning: RCPT from u[192.0.2.9]: 554 5.7.1 "
                                 "<x>: Relay access denied; from=<a@b> to=<x> proto=SMTP helo=<h>");

    cr_assert(f->reaction == REACTION_WARN && f->reason == REJECT_RELAY);
    eq_text(f->queue_id, "4F1A2B3C4D");
    f = fact_of("postfix/smtpd", "NOQUEUE: milter-reject: RCPT from u[192.0.2.9]: 451 4.7.1 "
                                 "Greylisting in action; from=<a@b> to=<x> proto=ESMTP helo=<h>");
    cr_assert(f->reason == REJECT_GREYLISTED && f->code == 451);
    f = reject_of("VRFY from u[192.0.2.9]: 454 4.7.1 <x@c>: Relay access denied; to=<x@c> "
                  "proto=SMTP helo=<me>");
    cr_assert(f->sender.n == 0);
    eq_text(f->recipient, "x@c");
    eq_text(
        reject_of("DATA content from u[192.0.2.9]: 421 4.3.0 mx Server local data error")->stage,
        "DATA content");
    is_malformed("postfix/smtpd", "NOQUEUE: reject: RCPT from u[192.0.2.9");
    is_malformed("postfix/smtpd", "NOQUEUE: reject: RCPT");
}
