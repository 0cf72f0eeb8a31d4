/* OpenDKIM and OpenDMARC. */
#include "tests/units/said.h"

extern const struct mta mta_opendkim, mta_opendmarc;

static enum verdict dkim(const char *message)
{
    return said_by(&mta_opendkim, "opendkim", slice_str(message));
}

static enum verdict dmarc(const char *message)
{
    return said_by(&mta_opendmarc, "opendmarc", slice_str(message));
}

static const struct fact *fact_of(enum verdict v, const char *message)
{
    const struct fact *f = said_fact(v, FACT_FILTERED, message);

    cr_assert(said_facts.n == 1 && f->reaction == REACTION_INFO, "%s", message);
    return f;
}

Test(milters, signatures)
{
    static const char *const said[] = {
        "E88AEA88FEB: DKIM-Signature field added (s=mail, d=example.edu)",
        "749F4A88FFA: external host [198.51.100.7] attempted to send as example.edu",
        ("749F4A88FFA: s=x d=other.example a=rsa-sha256 SSL error:02000077:rsa routines::wrong "
         "signature length"),
        "749F4A88FFA: bad signature data",
        "4jZpmF6jxjz8Ypk: no signature data",
        "6AQ8Oh4D000142: key retrieval failed (s=x, d=y): 'x._domainkey.y' record not found",
        "C4AB6A88FB0: syntax error: tag without value at end of signature data",
    };

    for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
        const struct fact *f = fact_of(dkim(said[i]), said[i]);
        size_t n = f->queue_id.n;

        cr_assert(n && slice_eq(f->queue_id, slice_head(slice_str(said[i]), n)));
        eq_text(f->text, said[i] + n + 2);
        cr_assert(f->header_from.n == 0 && !f->is_from_open);
    }
}

Test(milters, header_from_of_opendkim)
{
    const char *unsigned_mail = "5A733A88FF5: no signing table match for 'a@one.example'";
    const char *unread = "1C01AA88FB0: can't parse From: header value ' a@\"; b: DKIM-Signature "
                         "field added'";

    eq_text(fact_of(dkim(unsigned_mail), unsigned_mail)->header_from, "a@one.example");
    cr_assert(fact_of(dkim(unread), unread)->is_from_open);
    said_to_be_malformed(dkim("5A733A88FF5: no signing table match for 'a@one.exa"), unread);
}

Test(milters, domains)
{
    static const char *const said[] = {
        "33F45A88D2B: SPF(mailfrom): example.edu fail",
        "33F45A88D2B: SPF(helo): pc.example.edu pass",
        "33F45A88D2B: example.edu none",
        "6AQ8Oh4D000142: example.edu pass",
    };

    for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
        eq_text(fact_of(dmarc(said[i]), said[i])->text, strchr(said[i], ' ') + 1);
    cr_assert(
        fact_of(dmarc("67EB7A88D2B: multi-valued From field detected"), "several")->is_from_open);
    cr_assert(fact_of(dmarc("773BDA887F4: unable to parse From header field"), "")->is_from_open);
    cr_assert(fact_of(dmarc("E4BF6A887D6: RFC5322 requirement error: missing From field; "
                            "accepting"),
                      "none")
                  ->lacks_from);
    said_to_be_malformed(dmarc("33F45A88D2B: SPF(mailfrom): exam"), "cut off");
}

Test(milters, other_lines)
{
    said_to_be_ignored(dkim("CCD52A887D6: [198.51.100.7] [198.51.100.7] not internal"), "",
                       "filter at work");
    said_to_be_ignored(dkim("CCD52A887D6: not authenticated"), "", "filter at work");
    said_to_be_ignored(dkim("CCD52A887D6: no signing domain match for 'one.example'"), "",
                       "filter at work");
    said_to_be_ignored(dkim("OpenDKIM Filter v2.11.0 starting (args: -f)"), "", "filter at work");
    said_to_be_ignored(dkim("CCD52A887D6: words never seen"), "", why_not_known);
    said_to_be_ignored(dmarc("ignoring connection from [127.0.0.1]"), "", "filter at work");
    said_to_be_ignored(dmarc("OpenDMARC Filter v1.4.2 starting (args: -f)"), "", "filter at work");
    said_to_be_ignored(dmarc("33F45A88D2B: words never seen"), "", why_not_known);
    said_to_be_ignored(dmarc("33F45A88D2B: a b none"), "", why_not_known);
}
