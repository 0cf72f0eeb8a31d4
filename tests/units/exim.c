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
    eq_text(fact_of(FACT_CLIENT, "[1\\2] 2026-03-02 10:00:00.123 +0100 [77] " ID
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
    cr_assert_eq(parse(ID " Message is frozen"), VERDICT_IGNORED);
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
