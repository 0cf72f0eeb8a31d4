/*
 * SpamAssassin's spamd, and spamc that asks it: what it makes of each message.
 *
 *   spamd: spamd: connection from localhost [127.0.0.1]:42552 to port 783, fd 5
 *   spamd: spamd: processing message <id@host>[ aka <id@host>] for bob:103
 *   spamd: spamd: identified spam (999.7/5.0) for bob:103 in 0.1 seconds, 410 bytes.
 *   spamd: spamd: clean message (-0.9/5.0) for bob:103 in 2.1 seconds, 354 bytes.
 *   spamd: spamd: result: Y 999 - GTUBE,TO_MALFORMED
 * scantime=0.1,size=410,user=bob,...,mid=<id>,... spamd: prefork: child states: II
 *
 * The Message-ID has '?' for what is not printable and '_' for blanks and commas. The score is
 * whole.
 *
 * Seen on 4.0.1. Before 3.1 the second "spamd: " is missing and "checking" stands for
 * "processing" (unverified). With a pipe or a milter in between it is asked once for each copy.
 *
 * It is a companion: what it did with the message is in the mail server's lines.
 */
#include "parsers/text.h"

enum { SPAMD = 1, SPAMC };

static unsigned claims(slice program)
{
    if (slice_eq(program, SLICE("spamd")))
        return SPAMD;
    return slice_eq(program, SLICE("spamc")) ? SPAMC : 0;
}

static const struct {
    slice words;
    const char *why;
} known[] = {
    { WORDS("processing message "), "a message that is looked at" },
    { WORDS("checking message "), "a message that is looked at" },
    { WORDS("skipped large message "), "a message too large to be looked at" },
    { WORDS("identified spam ("), "the same as its result" },
    { WORDS("clean message ("), "the same as its result" },
    { WORDS("got connection "), "of the filter itself" },
    { WORDS("connection from "), "of the filter itself" },
    { WORDS("unauthorized connection "), "of the filter itself" },
    { WORDS("server "), "of the filter itself" },
    { WORDS("child "), "of the filter itself" },
    { WORDS("handled cleanup of child "), "of the filter itself" },
    { WORDS("creat"), "of the filter itself" },
    { WORDS("failed to "), "of the filter itself" },
    { WORDS("setuid "), "of the filter itself" },
    { WORDS("still running as root"), "of the filter itself" },
    { WORDS("handle_user "), "of the filter itself" },
    { WORDS("using default config "), "of the filter itself" },
    { WORDS("bad protocol: "), "of the filter itself" },
    { WORDS("timeout: "), "of the filter itself" },
    { WORDS("Tell:"), "of the filter itself" },
    { WORDS("alarm "), "of the filter itself" },
    { WORDS("copy_config timeout"), "of the filter itself" },
};

/* "prefork: ", "config: ": one of its parts speaks. */
static bool is_of_a_part(slice s)
{
    size_t n = 0;

    while (n < s.n && ((s.p[n] >= 'a' && s.p[n] <= 'z') || s.p[n] == '_' || s.p[n] == '-'))
        n++;
    return n > 2 && slice_starts(slice_skip(s, n), SLICE(": "));
}

/* ",name=value": no value holds a comma or a blank. Empty: there is none. */
static slice value_of(slice fields, slice name)
{
    size_t at = find_last(fields, name);
    slice value = slice_skip(fields, at + name.n);

    return slice_head(value, slice_find(value, ','));
}

/* "Y 999 - A,B scantime=0.1,size=410,...,required_score=5.0,...,mid=<id>,..." */
static bool read_fields(slice s, struct fact *f)
{
    slice limit;

    f->is_spam = slice_starts(s, SLICE("Y "));
    if (!take(&s, SLICE("Y ")) && !take(&s, SLICE(". ")))
        return false;
    s = slice_skip(s, slice_lead(s, ' '));
    f->has_score = take_points(&s, &f->score);
    if (!f->has_score || !take(&s, SLICE(" - ")) || !take_until(&s, SLICE(" scantime="), &f->text))
        return false;
    f->message_id = value_of(s, SLICE(",mid="));
    limit = value_of(s, SLICE(",required_score="));
    f->has_score = take_points(&limit, &f->score_limit);
    return f->message_id.n > 0;
}

static enum verdict read_result(slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_FILTERED);

    if (!read_fields(s, f))
        return malformed(out, "result cut off or not readable");
    if (slice_eq(f->message_id, SLICE("(unknown)")))
        return ignored(out, "verdict on a message without an id");
    f->stage = f->is_spam ? SLICE("spam") : SLICE("ham");
    f->reaction = f->is_spam ? REACTION_WARN : REACTION_INFO;
    return VERDICT_PARSED;
}

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    slice rest = ln->message;

    if (program == SPAMC)
        return ignored(out, "of the filter itself");
    (void)take(&rest, SLICE("spamd: "));
    if (take(&rest, SLICE("result: ")))
        return read_result(rest, out);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (slice_starts(rest, known[i].words))
            return ignored(out, known[i].why);
    return ignored(out, is_of_a_part(rest) ? "of the filter itself" : why_not_known);
}

const struct mta mta_spamassassin = {
    .name = "spamassassin",
    .is_companion = true,
    .claims = claims,
    .parse = parse,
};
