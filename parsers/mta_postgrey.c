/*
 * postgrey, which Postfix asks whether to let a client wait:
 *
 *   postgrey: [QID: ]action=greylist, reason=new, client_name=mx.example.net,
 *   client_address=203.0.113.7[, sender=a@b], recipient=c@d
 *   postgrey: action=pass, reason=triplet found[, delay=6], client_name=..., ...
 *   postgrey: cleaning up old entries...
 *
 * Seen on 1.37. An empty sender is left out. Before 1.33: "delayed N seconds: client=..., from=...,
 * to=..." (unverified).
 *
 * Postfix tells of each try that was turned away in a line of its own ("Greylisted"), with reply
 * and reason: these count, and postgrey's would count them twice. Sender and recipient stand
 * unquoted and are the client's.
 */
#include "parsers/text.h"

enum { POSTGREY = 1 };

static unsigned claims(slice program)
{
    return slice_eq(program, SLICE("postgrey")) ? POSTGREY : 0;
}

/* "4A1B3C2D10: " in front, where the question was asked at the end of the message */
static void skip_queue_id(slice *s)
{
    slice rest = *s;
    size_t n = 0;

    while (n < s->n && ((s->p[n] >= '0' && s->p[n] <= '9') || (s->p[n] >= 'A' && s->p[n] <= 'Z') ||
                        (s->p[n] >= 'a' && s->p[n] <= 'z')))
        n++;
    rest = slice_skip(*s, n);
    if (n >= 5 && take(&rest, SLICE(": ")) && slice_starts(rest, SLICE("action=")))
        *s = rest;
}

static const slice of_itself[] = {
    WORDS("cleaning "),
    WORDS("rm /"),
    WORDS("Process Backgrounded"),
    WORDS("Binding to "),
    WORDS("Setting "),
    WORDS("Exiting!"),
    WORDS("HUP received"),
    WORDS("WARNING: "),
    WORDS("FATAL: "),
    WORDS("Server closing!"),
    WORDS("whitelisted: "),
    WORDS("Resolved "),
    WORDS("correcting date"),
    WORDS("ignoring garbage: "),
    WORDS("unrecognized request type: "),
    WORDS("Couldn't "),
    WORDS("Bad "),
    WORDS("Group Not Defined"),
    WORDS("User Not Defined"),
};

static bool is_of_itself(slice s)
{
    return starts_any(s, of_itself, COUNT_OF(of_itself)) ||
           has_shape(s, SLICE("dddd/dd/dd-dd:dd:dd ")); /* "postgrey (type ...) starting! pid(7)" */
}

static enum verdict read_action(slice s, struct facts *out)
{
    slice action;

    if (!take_field(&s, &action) || !slice_starts(s, SLICE("reason=")) ||
        slice_find_str(s, SLICE(", client_address=")) == s.n ||
        slice_find_str(s, SLICE(", recipient=")) == s.n)
        return malformed(out, "line of a try cut off or not readable");
    if (slice_eq(action, SLICE("greylist")))
        return ignored(out, "a try to wait, which the mail server tells of as well");
    if (slice_eq(action, SLICE("pass")))
        return ignored(out, "a try that was let pass");
    return ignored(out, why_not_known);
}

static enum verdict parse(unsigned program, const struct line *ln, struct facts *out)
{
    slice rest = ln->message;

    (void)program;
    skip_queue_id(&rest);
    if (take(&rest, SLICE("action=")))
        return read_action(rest, out);
    if (slice_starts(rest, SLICE("delayed ")))
        return ignored(out, "a try that was let pass");
    return ignored(out, is_of_itself(rest) ? "of the policy server itself" : why_not_known);
}

const struct mta mta_postgrey = {
    .name = "postgrey",
    .is_companion = true,
    .claims = claims,
    .parse = parse,
};
