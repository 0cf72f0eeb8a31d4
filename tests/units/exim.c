/* Lines of Exim: in the forms of a 4.96, names changed; longer ids as documented for 4.97. */
#include "tests/units/said.h"

extern const struct mta mta_exim;

static enum verdict parse(const char *text)
{
    return said_by(&mta_exim, "exim", slice_str(text));
}

static const struct fact *fact_of(enum fact_kind kind, const char *text)
{
    return said_fact(parse(text), kind, text);
}

#define ID  "1vwqhc-0017GC-GN"
#define ID2 "1vwqhc-000000017GC-00GN"

Test(exim, claims_its_own)
{
    cr_assert(mta_exim.claims(SLICE("exim")));
    cr_assert(mta_exim.claims(SLICE("exim4")));
    cr_assert_eq(mta_exim.claims(SLICE("exim/smtpd")), 0);
    cr_assert_eq(mta_exim.claims(SLICE("")), 0);
}

Test(exim, arrival_under_a_login)
{
    const char *line = ID " <= ann@example.edu H=pc.example.edu (pc) [10.20.4.17]:5000 "
                          "I=[10.20.0.1]:587 P=esmtpsa X=TLS1.3:AES_256_GCM:256 CV=no "
                          "A=plain_server:ann S=1300 id=a@pc T=\"a \\\"b\\\" c\" "
                          "from <ann@example.edu> for bob@example.org carol@example.org";
    const struct fact *f = fact_of(FACT_CLIENT, line);

    eq_text(f->queue_id, ID);
    eq_text(f->client.name, "pc.example.edu");
    eq_text(f->client.ip, "10.20.4.17");
    cr_assert_eq(f->client.port, 5000);
    eq_text(f->login, "ann");
    eq_text(f->method, "plain_server");
    eq_text(fact_of(FACT_MESSAGE_ID, line)->message_id, "a@pc");
    f = fact_of(FACT_HEADER, line);
    eq_text(f->header_name, "Subject");
    eq_text(f->text, "a \\\"b\\\" c");
    f = fact_of(FACT_QUEUED, line);
    eq_text(f->sender, "ann@example.edu");
    cr_assert_eq(f->size, 1300);
    cr_assert_eq(f->nrcpt, 2);
}

Test(exim, arrival_of_other_kinds)
{
    const struct fact *f;

    f = fact_of(FACT_PICKUP, ID2 " <= www-data@example.edu U=www-data P=local S=500 id=x@y");
    eq_text(f->queue_id, ID2);
    eq_text(f->user, "www-data");
    f = fact_of(FACT_NOTICE, ID " <= <> R=1vwqhb-0017GB-AA U=Debian-exim P=local S=600");
    eq_text(f->queue_id, "1vwqhb-0017GB-AA");
    eq_text(f->next_queue_id, ID);
    eq_text(
        fact_of(FACT_QUEUED, ID " <= <> R=1vwqhb-0017GB-AA U=Debian-exim P=local S=600")->sender,
        "");
    f = fact_of(FACT_QUEUED, ID " <= \"a b\"@example.org H=[192.0.2.1] P=smtp S=1");
    eq_text(f->sender, "\"a b\"@example.org");
    cr_assert_eq(f->nrcpt, 0);
    eq_text(fact_of(FACT_CLIENT, ID " (= a@example.org H=(h) [192.0.2.1] P=smtp S=1")->client.ip,
            "192.0.2.1");
}

Test(exim, arrival_through_syslog)
{
    eq_text(
        fact_of(FACT_CLIENT, "2026-03-02 10:00:00 " ID " <= a@b.example H=h [192.0.2.1] P=smtp S=1")
            ->queue_id,
        ID);
    eq_text(fact_of(FACT_CLIENT, "2026-03-02 10:00:00.123 +0100 [77] " ID
                                 " <= a@b.example H=h [192.0.2.1] P=smtp S=1")
                ->queue_id,
            ID);
    cr_assert_eq(parse("[2/2] for a@b.example"), VERDICT_IGNORED);
}

Test(exim, what_a_sender_writes_is_no_field)
{
    static const char *const lines[] = {
        ID " <= a@b.example H=(x) [192.0.2.1] P=smtp S=1 id=m A=plain:bob@x",
        ID " <= a@b.example H=(x) [192.0.2.1] P=smtp S=1 id=m@x T=\"\\\" A=plain:bob\"",
        ID " <= \"A=plain:bob x\"@b.example H=(x) [192.0.2.1] P=smtp S=1 id=m@x",
        ID " <= a@b.example H=(A=plain:bob) [192.0.2.1] P=smtp S=1 id=m@x",
    };

    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        eq_text(fact_of(FACT_CLIENT, lines[i])->login, "");
        eq_text(fact_of(FACT_CLIENT, lines[i])->client.ip, "192.0.2.1");
    }
    cr_assert_eq(parse(ID " <= a@b.example"), VERDICT_MALFORMED);
    cr_assert_eq(parse(ID " <= a@b.example H=(x [192.0.2.1"), VERDICT_MALFORMED);
}

Test(exim, deliveries)
{
    const struct fact *f;

    f = fact_of(FACT_DELIVERY, ID
                " => bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.9]:25 "
                "X=TLS1.3:AES:256 CV=yes K C=\"250 2.0.0 Ok: queued as 0A27042417\" QT=1s DT=0s");
    eq_text(f->recipient, "bob@example.org");
    eq_text(f->relay.name, "mx.example.org");
    eq_text(f->relay.ip, "192.0.2.9");
    eq_text(f->next_queue_id, "0A27042417");
    cr_assert_eq(f->next, NEXT_QUEUED);
    cr_assert_eq(f->status, STATUS_SENT);
    cr_assert(!f->is_local);

    eq_text(fact_of(FACT_DELIVERY,
                    ID " -> b@example.org R=r T=t H=h [192.0.2.9] C=\"250 OK id=" ID2 "\"")
                ->next_queue_id,
            ID2);

    f = fact_of(FACT_DELIVERY, ID " => bob <bob@example.edu> R=local_user T=mail_spool");
    eq_text(f->recipient, "bob@example.edu");
    eq_text(f->orig_to, "");
    cr_assert(f->is_local);

    f = fact_of(FACT_DELIVERY, ID
                " => bob@example.org (x@example.edu) <office@example.edu> R=r T=t H=h [192.0.2.9]");
    eq_text(f->recipient, "bob@example.org");
    eq_text(f->orig_to, "office@example.edu");

    f = fact_of(FACT_DELIVERY, ID " => |/usr/bin/sort -u <bob@example.edu> R=r T=address_pipe");
    cr_assert(f->is_piped && f->is_local);
    eq_text(f->orig_to, "bob@example.edu");

    cr_assert_eq(
        fact_of(FACT_DELIVERY, ID " => :blackhole: <x@example.edu> R=system_aliases")->status,
        STATUS_DISCARDED);
    cr_assert_eq(fact_of(FACT_DELIVERY, ID " *> a@example.org R=r T=t")->status, STATUS_DISCARDED);
    cr_assert_eq(fact_of(FACT_DELIVERY, ID " >> a@example.org R=r T=t H=h [192.0.2.9]")->status,
                 STATUS_SENT);
}

Test(exim, failures)
{
    const struct fact *f;

    f = fact_of(FACT_DELIVERY, ID
                " ** bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.9]: SMTP "
                "error from remote mail server after RCPT TO:<bob@example.org>: 550 5.1.1 no such "
                "user");
    cr_assert_eq(f->status, STATUS_BOUNCED);
    cr_assert_eq(f->code, 550);
    eq_text(f->dsn, "5.1.1");
    f = fact_of(FACT_DELIVERY, ID " ** bob@example.edu: Unrouteable address");
    eq_text(f->recipient, "bob@example.edu");
    eq_text(f->text, "Unrouteable address");
    cr_assert_eq(f->status, STATUS_BOUNCED);
    cr_assert_eq(fact_of(FACT_DELIVERY, ID " ** a@example.org: retry timeout exceeded")->status,
                 STATUS_EXPIRED);
    f = fact_of(FACT_DELIVERY, ID
                " == bob@example.org R=dnslookup T=remote_smtp defer (-44) H=mx [192.0.2.9]: SMTP "
                "error from remote mail server after RCPT TO:<bob@example.org>: 451 4.7.1 later");
    cr_assert_eq(f->status, STATUS_DEFERRED);
    eq_text(f->recipient, "bob@example.org");
}

Test(exim, what_a_remote_server_says_ends_nothing)
{
    const struct fact *f =
        fact_of(FACT_DELIVERY,
                ID " ** bob@example.org R=r T=t H=mx [192.0.2.9]: SMTP error from remote mail "
                   "server after end of data: 550 retry timeout exceeded: H=x [10.0.0.1] C=\"1\"");

    cr_assert_eq(f->status, STATUS_BOUNCED);
    eq_text(f->relay.ip, "192.0.2.9");
    cr_assert_eq(f->code, 550);
    eq_text(f->next_queue_id, "");
}

Test(exim, ends)
{
    eq_text(fact_of(FACT_REMOVED, ID " Completed")->queue_id, ID);
    cr_assert(!fact_of(FACT_REMOVED, ID " Completed QT=2s")->is_by_hand);
    cr_assert(fact_of(FACT_REMOVED, ID " removed by root")->is_by_hand);
    cr_assert_eq(fact_of(FACT_DISPOSED, ID " frozen by root")->reaction, REACTION_HOLD);
    cr_assert_eq(fact_of(FACT_DISPOSED, ID " Message is frozen")->reaction, REACTION_HOLD);
    eq_text(fact_of(FACT_EXPIRED, ID " cancelled by timeout_frozen_after")->queue_id, ID);
    cr_assert_eq(parse(ID " unfrozen by root"), VERDICT_IGNORED);
}

Test(exim, words_between_the_fields)
{
    static const char *const flags[] = { "L ",   "L- ", "L. ",   "L.- ", "L* ",
                                         "L*- ", "K ",  "PRDR ", "ARC " };
    char line[300];

    for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
        (void)snprintf(line, sizeof(line),
                       ID " <= ann@example.edu DS H=(pc) [10.20.4.17]:5 Ci=7 P=esmtpsa %sA=p:ann "
                          "%sS=3 M8S=0 RT=0.1s id*=E1@mail",
                       flags[i], flags[i]);
        eq_text(fact_of(FACT_CLIENT, line)->login, "ann");
        cr_assert_eq(fact_of(FACT_QUEUED, line)->size, 3);
        eq_text(fact_of(FACT_MESSAGE_ID, line)->message_id, "E1@mail");
    }
}

Test(exim, blanks_in_logins)
{
    eq_text(fact_of(FACT_CLIENT, ID " <= a@b.example H=(pc) [10.20.4.17] P=esmtpa "
                                    "A=plain_server:first last K S=3")
                ->login,
            "first last");
    eq_text(fact_of(FACT_REJECT, "H=(pc) [10.20.4.17] F=<a@b.example> A=plain:first last "
                                 "temporarily rejected RCPT <c@d.example>: later")
                ->login,
            "first last");
}

/* Where Exim takes any HELO, a client can say what looks like an address and a login. */
Test(exim, hello_that_imitates_fields)
{
    const struct fact *f =
        fact_of(FACT_CLIENT, ID " <= a@b.example H=(x) [1.2.3.4] P=esmtpsa A=plain:ann) "
                                "[203.0.113.10] P=esmtp S=3 id=a) [9.9.9.9] A=plain:bob");

    eq_text(f->client.ip, "203.0.113.10");
    eq_text(f->login, "");
    f = fact_of(FACT_REJECT, "H=(x) [1.2.3.4] A=plain:ann) [203.0.113.10]:5 F=<\") [8.8.8.8] \"@b> "
                             "rejected RCPT <c@d.example>: relay not permitted");
    eq_text(f->client.ip, "203.0.113.10");
    eq_text(f->login, "");
    cr_assert_eq(f->reason, REJECT_RELAY);
}

Test(exim, recipients_are_counted_once)
{
    const char *line = ID " <= a@b.example U=ann P=local S=3 id=x@y T=\"a\" from <a@b.example> for "
                          "c@d.example \"q q\"@d.example C@D.example e@d.example";

    cr_assert_eq(fact_of(FACT_QUEUED, line)->nrcpt, 3);
    line = ID " <= a@b.example U=ann P=local S=3 for c@d.example e@d.exa<trunc>";
    cr_assert_eq(fact_of(FACT_QUEUED, line)->nrcpt, 0);
}

Test(exim, what_is_behind_a_failure)
{
    const struct fact *f =
        fact_of(FACT_DELIVERY, ID " ** a@b.example F=<c@d.example> P=<c@d.example>: retry timeout "
                                  "exceeded DT=0.000s");

    cr_assert_eq(f->status, STATUS_EXPIRED);
    eq_text(f->text, "retry timeout exceeded");
    f = fact_of(FACT_DELIVERY,
                ID " == a@b.example R=r T=t defer (-44) H=mx [192.0.2.9]:25* DT=0.1s: "
                   "SMTP error from remote mail server after RCPT TO:<a@b.example>: "
                   "450 4.2.0 Greylisted");
    cr_assert_eq(f->code, 450);
    eq_text(f->relay.ip, "192.0.2.9");
    f = fact_of(FACT_DELIVERY,
                ID " ** a@b.example R=r T=t H=mx [192.0.2.9] : SMTP error from remote "
                   "mail server after end of data: 550 5.7.1 no");
    cr_assert_eq(f->code, 550);
    f = fact_of(FACT_DELIVERY,
                ID " => a@b.example R=r T=t H=mx [192.0.2.9]:25* K L* C=\"250 2.0.0 Ok: "
                   "queued as 88C0FFEE01\" QT=1s");
    eq_text(f->next_queue_id, "88C0FFEE01");
}

Test(exim, recipients_without_their_quotes)
{
    const struct fact *f =
        fact_of(FACT_DELIVERY, ID " -> q q@b.example <\"q q\"@b.example> R=r T=t H=mx [192.0.2.9] "
                                  "C=\"250 Ok\"");

    eq_text(f->recipient, "q q@b.example");
    eq_text(f->relay.ip, "192.0.2.9");
    f = fact_of(FACT_DELIVERY, ID " == a@b.example routing defer (-52): retry time not reached");
    eq_text(f->recipient, "a@b.example");
    eq_text(f->text, "retry time not reached");
}

Test(exim, all_thrown_away)
{
    cr_assert_eq(
        fact_of(FACT_DISPOSED, ID " => blackhole (DATA ACL discarded recipients): away")->reaction,
        REACTION_DISCARD);
    eq_text(fact_of(FACT_DISPOSED,
                    "H=(pc) [10.20.4.17] F=<a@b.example> RCPT <c@d.example>: discarded "
                    "by RCPT ACL: away")
                ->recipient,
            "c@d.example");
}

Test(exim, further_refusals)
{
    const struct fact *f;

    f = fact_of(FACT_REJECT,
                ID " rejected from <a@b.example> H=(pc) [10.20.4.17]: message too big: "
                   "read=30070 max=20480");
    cr_assert_eq(f->reason, REJECT_SIZE);
    eq_text(f->queue_id, ID);
    eq_text(f->client.ip, "10.20.4.17");
    f = fact_of(FACT_REJECT,
                ID " rejected from <a@b.example> U=ann: message too big: read=3 max=2");
    cr_assert_eq(f->reason, REJECT_SIZE);
    f = fact_of(FACT_REJECT,
                ID " H=(pc) [10.20.4.17] c@d.example F=<a@b.example> rejected after DATA: "
                   "R=r T=t H=mx [192.0.2.9] C=\"550 no\"");
    eq_text(f->stage, "END-OF-MESSAGE");
    eq_text(f->client.ip, "10.20.4.17");
    f = fact_of(FACT_REJECT, ID " F=<a@b.example> rejected by non-SMTP ACL: no viruses");
    eq_text(f->sender, "a@b.example");
    f = fact_of(FACT_REJECT,
                "U=ann F=<a@b.example> rejected RCPT <c@d.example>: relay not permitted");
    cr_assert_eq(f->reason, REJECT_RELAY);
    f = fact_of(FACT_REJECT, "H=[203.0.113.66] rejected connection in \"connect\" ACL: relay not "
                             "permitted");
    eq_text(f->stage, "CONNECT");
    cr_assert_eq(f->reason, REJECT_CLIENT);
    f = fact_of(FACT_REJECT, "rejected MAIL from [203.0.113.9]:5: no HELO/EHLO given");
    eq_text(f->client.ip, "203.0.113.9");
    f = fact_of(FACT_REJECT, "unqualified sender rejected: <ann> H=(a.example) [203.0.113.9]");
    eq_text(f->stage, "MAIL");
    eq_text(f->sender, "ann");
    cr_assert_eq(parse("rejected \"QUUX\" from H=[203.0.113.9]"), VERDICT_IGNORED);
}

Test(exim, refusals)
{
    const struct fact *f;

    f = fact_of(FACT_REJECT,
                "H=(h) [192.0.2.7]:1234 F=<a@example.org> rejected RCPT <x@example.net>: relay not "
                "permitted");
    eq_text(f->client.ip, "192.0.2.7");
    eq_text(f->sender, "a@example.org");
    eq_text(f->recipient, "x@example.net");
    eq_text(f->stage, "RCPT");
    eq_text(f->text, "relay not permitted");
    cr_assert_eq(f->reason, REJECT_RELAY);
    cr_assert_eq(f->code, 550);

    f = fact_of(FACT_REJECT,
                "H=(h) [192.0.2.7] X=TLS1.3:A:256 CV=no A=plain_server:ann F=<b@example.edu> "
                "temporarily rejected RCPT <x@example.net>: wait");
    eq_text(f->login, "ann");
    cr_assert_eq(f->code, 450);
    cr_assert_eq(f->reason, REJECT_OTHER);

    f = fact_of(FACT_REJECT, ID " H=(h) [192.0.2.7] F=<a@example.org> rejected after DATA: spam");
    eq_text(f->stage, "END-OF-MESSAGE");
    eq_text(f->queue_id, ID);
    cr_assert_eq(f->reason, REJECT_CONTENT);

    f = fact_of(FACT_REJECT,
                "rejected MAIL FROM:<big@example.org> H=(m) [192.0.2.77]: message too big: "
                "size=200000000 max=2097152");
    eq_text(f->sender, "big@example.org");
    eq_text(f->client.ip, "192.0.2.77");
    cr_assert_eq(f->reason, REJECT_SIZE);

    f = fact_of(FACT_REJECT,
                "too many recipients: excess temporarily rejected: sender=<q@example.edu> "
                "H=pc26.example.edu [10.30.1.26]");
    eq_text(f->sender, "q@example.edu");
    eq_text(f->client.ip, "10.30.1.26");
    cr_assert_eq(f->reason, REJECT_RECIPIENTS);
}

Test(exim, failed_logins)
{
    const struct fact *f = fact_of(
        FACT_AUTH_FAILED, "plain authenticator failed for (client) [203.0.113.126]: 535 Incorrect "
                          "authentication data (set_id=ann)");

    eq_text(f->client.ip, "203.0.113.126");
    eq_text(f->login, "ann");
    eq_text(f->method, "plain");
    f = fact_of(FACT_AUTH_FAILED,
                "login authenticator failed for H=h (c) [203.0.113.1]:99: 535 no");
    eq_text(f->client.ip, "203.0.113.1");
    eq_text(f->login, "");
}

Test(exim, what_says_nothing_is_known_as_such)
{
    cr_assert_eq(parse("Start queue run: pid=11"), VERDICT_IGNORED);
    cr_assert_neq(said_facts.why, why_not_known);
    cr_assert_eq(parse("words that nobody knows"), VERDICT_IGNORED);
    cr_assert_eq(said_facts.why, why_not_known);
    cr_assert_eq(parse(ID " <="), VERDICT_IGNORED);
    cr_assert_eq(parse(""), VERDICT_IGNORED);
}
