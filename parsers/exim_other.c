/*
 * Refusals, failed logins, and what happens to a message between arrival and end:
 *
 *   [ID ]H=host [ip] [X=...] [A=plain:login] F=<sender> [temporarily ]rejected RCPT <a@b>: why
 *   [ID ]H=host [ip] F=<sender> rejected after DATA: why
 *   rejected MAIL FROM:<sender> H=host [ip]: message too big: size=1 max=1
 *   too many recipients: excess temporarily rejected: sender=<a@b> H=host [ip]
 *   plain authenticator failed for [H=](helo) [ip]: 535 Incorrect authentication data (set_id=x)
 *   ID removed by root          ID *** Frozen (why)          ID frozen by root
 *
 * The words behind the last ": " are the site's own ACLs' to choose: only those of Exim's
 * own checks and of its default configuration tell the reason.
 *
 * Blind to: connections as such; their counters are not logged.
 */
#include "parsers/exim.h"

static bool has(slice s, const char *words)
{
    return slice_find_str(s, slice_str(words)) < s.n;
}

static const struct {
    const char *words;
    enum reject_reason reason;
} reasons[] = {
    { "elay not permitted", REJECT_RELAY },      { "essage too big", REJECT_SIZE },
    { "oo many recipients", REJECT_RECIPIENTS }, { "nrouteable address", REJECT_UNKNOWN_RECIPIENT },
    { "nknown user", REJECT_UNKNOWN_RECIPIENT }, { "reylist", REJECT_GREYLISTED },
    { "ender verify f", REJECT_SENDER },         { "cannot find your hostname", REJECT_CLIENT },
    { "is in an RBL", REJECT_CLIENT },           { "is listed at", REJECT_CLIENT },
};

static enum reject_reason reason_of(slice why, const struct fact *f)
{
    for (size_t i = 0; i < COUNT_OF(reasons); i++)
        if (has(why, reasons[i].words))
            return reasons[i].reason;
    return slice_eq(f->stage, SLICE("END-OF-MESSAGE")) ? REJECT_CONTENT : REJECT_OTHER;
}

static void take_login(struct fact *f, slice value)
{
    f->method = slice_head(value, slice_find(value, ':'));
    f->login = slice_skip(value, f->method.n + 1);
}

/* H=, X=, A= and F= in front of what was refused. */
static bool take_client(slice *s, struct fact *f)
{
    struct exim_field field;
    bool has_host = false;

    for (;;) {
        if (take(s, SLICE("H="))) {
            has_host = exim_take_host(s, &f->client);
            if (!has_host)
                return false;
            (void)take(s, SLICE(" "));
        } else if (take(s, SLICE("F=<"))) {
            if (!take_address(s, &f->sender) || !take(s, SLICE(" ")))
                return false;
        } else if (exim_take_field(s, &field)) {
            if (slice_eq(field.name, SLICE("A")))
                take_login(f, field.value);
        } else {
            return has_host;
        }
    }
}

static slice stage_of(slice *s)
{
    slice word = slice_head(*s, slice_find(*s, ' '));

    if (take(s, SLICE("after DATA")) || take(s, SLICE("during MIME ACL checks")))
        return SLICE("END-OF-MESSAGE");
    if (slice_eq(word, SLICE("RCPT")) || slice_eq(word, SLICE("MAIL")) ||
        slice_eq(word, SLICE("EHLO")) || slice_eq(word, SLICE("VRFY"))) {
        *s = slice_skip(*s, word.n + 1);
        return word;
    }
    return slice_of(NULL, 0);
}

/* Behind "rejected ": the stage, the recipient, and why. */
static void take_refusal(slice s, struct fact *f)
{
    slice why;

    f->stage = stage_of(&s);
    if (take(&s, SLICE("<")) && take_address(&s, &f->recipient) &&
        slice_eq(f->stage, SLICE("MAIL")))
        f->recipient = slice_of(NULL, 0);
    why = slice_skip(s, slice_find_str(s, SLICE(": ")));
    (void)take(&why, SLICE(": "));
    f->text = why.n ? why : s;
    f->reason = reason_of(f->text, f);
    f->reaction = REACTION_REJECT;
}

static enum verdict read_refused(slice id, slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_REJECT);
    bool is_temporary;

    f->queue_id = id;
    if (!take_client(&s, f))
        return ignored(out, "about a client");
    is_temporary = take(&s, SLICE("temporarily "));
    if (!take(&s, SLICE("rejected ")))
        return ignored(out, "about a client");
    f->code = is_temporary ? 450 : 550;
    take_refusal(s, f);
    return VERDICT_PARSED;
}

/* With the size told beforehand; the client stands behind. */
static enum verdict read_too_big(slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_REJECT);

    f->stage = SLICE("MAIL");
    f->code = 552;
    f->reason = REJECT_SIZE;
    f->reaction = REACTION_REJECT;
    if (!take_address(&s, &f->sender) || !take(&s, SLICE(" H=")) || !exim_take_host(&s, &f->client))
        return malformed(out, "refusal cut off or not readable");
    (void)take(&s, SLICE(": "));
    f->text = s;
    return VERDICT_PARSED;
}

static enum verdict read_too_many(slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_REJECT);
    slice words;

    f->stage = SLICE("RCPT");
    f->code = 452;
    f->reason = REJECT_RECIPIENTS;
    f->reaction = REACTION_REJECT;
    f->text = s;
    if (!take_until(&s, SLICE("sender=<"), &words) || !take_address(&s, &f->sender) ||
        !take(&s, SLICE(" H=")) || !exim_take_host(&s, &f->client))
        return malformed(out, "refusal cut off or not readable");
    return VERDICT_PARSED;
}

/* Behind " authenticator failed for ". set_id is the last of the line, and the client's words. */
static enum verdict read_failed_login(slice method, slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_AUTH_FAILED);
    size_t at;

    (void)take(&s, SLICE("H="));
    f->method = method;
    if (!exim_take_host(&s, &f->client))
        return malformed(out, "failed login cut off or not readable");
    (void)take(&s, SLICE(": "));
    f->text = s;
    at = find_last(s, SLICE(" (set_id="));
    if (at < s.n && slice_ends(s, SLICE(")"))) {
        f->login = slice_skip(s, at + 9);
        f->login = slice_head(f->login, f->login.n - 1);
    }
    return VERDICT_PARSED;
}

static enum verdict read_fate(slice id, slice s, struct facts *out)
{
    if (slice_starts(s, SLICE("removed by "))) {
        struct fact *f = facts_add(out, FACT_REMOVED);

        f->queue_id = id;
        f->is_by_hand = true;
        return VERDICT_PARSED;
    }
    if (slice_starts(s, SLICE("*** Frozen")) || slice_starts(s, SLICE("Frozen")) ||
        slice_starts(s, SLICE("frozen by "))) {
        struct fact *f = facts_add(out, FACT_DISPOSED);

        f->queue_id = id;
        f->reaction = REACTION_HOLD;
        return VERDICT_PARSED;
    }
    return ignored(out, "on the way of a message");
}

static const char *const quiet[] = {
    "Start queue run",
    "End queue run",
    "exim 4.",
    "no host name found",
    "no IP address found",
    "SMTP connection ",
    "TLS error",
    "unexpected disconnection",
    "SMTP command timeout",
    "SMTP syntax error",
    "SMTP protocol",
    "SMTP data timeout",
    "no MAIL in SMTP",
    "pid ",
    "daemon ",
    "cwd=",
    "Connection from",
    "connection from",
    "IPv6 socket",
    "ident connection",
    "lost incoming",
    "refused connection",
    "listening for",
    "DKIM: ",
    "could not ",
    "SMTP call from",
    "Warning: ",
    "Failed to ",
    "Remote host closed",
    "retry time ",
    "SIGTERM ",
    "login ",
};

static bool is_quiet(slice s)
{
    for (size_t i = 0; i < COUNT_OF(quiet); i++)
        if (slice_starts(s, slice_str(quiet[i])))
            return true;
    return false;
}

enum verdict exim_other(slice id, slice s, struct facts *out)
{
    slice rest = s, method;

    if (slice_starts(s, SLICE("H=")))
        return read_refused(id, s, out);
    if (take(&rest, SLICE("rejected MAIL FROM:<")))
        return read_too_big(rest, out);
    if (slice_starts(s, SLICE("too many recipients: ")))
        return read_too_many(s, out);
    if (take_until(&rest, SLICE(" authenticator failed for "), &method) &&
        slice_find(method, ' ') == method.n)
        return read_failed_login(method, rest, out);
    if (id.n)
        return read_fate(id, s, out);
    return ignored(out, is_quiet(s) ? "says nothing of mail" : why_not_known);
}
