/* Refusals, and what else ends in the same fields: every field, every reason. */
#include "tests/units/postfix_said.h"

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
    { "RCPT from u[192.0.2.9]: 450 4.1.1 <x@a.example>: Recipient address rejected: unverified "
      "address: Address verification in progress; from=<> to=<x@a.example> proto=SMTP helo=<h>",
      REJECT_OTHER },
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
    f = fact_of("postfix/postscreen",
                "reject: connect from [192.0.2.9]:4711: all screening ports busy");
    cr_assert(f->kind == FACT_REJECT && f->client.port == 4711);
}

Test(postfix_reject, filter_before_the_queue)
{
    const struct fact *f =
        fact_of("postfix/smtpd", "proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as "
                                 "9A8B7C6D5E; from=<a@b> to=<x@c> proto=ESMTP helo=<h> "
                                 "sasl_username=<alice>");

    cr_assert(f->kind == FACT_PROXIED && f->code == 250 && f->next == NEXT_QUEUED);
    eq_text(f->next_queue_id, "9A8B7C6D5E");
    eq_text(f->sender, "a@b");
    eq_text(f->recipient, "x@c");
    eq_text(f->login, "alice");
    f = fact_of("postfix/smtpd", "NOQUEUE: client=u[192.0.2.9], sasl_method=PLAIN, "
                                 "sasl_username=alice");
    cr_assert(f->kind == FACT_CLIENT && f->queue_id.n == 0);
    eq_text(f->login, "alice");
    f = fact_of("postfix/smtpd", "proxy-reject: END-OF-MESSAGE: 354 End data with "
                                 "<CR><LF>.<CR><LF>; from=<a@b> to=<x@c> proto=ESMTP helo=<h> "
                                 "sasl_username=<alice>");
    cr_assert(f->kind == FACT_REJECT && f->code == 354);
    eq_text(f->login, "alice");
}

Test(postfix_reject, owner_of_the_sender)
{
    const struct fact *f = reject_of("RCPT from u[192.0.2.9]: 553 5.7.1 <dean@example.org>: "
                                     "Sender address rejected: not owned by user mallory; "
                                     "from=<dean@example.org> to=<x@c> proto=ESMTP helo=<h>");

    cr_assert(f->reason == REJECT_SENDER_LOGIN);
    eq_text(f->login, "mallory");
    eq_text(f->sender, "dean@example.org");
    f = reject_of("MAIL from u[192.0.2.9]: 553 5.7.1 <\"a b\"@c>: Sender address rejected: not "
                  "owned by user mallory; from=<\"a b\"@c> proto=ESMTP helo=<h>");
    cr_assert(f->login.n == 0); /* the reply has no quotes: not its form */
    f = reject_of("MAIL from u[192.0.2.9]: 553 5.7.1 <a b@c>: Sender address rejected: not "
                  "owned by user mallory; from=<\"a b\"@c> proto=ESMTP helo=<h>");
    eq_text(f->login, "mallory");
    f = reject_of("RCPT from u[192.0.2.9]: 553 5.7.1 <dean@example.org>: Sender address rejected: "
                  "not logged in; from=<dean@example.org> to=<x@c> proto=ESMTP helo=<h>");
    cr_assert(f->reason == REJECT_SENDER_LOGIN && f->login.n == 0);
}

Test(postfix_reject, held_or_discarded)
{
    const struct fact *f =
        fact_of("postfix/smtpd", "NOQUEUE: hold: RCPT from u[192.0.2.9]: <a@b>: Sender address "
                                 "kept; from=<a@b> to=<x@c> proto=ESMTP helo=<h>");

    cr_assert(f->kind == FACT_DISPOSED && f->reaction == REACTION_HOLD && f->queue_id.n == 0);
    eq_text(f->client.ip, "192.0.2.9");
    eq_text(f->sender, "a@b");
    eq_text(f->recipient, "x@c");
    eq_text(f->stage, "RCPT");
    f = fact_of("postfix/smtpd", "NOQUEUE: milter-discard: RCPT from u[192.0.2.9]: milter triggers "
                                 "DISCARD action; from=<a@b> to=<x@c> proto=ESMTP helo=<h> "
                                 "sasl_username=<alice>");
    cr_assert(f->kind == FACT_DISPOSED && f->reaction == REACTION_DISCARD);
    eq_text(f->login, "alice");
    is_malformed("postfix/smtpd", "NOQUEUE: discard: RCPT from u[192.0.2.9");
    is_ignored("postfix/smtpd", "NOQUEUE: warn: RCPT from u[192.0.2.9]: odd; from=<a@b>", "other");
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
    f = fact_of("postfix/smtpd", "4F1A2B3C4D: milter-reject: RCPT from u[192.0.2.9]: 550 5.7.1 no; "
                                 "from=<a@b> to=<x> proto=ESMTP helo=<h> sasl_username=<alice>");
    eq_text(f->login, "alice");
    cr_assert(f->method.n == 0);
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
