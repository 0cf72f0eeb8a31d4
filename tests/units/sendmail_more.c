/* Forms of an 8.17.1 at LogLevel 9 to 14 that are no simple message's. */
#include "tests/units/sendmail_said.h"

Test(sendmail_more, protocol_tells_whether_there_is_a_login)
{
    static const struct {
        const char *proto;
        bool has, may;
    } protos[] = { { "ESMTPA", true, false },
                   { "ESMTPSA", true, false },
                   { "ESMTPS", false, false },
                   { "ESMTP", false, false },
                   { "SMTP", false, true } };

    for (size_t i = 0; i < sizeof(protos) / sizeof(protos[0]); i++) {
        char line[256];
        const struct fact *f;

        (void)snprintf(line, sizeof(line),
                       ID ": from=<a@b>, size=1, class=0, nrcpts=1, msgid=<x>, proto=%s, "
                          "daemon=MTA, relay=pc [192.0.2.1]",
                       protos[i].proto);
        f = fact_of(FACT_CLIENT, line);
        cr_assert(f->is_login_elsewhere == protos[i].has && f->may_have_login == protos[i].may,
                  "%s", line);
    }
}

Test(sendmail_more, sender_that_is_read_only)
{
    cr_assert(fact_of(FACT_QUEUED, ID ": from=<a@b>, size=15, class=0, nrcpts=1, proto=ESMTP, "
                                      "daemon=MTA-v4, relay=[192.0.2.5]")
                  ->is_torn);
    cr_assert(fact_of(FACT_OVERSIZE, ID ": from=<a@b>, size=40092, class=0, nrcpts=0, "
                                        "proto=ESMTPA, daemon=MSP-v4, relay=pc [192.0.2.6]")
                  ->is_unsure);
    cr_assert(said_room[0].kind == FACT_CANCELED);
}

Test(sendmail_more, recipients_that_were_not_given)
{
    const struct fact *f = fact_of(FACT_DELIVERY, ID ": to=\"|/bin/cat\", "
                                                     "ctladdr=<toprog@example.org> (8/0), "
                                                     "delay=00:00:00, xdelay=00:00:00, "
                                                     "mailer=prog, pri=30494, dsn=2.0.0, "
                                                     "stat=Sent");

    eq_text(f->recipient, "\"|/bin/cat\"");
    eq_text(f->orig_to, "toprog@example.org");
    cr_assert(f->is_piped && f->is_local && !f->is_expanded);
    f = fact_of(FACT_DELIVERY, ID ": to=x1@remote.example,x2@remote.example, delay=00:00:00, "
                                  "xdelay=00:00:00, mailer=smtp, pri=1, relay=[192.0.2.2] "
                                  "[192.0.2.2], dsn=2.0.0, stat=Sent (Ok: queued as 4F1A2BC356)");
    cr_assert(said_facts.n == 2 && f->is_expanded && !f->is_local);
    f = fact_of(FACT_DELIVERY, ID ": to=<a@b>,<c@d>, [more], delay=00:00:00, xdelay=00:00:00, "
                                  "mailer=smtp, pri=1, relay=a.very.long.host.n...it.remote."
                                  "example. [192.0.2.2], dsn=2.0.0, stat=Sent");
    cr_assert(said_facts.n == 2);
    eq_text(f->relay.name, "a.very.long.host.n...it.remote.example.");
}

Test(sendmail_more, taken_back_after_its_sender)
{
    (void)fact_of(FACT_CANCELED, ID ": to=<ann@example.org>, delay=00:00:00, pri=30000, stat=RSET");
    cr_assert(fact_of(FACT_DELIVERY,
                      ID ": to=<ann@example.org>, delay=00:00:00, pri=30198, stat=discarded")
                  ->status == STATUS_DISCARDED);
    eq_text(fact_of(FACT_OVERSIZE, ID ": message size (39532) exceeds maximum (30000)")->queue_id,
            ID);
    cr_assert(fact_of(FACT_REJECT, ID ": Milter: data, reject=554 5.7.1 spam found")->queue_id.n);
    cr_assert(said_room[0].reason == REJECT_CONTENT);
}

Test(sendmail_more, end_of_a_message)
{
    eq_text(fact_of(FACT_REMOVED, ID ": done; delay=00:00:00, ntries=1")->queue_id, ID);
    (void)fact_of(FACT_EXPIRED,
                  ID ": 6AQ8Pcnm000328: sender notify: Cannot send message for 5 days");
    eq_text(said_room[1].next_queue_id, "6AQ8Pcnm000328");
    (void)fact_of(FACT_NOTICE,
                  ID ": 6AQ8Pcnm000328: sender notify: Warning: could not send message "
                     "for past 4 hours");
    cr_assert(said_facts.n == 1);
}

/* A session's id is no message's. */
Test(sendmail_more, sessions)
{
    const struct fact *f =
        fact_of(FACT_AUTH_FAILED, ID ": AUTH failure (LOGIN): authentication failure (-13) "
                                     "SASL(-13): authentication failure: checkpass failed, "
                                     "user=ann, relay=[192.0.2.6]");

    eq_text(f->login, "ann");
    eq_text(f->method, "LOGIN");
    cr_assert(f->queue_id.n == 0);
    cr_assert(
        fact_of(FACT_AUTH_FAILED, ID ": AUTH decode64 error [1 for \"*\"], relay=pc [192.0.2.6]")
            ->is_untried);
    eq_text(fact_of(FACT_DISCONNECT, ID ": pc [192.0.2.6] did not issue MAIL/EXPN/VRFY/ETRN during "
                                        "connection to MSP-v4")
                ->client.ip,
            "192.0.2.6");
    eq_text(
        fact_of(FACT_CONNECT, "NOQUEUE: connect from pc.example.org [IPv6:2001:db8::6]")->client.ip,
        "2001:db8::6");
    eq_text(
        fact_of(FACT_LOST, ID ": lost input channel from [192.0.2.5] to MTA-v4 after rcpt")->stage,
        "rcpt");
    eq_text(fact_of(FACT_TLS, "STARTTLS=server, relay=pc [192.0.2.6], version=TLSv1.3, verify=NO, "
                              "cipher=TLS_AES_256_GCM_SHA384, bits=256/256")
                ->client.ip,
            "192.0.2.6");
}

Test(sendmail_more, refusals_without_a_ruleset)
{
    const struct fact *f = fact_of(FACT_REJECT, ID ": <nobodyhere@example.org>... User unknown");

    eq_text(f->recipient, "nobodyhere@example.org");
    cr_assert(f->reason == REJECT_UNKNOWN_RECIPIENT && f->queue_id.n == 0);
    cr_assert(fact_of(FACT_REJECT, ID ": Too many recipients")->reason == REJECT_RECIPIENTS);
    f = fact_of(FACT_REJECT, "ruleset=check_relay, arg1=[192.0.2.9], arg2=127.0.0.4, relay=pc "
                             "[192.0.2.9], reject=550 5.7.1 Rejected: 192.0.2.9 listed at "
                             "bl.example");
    cr_assert(f->reason == REJECT_CLIENT);
    eq_text(f->stage, "CONNECT");
}

Test(sendmail_more, nothing_that_counts)
{
    is_ignored(ID ": alias <staff@example.org> => ann, bob", "alias or .forward expanded");
    is_ignored(ID ": Milter accept: message", "milter at work");
    is_ignored(ID ": Sending \"FOO\" to Milter", "milter at work");
    is_ignored("AUTH=client, relay=[127.0.0.1], mech=, bits=0", "login at another server");
    is_ignored("starting daemon (8.17.1.9): SMTP+queueing@00:10:00", "server at work");
    is_ignored(ID ": in words of a later version", why_not_known);
    is_malformed(ID ": from=<a@b>, size=1, cla");
    is_malformed(ID ": to=<a@b>,<c");
}

/* New in 8.18, and in older ones that were mended: who does not wait, and how lines end. */
Test(sendmail_more, who_breaks_the_protocol)
{
    const struct fact *f = fact_of(FACT_PROTOCOL_ERROR,
                                   ID ": rejecting server HELO from [192.0.2.7] [192.0.2.7] due to "
                                      "traffic before response");

    eq_text(f->stage, "HELO");
    eq_text(f->client.ip, "192.0.2.7");
    eq_text(f->text, "traffic before response");
    f = fact_of(FACT_PROTOCOL_ERROR,
                ID ": [192.0.2.7]: probable open proxy: command=GET / HTTP/1.1\\r\\n");
    eq_text(f->stage, "GET");
    eq_text(f->client.ip, "192.0.2.7");
}

Test(sendmail_more, message_refused_for_how_its_lines_end)
{
    const struct fact *f = fact_of(FACT_REJECT, ID ": collect: relay=pc [192.0.2.7], from=<a@b>, "
                                                   "info=Bare linefeed (LF) not allowed, "
                                                   "where=body, status=tempfail");

    cr_assert(f->code == 421 && f->reason == REJECT_CONTENT && f->queue_id.n == 0);
    eq_text(f->client.ip, "192.0.2.7");
    eq_text(f->sender, "a@b");
    eq_text(f->text, "Bare linefeed (LF) not allowed");
    is_ignored(ID ": collect: relay=pc [192.0.2.7], from=<a@b>, info=Bare linefeed (LF) not "
                  "allowed, where=header+body",
               "message broken off, or odd");
    is_ignored(ID ": collect: relay=pc [192.0.2.7], from=<a@b>, info=unexpected close",
               "message broken off, or odd");
}

Test(sendmail_more, what_a_process_has_open)
{
    is_ignored(ID ":   3: fl=0x2, mode=140777: SOCK localhost->[[UNIX: /dev/log]]",
               "server's own trouble");
    is_ignored(ID ": MCI@0x0: NULL", "server's own trouble");
}
