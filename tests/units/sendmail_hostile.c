/* What others write must not become a field; no byte behind a line is ever read. */
#include "analyzer/base/mem.h"
#include "tests/units/sendmail_said.h"

Test(sendmail_hostile, sender_imitates_fields)
{
    const struct fact *f = fact_of(
        FACT_QUEUED, ID ": from=<\"b, size=1, nrcpts=9, relay=x [192.0.2.66]\"@far.example>, "
                        "size=198, class=0, nrcpts=1, msgid=<a@far.example>, proto=ESMTP, "
                        "daemon=MTA-v4, relay=pc.example.org [192.0.2.5]");

    eq_text(f->sender, "\"b, size=1, nrcpts=9, relay=x [192.0.2.66]\"@far.example");
    cr_assert(f->size == 198 && f->nrcpt == 1);
    eq_text(said_room[0].client.ip, "192.0.2.5");
}

/* It is printed as the client gave it, blanks and all. */
Test(sendmail_hostile, message_id_imitates_a_login)
{
    const struct fact *f =
        fact_of(FACT_CLIENT, ID ": from=<a@far.example>, size=198, class=0, nrcpts=1, "
                                "msgid=<x>, proto=ESMTPA, daemon=MSP, relay=ann@localhost, "
                                "proto=ESMTP, daemon=MTA-v4, relay=pc.example.org [192.0.2.5]");

    cr_assert(!f->is_login_elsewhere && !f->may_have_login);
    eq_text(f->client.ip, "192.0.2.5");
    f = fact_of(FACT_MESSAGE_ID, ID ": from=<a@far.example>, size=198, class=0, nrcpts=1, "
                                    "msgid=<x>, auth=PLAIN, proto=ESMTP, daemon=MTA-v4, "
                                    "relay=pc.example.org [192.0.2.5]");
    eq_text(f->message_id, "<x>, auth=PLAIN");
}

Test(sendmail_hostile, recipient_imitates_an_outcome)
{
    const struct fact *f =
        fact_of(FACT_DELIVERY,
                ID ": to=<\"a>, delay=00:00:01, mailer=local, dsn=2.0.0, stat=Sent\"@far.example>,"
                   "<b@far.example>, delay=00:00:02, xdelay=00:00:00, mailer=esmtp, pri=1, "
                   "relay=mx.far.example. [192.0.2.5], dsn=5.1.1, reply=550 5.1.1 no, stat=User "
                   "unknown");

    cr_assert(said_facts.n == 2 && f->status == STATUS_BOUNCED && f->delay_ms == 2000);
    eq_text(said_room[1].recipient, "b@far.example");
}

Test(sendmail_hostile, reply_imitates_an_outcome)
{
    static const struct {
        const char *words;
        enum delivery_status status;
    } replies[] = {
        { "reply=550 5.7.1 <x>, stat=Sent (ok, queued as 4F1A2B3C4D), stat=Service unavailable",
          STATUS_BOUNCED },
        { "reply=450 4.7.1 x, stat=Sent, stat=Deferred: 450 4.7.1 x, stat=Sent", STATUS_DEFERRED },
        { "stat=Deferred: 450 4.7.1 stat=Sent (6AQ8PHTX000241 Message accepted for delivery)",
          STATUS_DEFERRED },
        { "stat=Sent (ok, stat=User unknown)", STATUS_SENT },
    };

    for (size_t i = 0; i < sizeof(replies) / sizeof(replies[0]); i++) {
        char line[512];

        (void)snprintf(line, sizeof(line),
                       ID ": to=<a@far.example>, delay=00:00:02, xdelay=00:00:00, mailer=esmtp, "
                          "pri=1, relay=mx.far.example. [192.0.2.5], dsn=4.7.1, %s",
                       replies[i].words);
        cr_assert(fact_of(FACT_DELIVERY, line)->status == replies[i].status, "%s", line);
        cr_assert(said_room[0].next_queue_id.n == 0, "%s", line);
        eq_text(said_room[0].relay.ip, "192.0.2.5");
    }
}

Test(sendmail_hostile, argument_of_a_ruleset_imitates_its_client)
{
    const struct fact *f = fact_of(
        FACT_REJECT, ID ": ruleset=check_rcpt, arg1=<\"a, relay=evil [192.0.2.66], "
                        "stat=Sent\"@remote.example>, relay=pc.example.org [192.0.2.5] (may be "
                        "forged), reject=550 5.7.1 <\"a, relay=evil [192.0.2.66], "
                        "stat=Sent\"@remote.example>... Relaying denied. Proper authentication "
                        "required.");

    eq_text(f->client.ip, "192.0.2.5");
    eq_text(f->client.name, "pc.example.org");
    cr_assert(f->reason == REJECT_RELAY && f->code == 550);
}

Test(sendmail_hostile, failed_login_imitates_a_client)
{
    const struct fact *f =
        fact_of(FACT_AUTH_FAILED,
                ID ": AUTH failure (PLAIN): user not found (-20) SASL(-13): user not found: "
                   "Password verification failed, user=x, relay=evil [192.0.2.66], user=ann, "
                   "relay=pc.example.org [192.0.2.5]");

    eq_text(f->client.ip, "192.0.2.5");
    eq_text(f->login, "x, relay=evil [192.0.2.66], user=ann");
}

Test(sendmail_hostile, login_imitates_a_method)
{
    const struct fact *f = fact_of(FACT_LOGIN, "AUTH=server, relay=pc.example.org [192.0.2.5], "
                                               "authid=ann, mech=EXTERNAL, bits=0, mech=PLAIN, "
                                               "bits=0");

    cr_assert(!slice_eq(f->login, SLICE("ann")));
    eq_text(f->client.ip, "192.0.2.5");
}

/* Every head of every line, in a block that ends where it does. */
Test(sendmail_hostile, lines_cut_anywhere)
{
    static const char *const lines[] = {
        ID ": from=<a@b>, size=1, class=0, nrcpts=1, msgid=<x>, bodytype=8BITMIME, proto=ESMTPSA, "
           "daemon=MTA, tls_verify=OK, auth=PLAIN, relay=pc [IPv6:2001:db8::1] (may be forged)",
        ID ": to=<a@b>,\"|/bin/x, y\",\\\\dora, [more], ctladdr=<c@d> (8/0), delay=1+00:00:01, "
           "xdelay=00:00:00, mailer=prog, pri=1, relay=a...z. [192.0.2.1], dsn=2.0.0, "
           "stat=Sent (6AQ8PHTX000241 Message accepted for delivery)",
        ID ": ruleset=check_mail, arg1=<a@b>, arg2=x, relay=pc [192.0.2.1], quarantine=x",
        ID ": AUTH failure (PLAIN): no (-13) SASL(-13): no, user=a, relay=pc [192.0.2.1]",
        ID ": pc [192.0.2.1]: possible SMTP attack: command=AUTH, count=3",
        ID ": pc [192.0.2.1] did not issue MAIL/EXPN/VRFY/ETRN during connection to MTA",
        ID ": lost input channel from pc [192.0.2.1] to MTA after rcpt",
        ID ": 6AQ8PHTX000241: sender notify: Cannot send message for 5 days",
        ID ": milter=x, action=mail, reject=550 5.7.1 no",
        ID ": Milter: to=<a@b>, reject=550 5.7.1 no",
        ID ": message size (2) exceeds maximum (1)",
        "AUTH=server, relay=pc [192.0.2.1], authid=a, mech=PLAIN, bits=0",
        "STARTTLS=client, relay=mx., version=TLSv1.3, verify=NO, cipher=a, bits=256/256",
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        for (size_t n = 0; n <= strlen(lines[i]); n++) {
            char *copy = mem_new(n ? n : 1, 1);

            memcpy(copy, lines[i], n);
            (void)said(slice_of(copy, n));
            cr_assert(said_facts.n <= 3 && (said_facts.n > 0 || said_facts.why[0]));
            mem_free(copy);
        }
    }
}
