/* Lines of Sendmail in the forms of an 8.17.1, names changed. */
#include "tests/units/sendmail_said.h"

Test(sendmail, claims_its_own)
{
    cr_assert(mta_sendmail.claims(SLICE("sendmail")));
    cr_assert(mta_sendmail.claims(SLICE("sm-msp-queue")));
    cr_assert_eq(mta_sendmail.claims(SLICE("postfix/sendmail")), 0);
    cr_assert(mta_sendmail.ends_silently);
}

Test(sendmail, a_message_of_a_client)
{
    const char *line = ID ": from=<ann@example.edu>, size=800, class=0, nrcpts=2, "
                          "msgid=<a1@pc.example.edu>, proto=ESMTPA, daemon=MTA-v4, "
                          "relay=pc.example.edu [10.20.4.17]";
    const struct fact *f = fact_of(FACT_CLIENT, line);

    eq_text(f->queue_id, ID);
    eq_text(f->client.ip, "10.20.4.17");
    cr_assert(f->is_login_elsewhere);
    f = fact_of(FACT_QUEUED, line);
    eq_text(f->sender, "ann@example.edu");
    cr_assert_eq(f->size, 800);
    cr_assert_eq(f->nrcpt, 2);
}

Test(sendmail, a_login)
{
    const struct fact *f =
        fact_of(FACT_LOGIN, "AUTH=server, relay=pc.example.edu [10.20.4.17], authid=ann, "
                            "mech=PLAIN, bits=0");

    eq_text(f->login, "ann");
    eq_text(f->client.ip, "10.20.4.17");
}

Test(sendmail, a_line_of_many_recipients)
{
    cr_assert_eq(said(SLICE(ID ": to=<a@example.org>,<b@example.org>,<c@example.org>, "
                               "ctladdr=<ann@example.edu> (1001/1001), delay=00:00:01, "
                               "xdelay=00:00:01, mailer=smtp, pri=180212, relay=mx.example.org. "
                               "[203.0.113.9], dsn=2.0.0, stat=Sent (Ok: queued as 7F3A21C0D4)")),
                 VERDICT_PARSED);
    cr_assert_eq(said_facts.n, 3);
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(said_room[i].kind, FACT_DELIVERY);
        cr_assert_eq(said_room[i].status, STATUS_SENT);
        cr_assert(!said_room[i].is_expanded);
        eq_text(said_room[i].relay.ip, "203.0.113.9");
        eq_text(said_room[i].next_queue_id, "7F3A21C0D4");
    }
    eq_text(said_room[0].recipient, "a@example.org");
    eq_text(said_room[2].recipient, "c@example.org");
}

Test(sendmail, outcomes)
{
    static const struct {
        const char *rest;
        enum delivery_status status;
    } lines[] = {
        { "dsn=5.1.1, reply=550 5.1.1 no such user, stat=User unknown", STATUS_BOUNCED },
        { "dsn=5.7.1, reply=554 5.7.1 no, stat=Service unavailable", STATUS_BOUNCED },
        { "dsn=4.7.1, reply=450 4.7.1 later, stat=Deferred: 450 4.7.1 later", STATUS_DEFERRED },
        { "dsn=4.4.1, stat=Deferred: Connection refused by mx.example.org.", STATUS_DEFERRED },
        { "dsn=2.0.0, stat=Sent", STATUS_SENT },
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        char text[512];

        (void)snprintf(text, sizeof(text),
                       ID ": to=<a@example.org>, delay=00:00:01, xdelay=00:00:01, mailer=smtp, "
                          "pri=1, relay=mx.example.org. [203.0.113.9], %s",
                       lines[i].rest);
        cr_assert_eq(fact_of(FACT_DELIVERY, text)->status, lines[i].status, "%s", lines[i].rest);
    }
}

Test(sendmail, what_a_remote_server_says_is_no_outcome)
{
    const struct fact *f =
        fact_of(FACT_DELIVERY, ID
                ": to=<a@example.org>, delay=00:00:01, xdelay=00:00:01, mailer=smtp, pri=1, "
                "relay=mx.example.org. [203.0.113.9], dsn=5.7.1, reply=550 5.7.1 <x>, stat=Sent, "
                "relay=evil.example [192.0.2.66] refused, stat=Service unavailable");

    eq_text(f->relay.ip, "203.0.113.9");
    cr_assert_eq(f->status, STATUS_BOUNCED);
}

Test(sendmail, refusals)
{
    const struct fact *f =
        fact_of(FACT_REJECT, ID ": ruleset=check_rcpt, arg1=<x@example.net>, relay=pc "
                                "[192.0.2.7], reject=550 5.7.1 <x@example.net>... Relaying "
                                "denied");

    eq_text(f->client.ip, "192.0.2.7");
    eq_text(f->recipient, "x@example.net");
    cr_assert_eq(f->reason, REJECT_RELAY);
    cr_assert_eq(f->code, 550);
    f = fact_of(FACT_REJECT,
                ID ": ruleset=check_eom, arg1=5000, relay=pc [192.0.2.7], reject=552 Message size "
                   "exceeds fixed maximum message size (4000)");
    cr_assert_eq(f->reason, REJECT_SIZE);
}

Test(sendmail, notices_and_clones)
{
    const struct fact *f = fact_of(FACT_NOTICE, ID ": 62290002000101: DSN: User unknown");

    eq_text(f->queue_id, ID);
    eq_text(f->next_queue_id, "62290002000101");
    f = fact_of(FACT_SPLIT, ID ": 62290003000101: clone: owner=dora");
    eq_text(f->queue_id, ID);
    eq_text(f->next_queue_id, "62290003000101");
    cr_assert_eq(f->next, NEXT_MOVED);
}
