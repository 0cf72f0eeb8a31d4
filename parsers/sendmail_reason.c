/*
 * Why a command was refused, by the words of the server and of its usual rulesets, behind the
 * codes and "<who>... ". Sites may word their own rules as they like; those are REJECT_OTHER.
 */
#include "parsers/sendmail.h"

static const struct {
    slice words;
    enum reject_reason reason;
} reasons[] = {
    { WORDS("Relaying denied"), REJECT_RELAY },
    { WORDS("Relaying temporarily denied"), REJECT_RELAY },
    { WORDS("we do not relay"), REJECT_RELAY },
    { WORDS("User unknown"), REJECT_UNKNOWN_RECIPIENT },
    { WORDS("No such user"), REJECT_UNKNOWN_RECIPIENT },
    { WORDS("Too many recipients"), REJECT_RECIPIENTS },
    { WORDS("Domain of sender address"), REJECT_SENDER },
    { WORDS("Domain name required"), REJECT_SENDER },
    { WORDS("Sender address"), REJECT_SENDER },
    { WORDS("Rejected: "), REJECT_CLIENT },
    { WORDS("Connection rate limit"), REJECT_CLIENT },
    { WORDS("Too many open connections"), REJECT_CLIENT },
    { WORDS("Fix reverse DNS"), REJECT_CLIENT },
    { WORDS("Access denied"), REJECT_CLIENT },
    { WORDS("Message size exceeds"), REJECT_SIZE },
    { WORDS("Message exceeds maximum"), REJECT_SIZE },
};

static bool has(slice s, slice needle)
{
    return slice_find_str(s, needle) < s.n;
}

enum reject_reason sendmail_reason(slice words, const struct fact *f)
{
    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (slice_starts(words, reasons[i].words))
            return reasons[i].reason;
    if (has(words, SLICE("reylist")))
        return REJECT_GREYLISTED;
    if (has(words, SLICE(" listed at ")) || has(words, SLICE(" blocked using ")))
        return REJECT_CLIENT;
    if (slice_eq(f->stage, SLICE("RCPT")) && slice_ends(f->dsn, SLICE(".1.1")))
        return REJECT_UNKNOWN_RECIPIENT;
    if (slice_ends(f->dsn, SLICE(".3.4")) || slice_ends(f->dsn, SLICE(".2.3")))
        return REJECT_SIZE;
    return slice_eq(f->dsn, SLICE("4.5.3")) ? REJECT_RECIPIENTS : REJECT_OTHER;
}
