/* spamd, postgrey and policyd-spf: what of theirs the mail server says itself. */
#include "tests/units/said.h"

extern const struct mta mta_spamassassin, mta_postgrey, mta_policyd_spf, mta_postfix;

static void ignores(const struct mta *mta, const char *program, const char *message,
                    const char *why)
{
    cr_assert(mta->claims(slice_str(program)), "%s", program);
    said_to_be_ignored(said_by(mta, program, slice_str(message)), message, why);
}

static const struct fact *result(const char *line)
{
    enum verdict v = said_by(&mta_spamassassin, "spamd", slice_str(line));

    return said_fact(v, FACT_FILTERED, line);
}

Test(filters, result_of_spamd)
{
    const struct fact *f =
        result("spamd: result: Y 999 - GTUBE,TO_MALFORMED scantime=0.1,size=410,user=bob,uid=103,"
               "required_score=5.0,rhost=localhost,raddr=127.0.0.1,rport=53220,mid=<m@b>,"
               "autolearn=no autolearn_force=no");

    eq_text(f->message_id, "<m@b>");
    eq_text(f->text, "GTUBE,TO_MALFORMED");
    cr_assert(f->is_spam && f->has_score && f->score == 999000 && f->score_limit == 5000);
    cr_assert(f->reaction == REACTION_WARN);
    f = result("result: .  0 - AWL scantime=1.6,size=3347,mid=<m@b>,autolearn=ham");
    cr_assert(!f->is_spam && !f->has_score);
    f = result(
        "spamd: result: . -1 - ALL_TRUSTED scantime=2,size=3,user=x,uid=1,required_score=5.0,"
        "rhost=a,raddr=b,rport=c,mid=<a?b_?mid=?v@x>,autolearn=no");
    eq_text(f->message_id, "<a?b_?mid=?v@x>");
    cr_assert(f->score == -1000 && f->reaction == REACTION_INFO);
    ignores(&mta_spamassassin, "spamd",
            "spamd: result: Y  5 - A scantime=0.1,size=319,required_score=5.0,mid=(unknown),x=y",
            "verdict on a message without an id");
    said_to_be_malformed(said_by(&mta_spamassassin, "spamd", SLICE("spamd: result: Y 5 - A scan")),
                         "cut off");
}

Test(filters, spamd)
{
    static const char itself[] = "of the filter itself";

    ignores(&mta_spamassassin, "spamd",
            "spamd: identified spam (999.7/5.0) for bob:103 in 0.1 seconds, 410 bytes.",
            "the same as its result");
    ignores(&mta_spamassassin, "spamd", "clean message (0.0/6.0) for root:98 in 1.6 seconds, 3 b",
            "the same as its result");
    ignores(&mta_spamassassin, "spamd", "spamd: processing message <m@b> aka <n@b> for bob:103",
            "a message that is looked at");
    ignores(&mta_spamassassin, "spamd", "spamd: server killed by SIGTERM, shutting down", itself);
    ignores(&mta_spamassassin, "spamd", "prefork: child states: BB", itself);
    ignores(&mta_spamassassin, "spamd", "logger: removing stderr method", itself);
    ignores(&mta_spamassassin, "spamc", "connect to spamd on ::1 failed, retrying (#1 of 3)",
            itself);
    ignores(&mta_spamassassin, "spamd", "spamd: Words of a new version", why_not_known);
    said_to_be_malformed(said_by(&mta_spamassassin, "spamd", SLICE("spamd: result: ")), "cut off");
}

Test(filters, postgrey)
{
    static const char passed[] = "a try that was let pass";

    ignores(&mta_postgrey, "postgrey",
            "action=greylist, reason=new, client_name=mx.pass.example, client_address=203.0.113.7, "
            "sender=ext@pass.example, recipient=bob@example.edu",
            "a try to wait, which the mail server tells of as well");
    ignores(&mta_postgrey, "postgrey",
            "4A1B3C2D10: action=pass, reason=triplet found, delay=6, client_name=mx.pass.example, "
            "client_address=203.0.113.7, sender=x, action=greylist, recipient=bob@example.edu",
            passed);
    ignores(&mta_postgrey, "postgrey",
            "action=pass, reason=client whitelist, client_name=a, client_address=2001:db8::1, "
            "recipient=bob@example.edu",
            passed);
    ignores(&mta_postgrey, "postgrey", "cleaning up old entries...", "of the policy server itself");
    ignores(&mta_postgrey, "postgrey",
            "2026/11/26-13:09:49 postgrey (type Net::Server::Multiplex) starting! pid(1372)",
            "of the policy server itself");
    ignores(&mta_postgrey, "postgrey", "words of a new version", why_not_known);
    said_to_be_malformed(said_by(&mta_postgrey, "postgrey", SLICE("action=greylist, reason=n")),
                         "cut off");
}

Test(filters, policyd_spf)
{
    static const char domain[] = "what a sender's domain says of a client";
    static const char refusal[] = "a refusal, which the mail server tells of as well";

    ignores(&mta_policyd_spf, "policyd-spf",
            ": prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=203.0.113.7; "
            "helo=mx.pass.example; envelope-from=ext@pass.example; receiver=example.edu ",
            domain);
    ignores(&mta_policyd_spf, "policyd-spf",
            ": 550 5.7.23 Message rejected due to: SPF fail - not authorized. Please see http://x",
            refusal);
    ignores(&mta_policyd_spf, "policyd-spf", "4A1B3C2D10: defer_if_permit Message deferred",
            refusal);
    ignores(&mta_policyd_spf, "postfix/policy-spf",
            "Policy action=PREPEND Received-SPF: pass (pass.example: 203.0.113.7 is authorized)",
            domain);
    ignores(&mta_policyd_spf, "postfix/policy-spf", "Policy action=550 Please see http://x",
            refusal);
    ignores(&mta_policyd_spf, "postfix/policy-spf",
            "Policy action=DEFER_IF_PERMIT SPF-Result=temp.example: 'SERVFAIL' error", refusal);
    ignores(&mta_policyd_spf, "policyd-spf", "ERROR: Could not match line \"x\"",
            "of the policy server itself");
    ignores(&mta_policyd_spf, "policyd-spf", "words of a new version", why_not_known);
    cr_assert_not(mta_policyd_spf.claims(SLICE("postfix/smtpd")));
}

Test(filters, perls_policy_server_is_not_postfix)
{
    for (size_t i = 0; mtas[i] != &mta_postfix; i++)
        if (mtas[i] == &mta_policyd_spf)
            return;
    cr_assert_fail("Postfix takes the lines of postfix/policy-spf");
}
