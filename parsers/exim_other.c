/*
 * Failed logins, what happens to a message between arrival and end, and what says nothing:
 *
 *   plain authenticator failed for [H=](helo) [ip]: 535 Incorrect authentication data (set_id=x)
 *   ID From: Ann <a@b>          ID Subject: words       of an ACL's "logwrite = From: $rh_From:"
 *   ID removed by root          ID *** Frozen (why)          ID frozen by root
 *   ID cancelled by timeout_frozen_after        what was undecided is returned, without a "**"
 *
 * Blind to: connections as such; their counters are not logged.
 */
#include "parsers/exim.h"

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

/* A site's ACL wrote it, before the message's arrival: no line of Exim's own begins so. It stands
   there with the end of its line, as printed. */
static bool read_header(slice id, slice s, struct facts *out)
{
    static const slice names[] = { WORDS("From"), WORDS("Subject") };

    for (size_t i = 0; i < COUNT_OF(names); i++) {
        slice rest = s;
        struct fact *f;

        if (!take(&rest, names[i]) || !take(&rest, SLICE(": ")))
            continue;
        f = facts_add(out, FACT_HEADER);
        f->queue_id = id;
        f->header_name = names[i];
        f->text = slice_ends(rest, SLICE("\\n")) ? slice_head(rest, rest.n - 2) : rest;
        return true;
    }
    return false;
}

static enum verdict read_fate(slice id, slice s, struct facts *out)
{
    if (slice_starts(s, SLICE("cancelled by "))) {
        facts_add(out, FACT_EXPIRED)->queue_id = id;
        return VERDICT_PARSED;
    }
    if (slice_starts(s, SLICE("removed by ")) ||
        slice_starts(s, SLICE("Message removed because"))) {
        struct fact *f = facts_add(out, FACT_REMOVED);

        f->queue_id = id;
        f->is_by_hand = true;
        return VERDICT_PARSED;
    }
    if (slice_starts(s, SLICE("*** Frozen")) || slice_starts(s, SLICE("Frozen")) ||
        slice_starts(s, SLICE("frozen by ")) || slice_starts(s, SLICE("Message is frozen"))) {
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
    "ETRN ",
    "VRFY ",
    "ignoring AUTH=",
    "message abandoned",
    "ridiculously long ",
    "overlong message ",
    "timed out while reading",
    "incomplete transaction",
    "received signal",
    "temporarily refused ",
    "Unqualified ",
    "rewritten ",
    "TLS session: ",
    "socket bind() ",
    "DNS list lookup ",
    "DANE ",
    "lookup of host ",
    "failed to find host name",
    "Error or EOF on input",
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
    enum verdict verdict;

    if (exim_reject(id, s, out, &verdict))
        return verdict;
    if (take_until(&rest, SLICE(" authenticator failed for "), &method) &&
        slice_find(method, ' ') == method.n)
        return read_failed_login(method, rest, out);
    if (id.n)
        return read_header(id, s, out) ? VERDICT_PARSED : read_fate(id, s, out);
    return ignored(out, is_quiet(s) ? "says nothing of mail" : why_not_known);
}
