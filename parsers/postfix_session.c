/*
 * Sessions, as smtpd and the TLS of all daemons log them:
 *
 *   connect from name[ip]
 *   disconnect from name[ip] ehlo=1 auth=0/1 mail=1 rcpt=0/1 commands=2/4    (counts: 3.0)
 *   [QID: ]lost connection after DATA (12 bytes) from name[ip]
 *   [QID: ]timeout after DATA from name[ip]       also "too many errors"; QID, NOQUEUE: 3.10
 *   SSL_accept error from name[ip]: lost connection
 *   improper command pipelining after EHLO from name[ip]: what it sent
 *   bare <LF> received after DATA from name[ip]   3.9 (unverified)
 *   Anonymous TLS connection established from name[ip][ to sni]: TLSv1.3 with cipher ...
 *   Untrusted TLS connection established to name[ip]:port: ...    also reused, 3.4 (unverified)
 *
 * All else seen on 3.7.11. What a client sent stands at the end.
 */
#include "parsers/postfix.h"

static bool take_counter(slice *s, struct counter *out)
{
    uint64_t good, all;

    if (!take_number(s, &good))
        return false;
    all = good;
    if (take(s, SLICE("/")) && !take_number(s, &all))
        return false;
    *out = (struct counter){ small(good), small(all) };
    return true;
}

static void count(struct fact *f, slice name, struct counter c)
{
    if (slice_eq(name, SLICE("auth"))) {
        f->auth = c;
    } else if (slice_eq(name, SLICE("mail"))) {
        f->mail = c;
    } else if (slice_eq(name, SLICE("rcpt"))) {
        f->rcpt = c;
    } else if (slice_eq(name, SLICE("data")) || slice_eq(name, SLICE("bdat"))) {
        f->message_data.good += c.good;
        f->message_data.all += c.all;
    } else if (slice_eq(name, SLICE("commands"))) {
        f->commands = c.all;
    }
}

enum verdict read_disconnect(slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_DISCONNECT);
    struct counter c;
    slice name;

    if (!take_peer(&s, &f->client))
        return malformed(out, "disconnect line cut off or not readable");
    while (take(&s, SLICE(" "))) {
        name = slice_head(s, slice_find(s, '='));
        if (name.n == s.n)
            return malformed(out, "disconnect line cut off or not readable");
        s = slice_skip(s, name.n + 1);
        if (take_counter(&s, &c))
            count(f, name, c);
        else
            s = slice_skip(s, slice_find(s, ' ')); /* notes=bare_lf */
    }
    return VERDICT_PARSED;
}

enum verdict read_connect(slice s, struct facts *out)
{
    if (!take_peer(&s, &facts_add(out, FACT_CONNECT)->client))
        return malformed(out, "connect line cut off or not readable");
    return VERDICT_PARSED;
}

/* "EHLO from name[ip]", or "DATA (12 bytes) from name[ip]" */
static bool take_stage(slice *s, struct fact *f)
{
    slice words;

    if (!take_until(s, SLICE(" from "), &words) || !take_peer(s, &f->client))
        return false;
    f->stage = slice_head(words, slice_find(words, ' '));
    return true;
}

/* Behind the end of a message the client knows no more than the log whether it was taken. */
static enum verdict read_ending(slice id, slice how, slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_LOST);

    f->text = how;
    if (!take_stage(&s, f))
        return malformed(out, "end of a session cut off or not readable");
    if (id.n && !slice_eq(f->stage, SLICE("END-OF-MESSAGE"))) {
        f->kind = FACT_CANCELED;
        f->queue_id = id;
    }
    return VERDICT_PARSED;
}

static enum verdict read_handshake(slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_LOST);

    f->text = SLICE("SSL_accept error");
    if (!take_peer(&s, &f->client))
        return malformed(out, "end of a session cut off or not readable");
    return VERDICT_PARSED;
}

static enum verdict read_misuse(slice how, slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_PROTOCOL_ERROR);

    f->text = how;
    if (!take_stage(&s, f))
        return malformed(out, "protocol error cut off or not readable");
    return VERDICT_PARSED;
}

/* "lost connection" off the front, and " after ". */
static bool take_how(slice *s, const slice *list, size_t n, slice *how)
{
    for (size_t i = 0; i < n; i++) {
        slice rest = *s;

        if (!take(&rest, list[i]) || !take(&rest, SLICE(" after ")))
            continue;
        *how = list[i];
        *s = rest;
        return true;
    }
    return false;
}

enum verdict read_lost(slice id, slice s, struct facts *out)
{
    static const slice endings[] = { WORDS("lost connection"), WORDS("timeout"),
                                     WORDS("too many errors") };
    static const slice misuses[] = { WORDS("improper command pipelining"),
                                     WORDS("bare <LF> received") };
    slice how;

    if (take_how(&s, endings, COUNT_OF(endings), &how))
        return read_ending(id, how, s, out);
    if (take(&s, SLICE("SSL_accept error from ")))
        return read_handshake(s, out);
    if (take_how(&s, misuses, COUNT_OF(misuses), &how))
        return read_misuse(how, s, out);
    return read_tls(s, out);
}

static bool take_trust(slice *s)
{
    return take(s, SLICE("Anonymous ")) || take(s, SLICE("Untrusted ")) ||
           take(s, SLICE("Trusted ")) || take(s, SLICE("Verified "));
}

enum verdict read_tls(slice s, struct facts *out)
{
    slice rest = s, sni;
    struct fact *f;
    bool is_ours;

    (void)take_trust(&rest);
    if (!take(&rest, SLICE("TLS connection ")) ||
        (!take(&rest, SLICE("established ")) && !take(&rest, SLICE("reused "))))
        return read_other(s, out);
    f = facts_add(out, FACT_TLS);
    is_ours = take(&rest, SLICE("to "));
    if ((!is_ours && !take(&rest, SLICE("from "))) ||
        !take_peer(&rest, is_ours ? &f->relay : &f->client) ||
        !take_until(&rest, SLICE(": "), &sni))
        return malformed(out, "TLS line cut off or not readable");
    f->text = rest;
    return VERDICT_PARSED;
}
