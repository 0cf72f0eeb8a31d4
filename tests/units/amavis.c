/* amavis: what became of a message, and under which ids it came back. */
#include "tests/units/said.h"

#include "parsers/amavis.h"

extern const struct mta mta_amavis;

static enum verdict said(const char *message)
{
    return said_by(&mta_amavis, "amavis", slice_str(message));
}

static const struct fact *fact_of(enum fact_kind kind, const char *message)
{
    const struct fact *f = said_fact(said(message), kind, message);

    cr_assert((f->queue_id.n == 0) == (kind != FACT_FILTERED));
    return f;
}

static struct amavis_summary summary_of(const char *message)
{
    struct amavis_summary a;

    cr_assert(amavis_read_summary(slice_str(message), &a), "%s", message);
    return a;
}

static void is_ignored(const char *message)
{
    cr_assert(said(message) == VERDICT_IGNORED && said_facts.n == 0, "%s", message);
    cr_assert(said_facts.why[0] && said_facts.why != why_not_known, "%s", message);
}

Test(amavis, claims_its_program)
{
    cr_assert(mta_amavis.claims(SLICE("amavis")));
    cr_assert(mta_amavis.claims(SLICE("amavisd-new")));
    cr_assert_not(mta_amavis.claims(SLICE("amavisd-milter")));
    cr_assert_not(mta_amavis.claims(SLICE("postfix/amavis")));
}

Test(amavis, passed)
{
    const struct fact *f = fact_of(
        FACT_REINJECTED,
        "(02766-01) Passed CLEAN {RelayedInbound,RelayedOpenRelay}, [10.20.4.17]:45657 "
        "<alice@example.edu> -> <bob@example.edu>,<carol@example.edu>,<eve@example.net>, Queue-ID: "
        "6BDEFA883D6, Message-ID: <m98642@pc17.example.edu>, mail_id: RTksuDFLobM0, Hits: -0.9, "
        "size: 378, queued_as: E1699A885BC, 3427 ms");

    cr_assert(said_facts.n == 2);
    eq_text(f->orig_queue_id, "6BDEFA883D6");
    eq_text(f->next_queue_id, "E1699A885BC");
    eq_text(f->message_id, "<m98642@pc17.example.edu>");
    eq_text(f->sender, "alice@example.edu");
    cr_assert(f->next == NEXT_QUEUED);
    f = fact_of(FACT_REINJECTED,
                "(1-1) Passed CLEAN {RelayedOpenRelay}, [127.0.0.1] <a@b> -> <c@d>, Message-ID: "
                "<m@b>, mail_id: 4X, Hits: -0.9, size: 388, queued_as: 250 OK "
                "id=1wZx3y-0004dF-Kq, 3678 ms");
    eq_text(f->orig_queue_id, "");
    eq_text(f->next_queue_id, "1wZx3y-0004dF-Kq");
}

Test(amavis, split_in_two)
{
    const struct fact *f = fact_of(
        FACT_REINJECTED,
        "(02762-02) Passed SPAM {RelayedTaggedInbound,RelayedOpenRelay,Quarantined}, "
        "[10.20.4.17]:48659 <alice@example.edu> -> <bob@example.com>,<bob@example.edu>, "
        "quarantine: "
        "F/spam-FAQsTuPmtl77.gz, Queue-ID: 6DD92A88403, Message-ID: <m@pc17.example.edu>, mail_id: "
        "FAQsTuPmtl77, Hits: 999.695, size: 423, queued_as: D9EA2A88600/DE763A88601, 1933 ms");

    cr_assert(said_facts.n == 3);
    eq_text(f[0].next_queue_id, "D9EA2A88600");
    eq_text(f[1].next_queue_id, "DE763A88601");
    eq_text(f[1].orig_queue_id, "6DD92A88403");
}

static enum delivery_status blocked(const char *actions)
{
    static char line[300];

    (void)snprintf(line, sizeof(line),
                   "(1-2) Blocked SPAM {%s}, [10.20.4.17]:53213 <a@b> -> <c@d>, quarantine: q.gz, "
                   "Queue-ID: D023AA88679, Message-ID: <m@b>, mail_id: 9, Hits: 9, size: 4, 41 ms",
                   actions);
    return fact_of(FACT_BLOCKED, line)->status;
}

Test(amavis, blocked)
{
    cr_assert(blocked("DiscardedInbound,DiscardedOpenRelay,Quarantined") == STATUS_DISCARDED);
    cr_assert(blocked("NoBounceInbound,Quarantined") == STATUS_DISCARDED);
    cr_assert(blocked("BouncedOpenRelay,Quarantined") == STATUS_BOUNCED);
    cr_assert(blocked("RejectedInbound") == STATUS_BOUNCED);
}

Test(amavis, verdict)
{
    const struct fact *f = fact_of(
        FACT_FILTERED,
        "(1-2) Passed SPAM {RelayedTaggedInbound,Quarantined}, [203.0.113.7]:5 [203.0.113.7] "
        "<a@b> -> <c@d>, Queue-ID: D023AA88679, Message-ID: <m@b>, mail_id: 9, Hits: "
        "1002.401, size: 4, queued_as: 4A1B3C2D10, 41 ms");

    eq_text(f->queue_id, "D023AA88679");
    eq_text(f->message_id, "<m@b>");
    eq_text(f->sender, "a@b");
    eq_text(f->stage, "SPAM");
    cr_assert(f->is_spam && !f->is_virus && f->has_score && f->score == 1002401);
    cr_assert(f->reaction == REACTION_WARN);
    f = fact_of(FACT_FILTERED,
                "(1-2) Blocked INFECTED (Eicar-Test-Signature) {DiscardedInbound}, [203.0.113.7]:5 "
                "<a@b> -> <c@d>, Queue-ID: D023AA88679, Message-ID: <m@b>, mail_id: 9, Hits: -, "
                "size: 4, 41 ms");
    cr_assert(!f->is_spam && f->is_virus && !f->has_score);
    cr_assert(f->reaction == REACTION_DISCARD);
    f = fact_of(
        FACT_FILTERED,
        "(1-2) Blocked MTA-BLOCKED {TempFailedOutbound}, [10.20.4.17]:5 <a@b> -> <c@d>, "
        "Queue-ID: D023AA88679, Message-ID: <m@b>, mail_id: 9, Hits: 0.5..1.2, size: 4, 1 ms");
    cr_assert(said_facts.n == 1 && f->reaction == REACTION_OTHER && f->score == 1200);
    is_ignored("(1-2) Blocked SPAM {TempFailedOutbound}, [10.20.4.17]:5 <a@b> -> <c@d>, Hits: 1, "
               "size: 4, 1 ms");
}

Test(amavis, summary)
{
    struct amavis_summary a = summary_of(
        "Blocked INFECTED (Eicar-Test-Signature) {DiscardedOpenRelay,Quarantined}, "
        "[10.20.4.17]:38315 <alice@example.edu> -> <bob@example.com>,<c@d>, quarantine: "
        "c/virus-clbTdFgBFb7S, Queue-ID: DBF31A8867A, Message-ID: <m98690@pc17.example.edu>, "
        "mail_id: clbTdFgBFb7S, Hits: -, size: 440, 1111 ms");

    cr_assert(a.is_blocked && a.is_whole && a.nrcpt == 2 && a.size == 440);
    eq_text(a.category, "INFECTED");
    eq_text(a.actions, "DiscardedOpenRelay,Quarantined");
    eq_text(a.recipient, "bob@example.com");
    eq_text(a.hits, "-");
    a = summary_of("Passed CLEAN, LOCAL [192.0.2.1] [192.0.2.2] <a@b> -> <c@d>, Message-ID: <m@b>, "
                   "mail_id: x, Hits: 0.5..1.2, size: 7, queued_as: 4A1B3C2D10, 9 ms");
    eq_text(a.category, "CLEAN");
    eq_text(a.hits, "0.5..1.2");
    a = summary_of(
        "Passed CLEAN {RelayedOutbound}, ORIGINATING LOCAL [192.0.2.1]:5 ESMTPSA/ESMTP "
        "<a@b> -> <c@d>, (ESMTPSA://192.0.2.1), Queue-ID: 4A1B3C2D10, Message-ID: <m@b>, "
        "mail_id: x, b: Zm9vYmFyZ, Hits: 1, size: 7, queued_as: 4A1B3C2D11, Subject: "
        "\"x, mail_id: y, queued_as: 4A1B3C2D12\", From: a, helo=h, 9 ms");
    eq_text(a.queued_as, "4A1B3C2D11");
    cr_assert_not(a.is_whole);
    a = summary_of("Passed CLEAN {Relayed}, [192.0.2.1] <> -> <c@d>, Hits: -, size: 7, queued_as: "
                   "4A1B3C2D11, Tests: [A=1,B=0.1], dkim_sd=s:b.example, 9 ms");
    cr_assert(a.is_whole && a.sender.n == 0);
}

Test(amavis, words_that_imitate_fields)
{
    const struct fact *f =
        fact_of(FACT_REINJECTED,
                "(1-1) Passed CLEAN {RelayedInbound}, [203.0.113.7]:40761 [203.0.113.7] <\"x> -> "
                "<victim@example.edu>, Queue-ID: DEADBEEF04, Message-ID: <a@b>, mail_id: A, Hits: "
                "1\"@pass.example> -> <bob@example.edu>, Queue-ID: 3A7FFA88437, Message-ID: <m@b>, "
                "mail_id: T, Hits: 4.4, size: 784, queued_as: 544CFA883CD, 1251 ms");

    eq_text(f->orig_queue_id, "3A7FFA88437");
    f = fact_of(FACT_REINJECTED,
                "(1-1) Passed CLEAN {RelayedInbound}, [10.20.4.17]:57751 <a@b> -> <\"y>, Queue-ID: "
                "DEADBEEF05\"@example.edu>, Queue-ID: 3D1D4A8848D, Message-ID: <m@b>, mail_id: d, "
                "Hits: -0.9, size: 402, queued_as: 1E708A884F2, 2720 ms");
    eq_text(f->orig_queue_id, "3D1D4A8848D");
    f = fact_of(FACT_REINJECTED,
                "(1-1) Passed CLEAN {RelayedInbound}, [10.20.4.17]:44211 <a@b> -> <c@d>, Queue-ID: "
                "2018BA883B3, Message-ID: <x, mail_id: AAAAAAAAAAAA, Hits: 0, size: 1, queued_as: "
                "DEADBEEF01, 3 ms>, mail_id: H, Hits: 2.702, size: 427, queued_as: 8F3E4A884D2, "
                "1251 ms");
    eq_text(f->next_queue_id, "8F3E4A884D2");
    f = fact_of(FACT_REINJECTED,
                "(1-1) Passed CLEAN {RelayedInbound}, [10.20.4.17]:6 <a@b> -> <c@d>, Queue-ID: "
                "2369AA883A7, Message-ID: <\"x\\>, mail_id: A, Hits: 0, size: 1, queued_as: "
                "DEADBEEF02, 3 ms\"@evil.example>, mail_id: W, Hits: 2.702, size: 443, queued_as: "
                "CBF43A883B3, 1539 ms");
    eq_text(f->next_queue_id, "CBF43A883B3");
    f = fact_of(FACT_BLOCKED,
                "(13473-01) Blocked BANNED (application/octet-stream,.asc,x) {Relayed}, [1.2.3.4] "
                "<a@b> -> <c@d>, Queue-ID.exe) {DiscardedInbound,Quarantined}, [10.20.4.17]:37621 "
                "<alice@example.edu> -> <bob@example.edu>, quarantine: G/banned-GQL5hlTed9cm, "
                "Queue-ID: 3F678A88494, Message-ID: <m98800@pc17.example.edu>, mail_id: "
                "GQL5hlTed9cm, Hits: -, size: 658, 1482 ms");
    eq_text(f->orig_queue_id, "3F678A88494");
    eq_text(f->sender, "alice@example.edu");
}

Test(amavis, line_that_can_be_read_in_two_ways)
{
    const char *line = "(1-1) Blocked BANNED (x) {y}, [1.2.3.4] <\") {D}, [5.6.7.8] <a@b> -> "
                       "<\"@c> -> <d@e>, Hits: -, "
                       "size: 1, x\"@f>, Hits: -, size: 1, Subject: \"s\", 1 ms";

    said_to_be_malformed(said(line), line);
}

Test(amavis, long_line)
{
    is_ignored("(13473-02-3) Passed CLEAN {RelayedOpenRelay}, [10.20.4.17]:48643 <a@b> -> "
               "<somebody@example.com>,<somebody.else@department-of-long-names.exam...");
    is_ignored("(13473-02-3) ...ple.com>,<c@d>, Queue-ID: 1A738A88383, Message-ID: <m@b>, mail_id: "
               "I, Hits: -0.9, size: 369, queued_as: D1536A8876B, 1961 ms");
    said_to_be_malformed(said("(1-1) Passed CLEAN {RelayedOpenRelay}, [10.20.4.17] <a@b> -> <c"),
                         "cut off");
    said_to_be_malformed(said("(1-1) Passed "), "cut off");
}

Test(amavis, of_itself)
{
    is_ignored("starting. /usr/sbin/amavisd at mail.example.edu amavis-2.13.0 (20230106)");
    is_ignored("No ext program for   .lzo, tried: lzop -d");
    is_ignored("(07940-01) (!)connect to 127.0.0.1 failed");
    is_ignored("(07940-01) FWD from <a@b> -> <c@d>, 250 2.0.0 Ok: queued as 4A1B3C2D10");
    cr_assert(said("words of a new version") == VERDICT_IGNORED);
    cr_assert(said_facts.why == why_not_known);
}
