/*
 * OpenDKIM: whether a message was signed, or its signature is good.
 *
 *   opendkim[PID]: QUEUEID: DKIM-Signature field added (s=mail, d=example.edu)
 *   opendkim[PID]: QUEUEID: no signature data | bad signature data | s=x d=y a=z SSL error...
 *   opendkim[PID]: QUEUEID: external host [203.0.113.9] attempted to send as example.edu
 *   opendkim[PID]: QUEUEID: no signing table match for 'a@b'
 *
 * Seen on 2.11.0 (Debian 12) with SyslogSuccess and LogWhy, "no signing table match" with a
 * SigningTable: it names the header From. "DKIM verification successful" is in its words only
 * (unverified).
 * What it cannot read of a From stands in quotes at the end.
 *
 * Blind to: the header From of what it signs.
 */
#include "parsers/milter.h"

enum { OPENDKIM = 1 };

static unsigned claims(slice program)
{
    return slice_eq(program, SLICE("opendkim")) ? OPENDKIM : 0;
}

/* What they begin with. */
static const slice verdicts[] = {
    WORDS("DKIM-Signature field added ("),
    WORDS("ARC-Seal field added ("),
    WORDS("DKIM verification successful"),
    WORDS("no signature data"),
    WORDS("bad signature data"),
    WORDS("key retrieval failed"),
    WORDS("key revoked ("),
    WORDS("syntax error: "),
    WORDS("signature processing failed: "),
    WORDS("external host "),
    WORDS("RFC5322 header requirement error: "),
    WORDS("SSL "),
    WORDS("s="),
};

static const slice at_work[] = {
    WORDS("no signing domain match for "),
    WORDS("no signing subdomain match for "),
    WORDS("not authenticated"),
    WORDS("no MTA name match"),
    WORDS("no macros match"),
    WORDS("can't determine message sender; accepting"),
    WORDS("ignoring "),
    WORDS("domain '"),
    WORDS("skipping signing of mail to "),
    WORDS("BodyLengthDB matched "),
    WORDS("signature generation error: "),
    WORDS("error loading key "),
    WORDS("error reading signing table"),
    WORDS("signing table references unknown key "),
    WORDS("failed to "),
    WORDS("can't "),
    WORDS("dkim"),
    WORDS("smfi_"),
    WORDS("odkim."),
};

/* "'a@b'" */
static bool take_quoted(slice s, slice *out)
{
    if (s.n < 3 || s.p[0] != '\'' || s.p[s.n - 1] != '\'')
        return false;
    *out = slice_of(s.p + 1, s.n - 2);
    return true;
}

static enum verdict read_about(slice id, slice s, struct facts *out)
{
    slice rest = s, from;

    if (starts_any(s, verdicts, COUNT_OF(verdicts))) {
        (void)milter_says(id, s, out);
        return VERDICT_PARSED;
    }
    if (take(&rest, SLICE("no signing table match for "))) {
        if (!take_quoted(rest, &from))
            return malformed(out, "header From cut off");
        milter_says(id, s, out)->header_from = from;
        return VERDICT_PARSED;
    }
    if (slice_starts(s, SLICE("can't parse From: header value "))) {
        milter_says(id, s, out)->is_from_open = true;
        return VERDICT_PARSED;
    }
    if (slice_ends(s, SLICE(" not internal")) || starts_any(s, at_work, COUNT_OF(at_work)))
        return ignored(out, milter_at_work);
    return ignored(out, why_not_known);
}

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    (void)program;
    return milter_read(ln->message, read_about, out);
}

const struct mta mta_opendkim = {
    .name = "opendkim",
    .is_companion = true,
    .is_early = true,
    .claims = claims,
    .parse = parse,
};
