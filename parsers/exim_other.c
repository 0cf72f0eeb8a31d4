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

static const slice quiet[] = {
    WORDS("Start queue run"),
    WORDS("End queue run"),
    WORDS("exim 4."),
    WORDS("no host name found"),
    WORDS("no IP address found"),
    WORDS("SMTP connection "),
    WORDS("TLS error"),
    WORDS("unexpected disconnection"),
    WORDS("SMTP command timeout"),
    WORDS("SMTP syntax error"),
    WORDS("SMTP protocol"),
    WORDS("SMTP data timeout"),
    WORDS("no MAIL in SMTP"),
    WORDS("pid "),
    WORDS("daemon "),
    WORDS("cwd="),
    WORDS("Connection from"),
    WORDS("connection from"),
    WORDS("IPv6 socket"),
    WORDS("ident connection"),
    WORDS("lost incoming"),
    WORDS("refused connection"),
    WORDS("listening for"),
    WORDS("DKIM: "),
    WORDS("could not "),
    WORDS("SMTP call from"),
    WORDS("Warning: "),
    WORDS("Failed to "),
    WORDS("Remote host closed"),
    WORDS("retry time "),
    WORDS("SIGTERM "),
    WORDS("login "),
    WORDS("ETRN "),
    WORDS("VRFY "),
    WORDS("ignoring AUTH="),
    WORDS("message abandoned"),
    WORDS("ridiculously long "),
    WORDS("overlong message "),
    WORDS("timed out while reading"),
    WORDS("incomplete transaction"),
    WORDS("received signal"),
    WORDS("temporarily refused "),
    WORDS("Unqualified "),
    WORDS("rewritten "),
    WORDS("TLS session: "),
    WORDS("socket bind() "),
    WORDS("DNS list lookup "),
    WORDS("DANE "),
    WORDS("lookup of host "),
    WORDS("failed to find host name"),
    WORDS("Error or EOF on input"),
};

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
    return ignored(out,
                   starts_any(s, quiet, COUNT_OF(quiet)) ? "says nothing of mail" : why_not_known);
}
