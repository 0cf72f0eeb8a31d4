/*
 * OpenDMARC: what the domain of the header From says of a message.
 *
 *   opendmarc[PID]: QUEUEID: SPF(mailfrom): example.edu fail
 *   opendmarc[PID]: QUEUEID: example.edu pass | fail | none | ...
 *   opendmarc[PID]: QUEUEID: multi-valued From field detected
 *   opendmarc[PID]: ignoring connection from [127.0.0.1]
 *
 * Seen on 1.4.2 (Debian 12). It names the domain of the header From, not the address: enough for
 * a reader, too little to say whose it is. Messages under a login are ignored by default.
 *
 * Blind to: its history file and reports.
 */
#include "parsers/milter.h"

enum { OPENDMARC = 1 };

static unsigned claims(slice program)
{
    return slice_eq(program, SLICE("opendmarc")) ? OPENDMARC : 0;
}

static const slice results[] = {
    WORDS("pass"),      WORDS("fail"),     WORDS("none"),    WORDS("bestguess"), WORDS("permerror"),
    WORDS("temperror"), WORDS("softfail"), WORDS("neutral"), WORDS("policy"),
};

/* "example.edu pass"; of a bounce the domain may be empty. */
static bool is_result(slice s)
{
    slice word = slice_skip(s, slice_rfind(s, ' ') + 1);

    for (size_t i = 0; i < COUNT_OF(results); i++)
        if (slice_eq(word, results[i]))
            return slice_find(s, ' ') + 1 + word.n == s.n;
    return false;
}

static const slice at_work[] = {
    WORDS("ignoring "),  WORDS("can't "), WORDS("RFC5322 "), WORDS("opendmarc_"),
    WORDS("unable to "), WORDS("ARC "),   WORDS("smfi_"),
};

static enum verdict read_about(slice id, slice s, struct facts *out)
{
    slice rest = s;

    if (is_result(s) ||
        ((take(&rest, SLICE("SPF(mailfrom): ")) || take(&rest, SLICE("SPF(helo): "))) &&
         is_result(rest))) {
        (void)milter_says(id, s, out);
        return VERDICT_PARSED;
    }
    if (slice_starts(s, SLICE("multi-valued From field detected")) ||
        slice_starts(s, SLICE("unable to parse From header field"))) {
        milter_says(id, s, out)->is_from_open = true;
        return VERDICT_PARSED;
    }
    if (slice_starts(s, SLICE("RFC5322 requirement error: missing From field"))) {
        milter_says(id, s, out)->lacks_from = true;
        return VERDICT_PARSED;
    }
    if (slice_starts(s, SLICE("SPF(")))
        return malformed(out, "verdict cut off or not readable");
    if (starts_any(s, at_work, COUNT_OF(at_work)))
        return ignored(out, milter_at_work);
    return ignored(out, why_not_known);
}

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    (void)program;
    return milter_read(ln->message, read_about, out);
}

const struct mta mta_opendmarc = {
    .name = "opendmarc",
    .is_companion = true,
    .is_early = true,
    .claims = claims,
    .parse = parse,
};
