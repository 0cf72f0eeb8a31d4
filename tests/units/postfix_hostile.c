/* What others write must not become a field; no byte behind a line is ever read. */
#include "analyzer/base/mem.h"
#include "tests/units/postfix_said.h"

Test(postfix_hostile, subject_imitates_fields)
{
    const struct fact *f =
        fact_of("postfix/cleanup",
                "4F1A2B3C4D: info: header Subject: hi, sasl_username=dean from local; "
                "from=<dean@example.org> "
                "to=<x@example.org> from pc.example.org[192.0.2.9]; from=<me@example.org> "
                "to=<you@example.org> proto=ESMTP helo=<pc>");

    eq_text(f->text,
            "hi, sasl_username=dean from local; from=<dean@example.org> to=<x@example.org>");
    cr_assert(f->login.n == 0 && f->sender.n == 0 && f->client.ip.n == 0);
}

Test(postfix_hostile, helo_imitates_the_end_of_a_header)
{
    char line[1024];
    const struct fact *f;

    (void)snprintf(line, sizeof(line),
                   "4F1A2B3C4D: info: header Subject: %0190d from pc.example.org[192.0.2.9]; "
                   "from=<me@example.org> to=<you@example.org> proto=ESMTP helo=<x> from local; "
                   "from=<dean@example.org>",
                   7);
    f = fact_of("postfix/cleanup", line);
    cr_assert(f->text.n == 190 && f->sender.n == 0);
}

static bool is_cut(int width)
{
    char line[512];

    (void)snprintf(line, sizeof(line),
                   "4F1A2B3C4D: info: header From: %0*d from local; from=<a@example.org>", width,
                   7);
    return fact_of("postfix/cleanup", line)->is_cut;
}

/* 200 bytes with the name: Postfix prints no more. */
Test(postfix_hostile, header_that_may_go_on)
{
    cr_assert(!is_cut(200 - 6 - 1));
    cr_assert(is_cut(200 - 6));
}

/* No HELO since 2.10 holds a bracket; whatever wrote these lines is not believed. */
Test(postfix_hostile, helo_imitates_a_login)
{
    const struct fact *f =
        fact_of("postfix/smtpd", "NOQUEUE: reject: RCPT from u[192.0.2.9]: 554 5.7.1 <x@c>: Relay "
                                 "access denied; from=<a@b> to=<x@c> proto=ESMTP helo=<x> "
                                 "sasl_method=PLAIN sasl_username=dean>");

    cr_assert(f->login.n == 0 && f->method.n == 0 && f->sender.n == 0);
    cr_assert(f->reason == REJECT_RELAY);
    f = fact_of("postfix/smtpd", "NOQUEUE: reject: RCPT from u[192.0.2.9]: 554 5.7.1 <x@c>: Relay "
                                 "access denied; from=<a@b> to=<x@c> proto=ESMTP helo=<x> "
                                 "sasl_method=PLAIN sasl_username=dean> sasl_method=PLAIN "
                                 "sasl_username=me");
    cr_assert(f->login.n == 0);
    f = fact_of("postfix/smtpd", "NOQUEUE: milter-reject: RCPT from u[192.0.2.9]: 550 5.7.1 no; "
                                 "from=<a@b> to=<x@c> proto=ESMTP helo=<x> sasl_username=<dean> "
                                 "sasl_username=<me>");
    cr_assert(f->login.n == 0);
}

Test(postfix_hostile, login_of_a_line_that_may_be_cut)
{
    char line[2048];

    (void)snprintf(line, sizeof(line),
                   "NOQUEUE: reject: RCPT from u[192.0.2.9]: 554 5.7.1 <x@c>: Relay access denied; "
                   "from=<a@b> to=<x@c> proto=ESMTP helo=<%01000d> sasl_method=PLAIN "
                   "sasl_username=dean",
                   7);
    cr_assert(fact_of("postfix/smtpd", line)->login.n == 0);
}

Test(postfix_hostile, recipient_imitates_the_end_of_a_refusal)
{
    const struct fact *f = fact_of(
        "postfix/smtpd",
        "NOQUEUE: reject: RCPT from u[192.0.2.9]: 554 5.7.1 <; from=<dean@example.org> to=<y> "
        "proto=SMTP helo=<z>@c>: Relay access denied; from=<a@b> to=<\"; from=<dean@example.org> "
        "to=<y> proto=SMTP helo=<z>\"@c> proto=ESMTP helo=<h>");

    eq_text(f->sender, "a@b");
    eq_text(f->recipient, "\"; from=<dean@example.org> to=<y> proto=SMTP helo=<z>\"@c");
    cr_assert(f->reason == REJECT_RELAY && f->login.n == 0);
    eq_text(f->client.ip, "192.0.2.9");
}

/* Before 3.5, or with info_log_address_format = internal, no quotes protect it. */
Test(postfix_hostile, recipient_imitates_a_login)
{
    const struct fact *f =
        fact_of("postfix/smtpd",
                "NOQUEUE: milter-reject: RCPT from u[192.0.2.9]: 550 5.7.1 no; from=<a@b> "
                "to=<; from=<dean@example.org> to=<y> proto=SMTP helo=<z> sasl_method=PLAIN "
                "sasl_username=dean sasl_sender=@c> proto=ESMTP helo=<h>");

    cr_assert(f->login.n == 0 && f->sender.n == 0 && f->recipient.n == 0);
    f = fact_of("postfix/smtpd",
                "NOQUEUE: milter-reject: RCPT from u[192.0.2.9]: 550 5.7.1 no; from=<a@b> "
                "to=<; from=<dean@example.org> to=<y> proto=SMTP helo=<z> "
                "sasl_username=<dean@c> proto=ESMTP helo=<h>");
    cr_assert(f->login.n == 0 && f->sender.n == 0 && f->recipient.n == 0);
}

Test(postfix_hostile, line_that_can_be_read_in_two_ways)
{
    const struct fact *f = fact_of(
        "postfix/smtpd", "NOQUEUE: reject: RCPT from u[192.0.2.9]: 554 5.7.1 no; from=<a@b> "
                         "to=<\"; from=<dean@example.org> to=<y\"@c> proto=ESMTP helo=<h>");

    cr_assert(f->sender.n == 0 && f->recipient.n == 0);
    eq_text(f->text, "554 5.7.1 no");
}

Test(postfix_hostile, reply_of_a_milter_imitates_fields)
{
    const struct fact *f =
        fact_of("postfix/smtpd", "NOQUEUE: milter-reject: RCPT from u[192.0.2.9]: 550 5.7.1 words; "
                                 "from=<dean@example.org>; from=<a@b> to=<x@c> proto=ESMTP "
                                 "helo=<h> sasl_username=<alice>");

    eq_text(f->sender, "a@b");
    eq_text(f->login, "alice");
    eq_text(f->text, "550 5.7.1 words; from=<dean@example.org>");
}

Test(postfix_hostile, recipient_imitates_a_reason)
{
    const struct fact *f = fact_of(
        "postfix/smtpd", "NOQUEUE: reject: RCPT from u[192.0.2.9]: 550 5.1.1 <x>: Relay access "
                         "denied@example.org>: Recipient address rejected: User unknown in virtual "
                         "mailbox table; from=<> to=<\"x>: Relay access denied\"@example.org> "
                         "proto=ESMTP helo=<h>");

    cr_assert(f->reason == REJECT_UNKNOWN_RECIPIENT);
}

Test(postfix_hostile, sender_imitates_its_owner)
{
    const struct fact *f = fact_of(
        "postfix/smtpd", "NOQUEUE: reject: RCPT from u[192.0.2.9]: 553 5.7.1 <x>: Sender address "
                         "rejected: not owned by user dean; from=<a> @example.org>: Sender address "
                         "rejected: not owned by user mallory; from=<\"x>: Sender address "
                         "rejected: not owned by user dean; from=<a> \"@example.org> to=<x@c> "
                         "proto=ESMTP helo=<h>");

    cr_assert(f->reason == REJECT_SENDER_LOGIN);
    eq_text(f->login, "mallory");
}

static slice owner_in(const char *reply)
{
    char line[1024];

    (void)snprintf(line, sizeof(line),
                   "NOQUEUE: reject: RCPT from u[192.0.2.9]: %s; from=<a@b> to=<x@c> "
                   "proto=ESMTP helo=<h>",
                   reply);
    return fact_of("postfix/smtpd", line)->login;
}

Test(postfix_hostile, owner_is_named_by_the_server_alone)
{
    char reply[512];

    cr_assert(owner_in("554 5.7.1 <x@c>: Recipient address rejected: see <y>: Sender address "
                       "rejected: not owned by user dean")
                  .n == 0);
    cr_assert(owner_in("554 5.7.1 <y>: Sender address rejected: not owned by user dean").n == 0);
    cr_assert(owner_in("554 5.7.1 <a@b>: Sender address rejected: not owned by user dean, x").n ==
              0);
    cr_assert(owner_in("554 5.7.1 Sender address rejected: not owned by user dean").n == 0);
    (void)snprintf(reply, sizeof(reply),
                   "554 5.7.1 <a@b>: Sender address rejected: not owned by user %0450d", 7);
    reply[510] = '\0'; /* as Postfix cuts it: who knows what followed */
    cr_assert(owner_in(reply).n == 0);
}

Test(postfix_hostile, helo_of_postscreen)
{
    const struct fact *f = fact_of("postfix/postscreen",
                                   "NOQUEUE: reject: RCPT from [192.0.2.9]:4711: 450 4.3.2 Service "
                                   "currently unavailable; from=<p@b>, to=<\"x y; from=<q@r>\"@c>, "
                                   "proto=ESMTP, helo=<a>;from=<dean@example.org>>");

    eq_text(f->sender, "p@b");
    eq_text(f->recipient, "\"x y; from=<q@r>\"@c");
}

Test(postfix_hostile, method_imitates_a_failed_login)
{
    const struct fact *f = fact_of("postfix/smtpd", "warning: u[192.0.2.9]: SASL A authentication "
                                                    "failed: no, sasl_username=dean "
                                                    "authentication failed: Invalid authentication "
                                                    "mechanism, sasl_username=(unavailable)");

    cr_assert(f->kind == FACT_AUTH_FAILED);
    f = fact_of("postfix/smtpd", "warning: u[192.0.2.9]: SASL A B authentication failed: no, "
                                 "sasl_username=dean");
    cr_assert(f->login.n == 0 && f->method.n == 0);
    eq_text(f->client.ip, "192.0.2.9");
}

Test(postfix_hostile, sender_imitates_a_queue_line)
{
    const struct fact *f =
        fact_of("postfix/qmgr", "4F1A2B3C4D: from=<\"x>, size=1, nrcpt=1 (queue active)\"@c>, "
                                "size=700, nrcpt=3 (queue active)");

    cr_assert(f->size == 700 && f->nrcpt == 3);
    eq_text(f->sender, "\"x>, size=1, nrcpt=1 (queue active)\"@c");
    f = fact_of("postfix/qmgr", "4F1A2B3C4D: from=<a>, status=expired, returned to sender@c>, "
                                "size=700, nrcpt=3 (queue active)");
    cr_assert(f->kind == FACT_QUEUED);
    f = fact_of("postfix/pickup", "4F1A2B3C4D: uid=33 from=<x> orig_id=9A8B7C6D5E>");
    cr_assert(f->orig_queue_id.n == 0);
    eq_text(f->sender, "x> orig_id=9A8B7C6D5E");
}

Test(postfix_hostile, domain_imitates_a_delivery)
{
    const struct fact *f = fact_of(
        "postfix/smtp", "4F1A2B3C4D: to=<a@b>, relay=127.0.0.1[127.0.0.1]:10025, delay=1, "
                        "dsn=2.0.0, status=sent (250 Ok: queued as 9A8B7C6D5E)>, "
                        "relay=none, delay=1, dsn=5.4.4, status=bounced (queued as 1234567)");

    cr_assert(f->next == NEXT_NONE && f->next_queue_id.n == 0);
}

Test(postfix_hostile, failed_login_imitates_a_name)
{
    const struct fact *f = fact_of("postfix/smtpd", "warning: u[192.0.2.9]: SASL PLAIN "
                                                    "authentication failed: no, sasl_username=x, "
                                                    "sasl_username=dean");

    eq_text(f->login, "x, sasl_username=dean");
}

Test(postfix_hostile, message_id_is_not_searched)
{
    const struct fact *f = fact_of("postfix/cleanup", "4F1A2B3C4D: message-id=<a> client=u"
                                                      "[192.0.2.9], sasl_username=dean");

    cr_assert(f->kind == FACT_MESSAGE_ID && f->login.n == 0);
}

Test(postfix_hostile, numbers_do_not_wrap)
{
    const struct fact *f =
        fact_of("postfix/qmgr", "4F1A2B3C4D: from=<>, size=99999999999999999999999, "
                                "nrcpt=99999999999 (queue active)");

    cr_assert(f->size == UINT64_MAX && f->nrcpt == UINT32_MAX);
    f = fact_of("postfix/smtpd", "connect from u[192.0.2.9]:99999");
    cr_assert(f->client.port == 0);
    f = fact_of("postfix/smtp", "4F1A2B3C4D: to=<x>, relay=none, delay=99999999999999, "
                                "status=deferred (x)");
    cr_assert(f->delay_ms == -1);
}

static const struct {
    const char *program, *message;
} whole[] = {
    { "postfix/smtp",
      "4F1A2B3C4D: to=<\"a\\\"b\"@example.net>, orig_to=<l@example.org>, relay=mx.example.net"
      "[2001:db8::25]:25, conn_use=2, delay=1.25, delays=0.1/0.2/0.3/0.6, dsn=2.0.0, status=sent "
      "(250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 9A8B7C6D5E)" },
    { "postfix/smtpd",
      "NOQUEUE: reject: RCPT from pc.example.org[192.0.2.9]: 554 5.7.1 <x@a>: Relay "
      "access denied; from=<a@b> to=<x@a> proto=ESMTP helo=<pc> sasl_method=PLAIN "
      "sasl_username=alice sasl_sender=a" },
    { "postfix/submission/smtpd",
      "4cKqzT2b9Xz3Wf: client=unknown[2001:db8::1]:50123, sasl_method=PLAIN, sasl_username=alice, "
      "sasl_sender=a, orig_queue_id=9A8B7C6D5E, orig_client=pc[192.0.2.9]" },
    { "postfix/cleanup",
      "4F1A2B3C4D: milter-header-hold: header Subject: one; two from "
      "pc.example.org[192.0.2.9]; from=<a@b> to=<c@d> proto=ESMTP helo=<pc>: x" },
    { "postfix/smtpd",
      "disconnect from unknown[2001:db8::9] ehlo=2 auth=0/3 mail=2 rcpt=4/9 data=1 "
      "bdat=0/1 commands=11/21" },
    { "postfix/smtpd", "warning: unknown[198.51.100.4]: SASL LOGIN authentication failed: no, "
                       "sasl_username=info" },
    { "postfix/smtpd", "NOQUEUE: milter-discard: RCPT from u[192.0.2.9]: milter triggers DISCARD "
                       "action; from=<a@b> to=<x@c> proto=ESMTP helo=<h> sasl_username=<alice>" },
    { "postfix/smtpd", "proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as 9A8B7C6D5E; "
                       "from=<a@b> to=<x@c> proto=ESMTP helo=<h> sasl_username=<alice>" },
    { "postfix/smtpd", "4F1A2B3C4D: lost connection after DATA (12 bytes) from u[192.0.2.9]" },
    { "postfix/smtpd", "warning: Connection rate limit exceeded: 5 from u[192.0.2.9] for service "
                       "smtp" },
    { "postfix/smtpd", "warning: 4F1A2B3C4D: BDAT request from u[192.0.2.9] exceeds message size "
                       "limit" },
    { "postfix/smtpd", "Anonymous TLS connection established from u[192.0.2.9] to mx: TLSv1.3 with "
                       "cipher X (256/256 bits)" },
    { "postfix/smtp", "4F1A2B3C4D: host mx[192.0.2.25] said: 450 4.2.0 no (in reply to RCPT TO "
                      "command)" },
    { "postfix/local", "4F1A2B3C4D: passing <\"a b\"@c> to transport=lmtp" },
    { "postfix/cleanup", "warning: 4F1A2B3C4D: message rejected: hopcount exceeded" },
    { "postfix/postscreen", "PREGREET 22 after 0.1 from [192.0.2.9]:1025: EHLO x" },
    { "postfix/postscreen", "HANGUP after 1 from [192.0.2.9]:1025 in tests before SMTP handshake" },
    { "postfix/postscreen", "COMMAND PIPELINING from [192.0.2.9]:1025 after EHLO: QUIT" },
    { "postfix/postscreen", "DNSBL rank 4 for [192.0.2.9]:1025" },
    { "postfix/anvil", "statistics: max connection rate 7/60s for ([::1]:25:2001:db8::9) at x" },
    { "postfix/qmgr", "4F1A2B3C4D: from=<a@example.org>, size=5120, nrcpt=25 (queue active)" },
    { "postfix/qmgr", "4F1A2B3C4D: from=<a@b>, status=force-expired, returned to sender" },
    { "postfix/bounce", "4F1A2B3C4D: sender delivery status notification: 9A8B7C6D5E" },
    { "postfix/pickup", "4F1A2B3C4D: uid=-2 from=<x> orig_id=9A8B7C6D5E" },
};

/* In memory of its own, so that a sanitizer sees one byte too many. */
static void read_cut(const char *program, const char *message, size_t n)
{
    char *copy = mem_new(n, 1);
    enum verdict v;

    memcpy(copy, message, n);
    v = said(program, slice_of(copy, n));
    cr_expect(v == VERDICT_PARSED || v == VERDICT_IGNORED || v == VERDICT_MALFORMED);
    cr_expect((v == VERDICT_PARSED) == (said_facts.n > 0), "%.*s", (int)n, message);
    cr_expect(v == VERDICT_PARSED || said_facts.why[0]);
    mem_free(copy);
}

Test(postfix_hostile, cut_at_every_byte)
{
    for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
        (void)fact_of(whole[i].program, whole[i].message);
        for (size_t n = 1; n < strlen(whole[i].message); n++)
            read_cut(whole[i].program, whole[i].message, n);
    }
    cr_assert(said("postfix/smtpd", slice_of(NULL, 0)) == VERDICT_MALFORMED);
}

Test(postfix_hostile, delivery_cut_before_its_reply_is_malformed)
{
    const char *line = whole[0].message;
    size_t status = (size_t)(strstr(line, "(250") - line);

    for (size_t n = strlen("4F1A2B3C4D: "); n < status; n++)
        cr_expect(said("postfix/smtp", slice_of(line, n)) == VERDICT_MALFORMED, "%zu", n);
    for (size_t n = status + 1; n < strlen(line); n++) {
        cr_expect(said("postfix/smtp", slice_of(line, n)) == VERDICT_PARSED);
        cr_expect(said_facts.at[0].next == NEXT_NONE);
    }
}

Test(postfix_hostile, every_byte_changed)
{
    char *copy;

    for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
        size_t n = strlen(whole[i].message);

        copy = mem_new(n, 1);
        for (size_t at = 0; at < n * 8; at++) {
            memcpy(copy, whole[i].message, n);
            copy[at / 8] = "\0<>[]\", \xff"[at % 8];
            (void)said(whole[i].program, slice_of(copy, n));
        }
        mem_free(copy);
    }
}
