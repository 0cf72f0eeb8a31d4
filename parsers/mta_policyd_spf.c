/*
 * policyd-spf, in Python and in Perl, which Postfix asks whether a client may use a sender:
 *
 *   policyd-spf: : prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=...; ...
 *   policyd-spf: : 550 5.7.23 Message rejected due to: SPF fail - not authorized. ...
 *   policyd-spf: None / defer_if_permit ... / Skipping SPF check for ...
 *   postfix/policy-spf: Policy action=PREPEND Received-SPF: pass (pass.example: ...) ...
 *   postfix/policy-spf: Policy action=550 Please see http://...
 *   postfix/policy-spf: Policy action=DEFER_IF_PERMIT SPF-Result=...
 *
 * Seen on 3.0.4 (Python) and 2.011 (Perl). What it refuses Postfix refuses, in a line that
 * counts. It is asked of clients without a login: whose sender is forged tells nothing of own
 * accounts.
 */
#include "parsers/text.h"

enum { PYTHON = 1, PERL };

static unsigned claims(slice program)
{
    if (slice_eq(program, SLICE("policyd-spf")) || slice_eq(program, SLICE("pypolicyd-spf")))
        return PYTHON;
    return slice_eq(program, SLICE("postfix/policy-spf")) ||
                   slice_eq(program, SLICE("postfix/policyd-spf-perl"))
               ? PERL
               : 0;
}

static bool starts_nocase(slice s, slice words)
{
    return slice_eq_nocase(slice_head(s, words.n), words);
}

static bool is_reply(slice s)
{
    return (has_shape(s, SLICE("5dd ")) || has_shape(s, SLICE("4dd "))) && s.n > 4;
}

static enum verdict read_action(slice s, struct facts *out)
{
    if (starts_nocase(s, SLICE("prepend Received-SPF: ")) ||
        starts_nocase(s, SLICE("prepend Authentication-Results: ")))
        return ignored(out, "what a sender's domain says of a client");
    if (is_reply(s) || starts_nocase(s, SLICE("defer_if_permit ")) ||
        starts_nocase(s, SLICE("reject")) || starts_nocase(s, SLICE("action=")))
        return ignored(out, "a refusal, which the mail server tells of as well");
    if (starts_nocase(s, SLICE("dunno")) || starts_nocase(s, SLICE("none")))
        return ignored(out, "a client that was let pass");
    return ignored(out, why_not_known);
}

/* ": ", "4A1B3C2D10: " */
static void skip_queue_id(slice *s)
{
    size_t colon = slice_find_str(*s, SLICE(": "));

    if (colon < s->n && slice_find(*s, ' ') == colon + 1 && colon < 32)
        *s = slice_skip(*s, colon + 2);
}

static const slice of_itself[] = {
    WORDS("Starting"),
    WORDS("Skipping "),
    WORDS("Traceback"),
    WORDS("SPF "),
    WORDS("handler "),
    WORDS("Attribute: "),
    WORDS("warning: "),
    WORDS("fatal_exit: "),
    WORDS("Received-SPF: "),
    WORDS("Config: "),
    WORDS("ERROR: "),
    WORDS("Found the end of entry"),
    WORDS("Read line: "),
    WORDS("Cached data"),
    WORDS("_get_resultcodes"),
    WORDS("spfcheck: "),
    WORDS("Action: "),
    WORDS("Pass: "),
    WORDS("Mail From"),
    WORDS("HELO check"),
    WORDS("Normal exit"),
    WORDS("whitelist"),
    WORDS("Header field not prepended"),
    WORDS("WARNING: "),
    WORDS("Per user "),
    WORDS("result_only "),
};

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    slice rest = ln->message;

    if (program == PERL && take(&rest, SLICE("Policy action=")))
        return read_action(rest, out);
    if (starts_any(rest, of_itself, COUNT_OF(of_itself)))
        return ignored(out, "of the policy server itself");
    skip_queue_id(&rest);
    return program == PYTHON ? read_action(rest, out) : ignored(out, why_not_known);
}

const struct mta mta_policyd_spf = {
    .name = "policyd_spf",
    .is_companion = true,
    .claims = claims,
    .parse = parse,
};
