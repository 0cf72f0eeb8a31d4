/* What a Postfix line with a queue id can say, old and new wordings, and the noise. */
#include "tests/units/postfix_said.h"

static bool is_claimed(const char *program)
{
    return mta_postfix.claims(slice_str(program)) != 0;
}

Test(postfix, claims_any_instance_and_service)
{
    static const char *const ours[] = {
        "postfix/smtpd",
        "postfix/submission/smtpd",
        "postfix-out/smtp",
        "postfix/smtps/smtpd",
        "mta-in/lmtp",
        "postfix/relay-tls/smtp",
        "postfix/amavis/smtp",
        "postfix/trivial-rewrite",
        "postfix/postfix-script",
        "postfix/postscreen",
        "mx1/cleanup",
        "postfix/retry",
        "postfix",
        "postfix-in/dkim-filter",
        "postfix/",
    };

    for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
        cr_expect(is_claimed(ours[i]), "%s", ours[i]);
}

Test(postfix, leaves_other_programs)
{
    static const char *const others[] = { "",        "smtpd",       "postfix-policyd-spf",
                                          "dovecot", "spamd/child", "exim",
                                          "/",       "sendmail",    "mypostfix/filter",
                                          "rspamd",  "x/smtpdd",    "postfixadmin" };

    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        cr_expect(!is_claimed(others[i]), "%s", others[i]);
    is_ignored("postfix/dkim-filter", "4F1A2B3C4D: removed", "not known");
}

Test(postfix, client)
{
    const struct fact *f =
        fact_of("postfix/smtpd", "4F1A2B3C4D: client=pc7.example.org[192.0.2.7]");

    cr_assert(f->kind == FACT_CLIENT);
    eq_text(f->queue_id, "4F1A2B3C4D");
    eq_text(f->client.name, "pc7.example.org");
    eq_text(f->client.ip, "192.0.2.7");
    cr_assert(f->client.port == 0 && f->login.n == 0 && f->method.n == 0);
}

Test(postfix, client_with_login)
{
    const struct fact *f =
        fact_of("postfix/submission/smtpd", "4cKqzT2b9Xz3Wf: client=unknown[2001:db8::1]:50123, "
                                            "sasl_method=PLAIN, sasl_username=alice@example.org");

    eq_text(f->queue_id, "4cKqzT2b9Xz3Wf");
    eq_text(f->client.name, "unknown");
    eq_text(f->client.ip, "2001:db8::1");
    cr_assert(f->client.port == 50123);
    eq_text(f->method, "PLAIN");
    eq_text(f->login, "alice@example.org");
}

Test(postfix, client_with_everything)
{
    const struct fact *f =
        fact_of("postfix/smtpd", "4F1A2B3C4D: client=localhost[127.0.0.1], sasl_method=LOGIN, "
                                 "sasl_username=bob, sasl_sender=bob+3D1@example.org, "
                                 "orig_queue_id=9A8B7C6D5E, orig_client=pc.example.org[192.0.2.9]");

    eq_text(f->login, "bob");
    eq_text(f->orig_queue_id, "9A8B7C6D5E");
    eq_text(f->orig_client, "192.0.2.9");
}

Test(postfix, client_behind_a_filter)
{
    const struct fact *f = fact_of("postfix/smtpd", "4F1A2B3C4D: client=localhost[127.0.0.1], "
                                                    "orig_queue_id=9A8B7C6D5E, "
                                                    "orig_client=unknown[IPv6:2001:db8::9]");

    eq_text(f->orig_queue_id, "9A8B7C6D5E");
    eq_text(f->orig_client, "2001:db8::9");
    f = fact_of("postfix/smtpd", "4F1A2B3C4D: client=localhost[127.0.0.1], "
                                 "orig_client=pc.example.org[192.0.2.9]");
    cr_assert(f->orig_queue_id.n == 0);
    eq_text(f->orig_client, "192.0.2.9");
}

Test(postfix, client_unknown)
{
    const struct fact *f = fact_of("postfix/smtpd", "4F1A2B3C4D: client=unknown[unknown]");

    eq_text(f->client.name, "unknown");
    cr_assert(f->client.ip.n == 0);
}

Test(postfix, login_with_odd_characters)
{
    const struct fact *f =
        fact_of("postfix/smtpd", "4F1A2B3C4D: client=a.example[192.0.2.1], "
                                 "sasl_method=PLAIN, sasl_username=EX\\a, b=c d");

    eq_text(f->login, "EX\\a, b=c d");
    f = fact_of("postfix/smtpd", "4F1A2B3C4D: client=a.example[192.0.2.1], sasl_method=PLAIN, "
                                 "sasl_username=x, orig_queue_id=not an id, y, "
                                 "orig_client=b.example[192.0.2.2]");
    eq_text(f->login, "x, orig_queue_id=not an id, y");
    eq_text(f->orig_client, "192.0.2.2");
}

Test(postfix, pickup)
{
    const struct fact *f = fact_of("postfix/pickup", "4F1A2B3C4D: uid=1001 from=<www-data>");

    cr_assert(f->kind == FACT_PICKUP && f->uid == 1001);
    eq_text(f->sender, "www-data");
    f = fact_of("postfix/pickup", "4F1A2B3C4D: uid=0 from=<> orig_id=9A8B7C6D5E");
    cr_assert(f->uid == 0 && f->sender.n == 0);
    eq_text(f->orig_queue_id, "9A8B7C6D5E");
    cr_assert(fact_of("postfix/pickup", "4F1A2B3C4D: uid=-2 from=<x>")->uid == 4294967294U);
}

Test(postfix, message_id)
{
    const struct fact *f =
        fact_of("postfix/cleanup", "4F1A2B3C4D: message-id=<1.2@pc.example.org>");

    cr_assert(f->kind == FACT_MESSAGE_ID);
    eq_text(f->message_id, "<1.2@pc.example.org>");
    eq_text(fact_of("postfix/cleanup", "4F1A2B3C4D: message-id=<>")->message_id, "<>");
    eq_text(fact_of("postfix/cleanup", "4F1A2B3C4D: message-id==?UTF-8?B?YQ==?=")->message_id,
            "=?UTF-8?B?YQ==?=");
    f = fact_of("postfix/cleanup", "4F1A2B3C4D: resent-message-id=<a@example.org>");
    cr_assert(f->kind == FACT_RESENT);
    eq_text(f->message_id, "<a@example.org>");
}

Test(postfix, header)
{
    const struct fact *f =
        fact_of("postfix/cleanup", "4F1A2B3C4D: info: header Subject: Lunch: on Friday? from "
                                   "pc.example.org[192.0.2.9]; from=<a@example.org> "
                                   "to=<b@example.net> proto=ESMTP helo=<pc.example.org>");

    cr_assert(f->kind == FACT_HEADER && f->reaction == REACTION_INFO);
    eq_text(f->header_name, "Subject");
    eq_text(f->text, "Lunch: on Friday?");
    eq_text(f->client.ip, "192.0.2.9");
    eq_text(f->sender, "a@example.org");
    eq_text(f->recipient, "b@example.net");
}

Test(postfix, header_of_local_mail)
{
    const struct fact *f = fact_of("postfix/cleanup", "4F1A2B3C4D: warning: header Subject:  from "
                                                      "home from local; from=<a@example.org> "
                                                      "to=<b@example.net>: look at this");

    cr_assert(f->reaction == REACTION_WARN && f->client.ip.n == 0);
    eq_text(f->text, "from home");
    eq_text(f->recipient, "b@example.net");
    f = fact_of("postfix/cleanup",
                "4F1A2B3C4D: info: header Subject: from local; from=<a@example.org>");
    eq_text(f->text, "");
}

static enum reaction reaction_of(const char *line)
{
    return fact_of("postfix/cleanup", line)->reaction;
}

Test(postfix, header_reactions)
{
    cr_assert(reaction_of("4F1A2B3C4D: hold: header X-A: b from local; from=<a@example.org>") ==
              REACTION_HOLD);
    cr_assert(reaction_of("4F1A2B3C4D: discard: header X-A: b from local; from=<>") ==
              REACTION_DISCARD);
    cr_assert(reaction_of("4F1A2B3C4D: reject: header X-A: b from local; from=<>: 5.7.1 no") ==
              REACTION_REJECT);
    cr_assert(reaction_of("4F1A2B3C4D: prepend: header X-A: b from local; from=<>: X-B: c") ==
              REACTION_OTHER);
    cr_assert(reaction_of("4F1A2B3C4D: milter-header-hold: header X-A: b from u[192.0.2.1]; "
                          "from=<>") == REACTION_HOLD);
}

Test(postfix, body)
{
    const struct fact *f = fact_of("postfix/cleanup", "4F1A2B3C4D: reject: body buy: now from "
                                                      "x.example[192.0.2.1]; from=<a@example.org> "
                                                      "to=<b@example.net> proto=SMTP helo=<x>");

    cr_assert(f->kind == FACT_HEADER && f->header_name.n == 0);
    eq_text(f->text, "buy: now");
    f = fact_of("postfix/cleanup",
                "4F1A2B3C4D: reject: mime-error improper use of 8-bit data in message header: "
                "X-Odd: caf? from pc[192.0.2.9]; from=<a@example.org> to=<b@example.net>");
    cr_assert(f->kind == FACT_HEADER && f->reaction == REACTION_REJECT && f->header_name.n == 0);
    eq_text(f->text, "improper use of 8-bit data in message header: X-Odd: caf?");
}

Test(postfix, given_up_before_accepted)
{
    static const char *const lines[] = {
        "4F1A2B3C4D: removed (canceled)",
        "4F1A2B3C4D: canceled",
        "warning: 4F1A2B3C4D: message rejected: hopcount exceeded",
        "warning: 4F1A2B3C4D: write queue file: No space left on device",
        "warning: 4F1A2B3C4D: x map lookup problem -- message not accepted, try again later",
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        const struct fact *f = fact_of("postfix/cleanup", lines[i]);

        cr_assert(f->kind == FACT_CANCELED, "%s", lines[i]);
        eq_text(f->queue_id, "4F1A2B3C4D");
    }
    is_ignored("postfix/cleanup", "warning: 4F1A2B3C4D: something else", "warning");
    is_ignored("postfix/cleanup", "warning: mail_stream_cleanup: close error", "warning");
}

Test(postfix, cut_off_at_the_size_limit)
{
    const struct fact *f =
        fact_of("postfix/smtpd", "warning: 4F1A2B3C4D: queue file size limit exceeded");

    cr_assert(f->kind == FACT_OVERSIZE);
    eq_text(f->queue_id, "4F1A2B3C4D");
    f = fact_of("postfix/cleanup", "warning: 4F1A2B3C4D: queue file size limit exceeded");
    cr_assert(f->kind == FACT_OVERSIZE);
    f = fact_of("postfix/smtpd", "warning: 4F1A2B3C4D: BDAT request from pc[192.0.2.9] exceeds "
                                 "message size limit");
    cr_assert(f->kind == FACT_OVERSIZE);
    f = fact_of("postfix/smtpd", "warning: NOQUEUE: queue file size limit exceeded");
    cr_assert(f->kind == FACT_OVERSIZE && f->queue_id.n == 0);
    is_ignored("postfix/smtpd", "warning: 4F1A2B3C4D: BDAT request from pc[192.0.2.9]", "warning");
}

Test(postfix, milter_at_the_end)
{
    const struct fact *f =
        fact_of("postfix/cleanup", "4F1A2B3C4D: milter-reject: END-OF-MESSAGE from "
                                   "pc.example.org[192.0.2.9]: 5.7.1 Spam message rejected; "
                                   "from=<a@example.org> to=<b@example.net> proto=ESMTP helo=<pc>");

    cr_assert(f->kind == FACT_REJECT && f->reason == REJECT_CONTENT && f->code == 0);
    eq_text(f->queue_id, "4F1A2B3C4D");
    eq_text(f->stage, "END-OF-MESSAGE");
    eq_text(f->dsn, "5.7.1");
    eq_text(f->text, "5.7.1 Spam message rejected");
    f = fact_of("postfix/cleanup", "4F1A2B3C4D: milter-hold: END-OF-MESSAGE from u[192.0.2.1]: "
                                   "milter triggers HOLD action; from=<a@example.org>");
    cr_assert(f->kind == FACT_DISPOSED && f->reaction == REACTION_HOLD);
    f = fact_of("postfix/smtpd", "4F1A2B3C4D: milter-discard: DATA from u[192.0.2.1]: milter "
                                 "triggers DISCARD action; from=<a@example.org>");
    cr_assert(f->kind == FACT_DISPOSED && f->reaction == REACTION_DISCARD);
}

Test(postfix, queued)
{
    const struct fact *f = fact_of("postfix/qmgr", "4F1A2B3C4D: from=<a@example.org>, size=5120, "
                                                   "nrcpt=25 (queue active)");

    cr_assert(f->kind == FACT_QUEUED && f->size == 5120 && f->nrcpt == 25);
    eq_text(f->sender, "a@example.org");
    cr_assert(
        fact_of("postfix/nqmgr", "4F1A2B3C4D: from=<>, size=1, nrcpt=1 (queue active)")->sender.n ==
        0);
}

Test(postfix, expired)
{
    const struct fact *f = fact_of("postfix/qmgr", "4F1A2B3C4D: from=<a@example.org>, "
                                                   "status=expired, returned to sender");

    cr_assert(f->kind == FACT_EXPIRED);
    eq_text(f->sender, "a@example.org");
    f = fact_of("postfix/qmgr", "4F1A2B3C4D: from=<>, status=force-expired, returned to sender");
    cr_assert(f->kind == FACT_EXPIRED && f->sender.n == 0);
}

Test(postfix, removed)
{
    cr_assert(fact_of("postfix/qmgr", "4F1A2B3C4D: removed")->kind == FACT_REMOVED);
    cr_assert(!fact_of("postfix/qmgr", "4F1A2B3C4D: removed")->is_by_hand);
    cr_assert(fact_of("postfix/postsuper", "4F1A2B3C4D: removed")->kind == FACT_REMOVED);
    cr_assert(fact_of("postfix/postsuper", "4F1A2B3C4D: removed")->is_by_hand);
    cr_assert(fact_of("postfix/cleanup", "4F1A2B3C4D: removed (discarded)")->kind == FACT_REMOVED);
    is_ignored("postfix/qmgr", "4F1A2B3C4D: skipped, still being delivered", "other");
}

Test(postfix, notices)
{
    static const char *const lines[] = {
        "4F1A2B3C4D: sender non-delivery notification: 9A8B7C6D5E",
        "4F1A2B3C4D: sender delivery status notification: 9A8B7C6D5E",
        "4F1A2B3C4D: sender delay notification: 9A8B7C6D5E",
        "4F1A2B3C4D: postmaster non-delivery notification: 9A8B7C6D5E",
        "4F1A2B3C4D: postmaster delay notification: 9A8B7C6D5E",
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        const struct fact *f = fact_of("postfix/bounce", lines[i]);

        cr_assert(f->kind == FACT_NOTICE);
        eq_text(f->queue_id, "4F1A2B3C4D");
        eq_text(f->next_queue_id, "9A8B7C6D5E");
    }
    is_ignored("postfix/bounce",
               "4F1A2B3C4D: sender notification failed to a@example.org: queue file write error",
               "notice that failed");
    is_malformed("postfix/bounce", "4F1A2B3C4D: sender non-delivery notification: 9A");
    is_malformed("postfix/bounce", "4F1A2B3C4D: sender non-del");
}

Test(postfix, postsuper)
{
    const struct fact *f = fact_of("postfix/postsuper", "4F1A2B3C4D: placed on hold");

    cr_assert(f->kind == FACT_DISPOSED && f->reaction == REACTION_HOLD);
    is_ignored("postfix/postsuper", "4F1A2B3C4D: released from hold", "other");
    is_ignored("postfix/postsuper", "4F1A2B3C4D: requeued", "other");
    is_ignored("postfix/postsuper", "Placed on hold: 12 messages", "other");
    is_ignored("postfix/postsuper", "Deleted: 1 message", "other");
}

Test(postfix, daemons_about_themselves)
{
    is_ignored("postfix/qmgr", "4F1A2B3C4D: status=deferred (bounce failed)", "other");
    is_ignored("postfix/anvil", "statistics: max cache size 3 at Mar  2 10:00:00", "statistics");
    is_ignored("postfix/scache", "statistics: start interval Mar  2 10:00:00", "statistics");
    is_ignored("postfix/master", "daemon started -- version 3.7.11", "start and stop");
    is_ignored("postfix/postfix-script", "starting the Postfix mail system", "start and stop");
    is_ignored("postfix", "Postfix is running with backwards-compatible default settings",
               "start and stop");
    is_ignored("postfix/smtpd", "table hash:/etc/aliases has changed -- restarting",
               "start and stop");
    is_ignored("postfix/postscreen", "CONNECT from [192.0.2.1]:1025 to [192.0.2.25]:25",
               "postscreen");
    is_ignored("postfix/postscreen", "ALLOWLISTED [192.0.2.1]:1025", "postscreen");
    is_ignored("postfix/postscreen", "DISCONNECT [192.0.2.1]:1025", "postscreen");
    is_ignored("postfix/postscreen", "PASS OLD [192.0.2.1]:1025", "postscreen");
    is_ignored("postfix/dnsblog", "addr 192.0.2.1 listed by domain dnsbl.example as 127.0.0.2",
               "postscreen");
}

Test(postfix, not_known)
{
    is_ignored("postfix/smtpd", "something that a later version says", "not known");
    is_ignored("postfix/cleanup", "4F1A2B3C4D: something that a later version says", "not known");
}

Test(postfix, debugging)
{
    static const char *const lines[] = {
        "> pc.example.org[192.0.2.9]: 250 2.1.0 Ok",
        "< pc.example.org[192.0.2.9]: MAIL FROM:<a@example.org>",
        ">>> START Recipient address RESTRICTIONS <<<",
        "maps_find: canonical_maps: a@example.org: not found",
        "match_hostname: pc ~? 192.0.2.0/24",
        "input attribute name: status",
        "send attr sender = a@example.org",
        "private/rewrite socket: wanted attribute: flags",
        "unknown_address_tempfail_action = defer_if_permit",
        "4F1A2B3C4D: recipient limit 5000",
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
        is_ignored("postfix/smtpd", lines[i], "debug");
    is_ignored("postfix/cleanup", "4F1A2B3C4D: quarantine: header X-A: b", "not known");
}

Test(postfix, queue_ids)
{
    eq_text(fact_of("postfix/qmgr", "ABCDE12345678901: removed")->queue_id, "ABCDE12345678901");
    eq_text(fact_of("postfix/qmgr", "4cKqzT2b9XzZZWf: removed")->queue_id, "4cKqzT2b9XzZZWf");
    is_ignored("postfix/qmgr", "BCDF: removed", "not known");
    is_ignored("postfix/qmgr", "configuring: removed", "not known");
    is_ignored("postfix/qmgr", "4F1A2B3C4D removed", "not known");
}
