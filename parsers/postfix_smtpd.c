/*
 * Sessions, as smtpd and postscreen log them:
 *
 *   connect from name[ip]
 *   disconnect from name[ip] ehlo=1 auth=0/1 mail=1 rcpt=0/1 commands=2/4    (counts: 3.0)
 *   warning: name[ip]: SASL LOGIN authentication failed: reason[, sasl_username=u]   (3.9)
 *   QID: client=name[ip][, sasl_method=PLAIN, sasl_username=u[, sasl_sender=s]]
 *   [, orig_queue_id=QID2][, orig_client=name[ip]]
 *
 * A host name has passed Postfix's own check, so the first bracket is the address's. Of a
 * login only the fields that may follow it, each in its place and form, are cut off.
 *
 * Blind to: the login in front of a before-queue filter (smtpd_proxy_filter), whose client=
 * line says NOQUEUE; rules that act on a message without an id yet (NOQUEUE: hold).
 */
#include "parsers/postfix.h"

/* The name in a client= line's XFORWARD part, when it is one to the end of the line. */
static bool read_forwarded(slice s, struct fact *f)
{
    slice id = { 0 };
    struct peer peer = { 0 };

    if (take(&s, SLICE(", orig_queue_id="))) {
        id = slice_head(s, slice_find(s, ','));
        s = slice_skip(s, id.n);
        if (id.n == 0 || slice_find(id, ' ') < id.n)
            return false;
    }
    if (take(&s, SLICE(", orig_client="))) {
        if (!take_peer(&s, &peer))
            return false;
    }
    if (s.n)
        return false;
    f->orig_queue_id = id;
    f->orig_client = peer.ip;
    return true;
}

static bool is_behind_login(slice s)
{
    return slice_starts(s, SLICE(", sasl_sender=")) || slice_starts(s, SLICE(", orig_"));
}

/* sasl_sender is xtext: it holds no blank. */
static bool read_behind_login(slice s, struct fact *f)
{
    if (take(&s, SLICE(", sasl_sender=")))
        s = slice_skip(s, slice_find_str(s, SLICE(", ")));
    return read_forwarded(s, f);
}

static void read_login(slice s, struct fact *f)
{
    for (size_t at = 0; at < s.n; at++) {
        at += slice_find(slice_skip(s, at), ',');
        if (!is_behind_login(slice_skip(s, at)) || !read_behind_login(slice_skip(s, at), f))
            continue;
        f->login = slice_head(s, at);
        return;
    }
    f->login = s;
}

static enum verdict read_client(slice id, slice s, struct facts *out)
{
    struct fact *f;

    if (id.n == 0)
        return ignored(out, "before-queue filter");
    f = facts_add(out, FACT_CLIENT);
    f->queue_id = id;
    if (!take_peer(&s, &f->client))
        return malformed(out, "client line cut off or not readable");
    if (take(&s, SLICE(", sasl_method="))) {
        f->method = slice_head(s, slice_find(s, ','));
        s = slice_skip(s, f->method.n);
    }
    if (take(&s, SLICE(", sasl_username="))) {
        read_login(s, f);
        return VERDICT_PARSED;
    }
    if (s.n && !read_behind_login(s, f))
        return malformed(out, "client line cut off or not readable");
    return VERDICT_PARSED;
}

static enum verdict read_disposed(slice id, enum reaction reaction, struct facts *out)
{
    struct fact *f;

    if (id.n == 0)
        return ignored(out, "other"); /* nothing to tie it to */
    f = facts_add(out, FACT_DISPOSED);
    f->queue_id = id;
    f->reaction = reaction;
    return VERDICT_PARSED;
}

enum verdict read_smtpd(slice id, slice s, struct facts *out)
{
    if (take(&s, SLICE("client=")))
        return read_client(id, s, out);
    if (take(&s, SLICE("reject: ")) || take(&s, SLICE("milter-reject: ")))
        return read_reject(id, s, REACTION_REJECT, out);
    if (take(&s, SLICE("reject_warning: ")))
        return read_reject(id, s, REACTION_WARN, out);
    if (slice_starts(s, SLICE("hold: ")) || slice_starts(s, SLICE("milter-hold: ")))
        return read_disposed(id, REACTION_HOLD, out);
    if (slice_starts(s, SLICE("discard: ")) || slice_starts(s, SLICE("milter-discard: ")))
        return read_disposed(id, REACTION_DISCARD, out);
    return read_other(s, out);
}

enum verdict read_postscreen(slice id, slice s, struct facts *out)
{
    if (take(&s, SLICE("reject: ")))
        return read_reject(id, s, REACTION_REJECT, out);
    return read_other(s, out);
}

static uint32_t small(uint64_t n)
{
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

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

static enum verdict read_disconnect(slice s, struct facts *out)
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

static enum verdict read_connect(slice s, struct facts *out)
{
    if (!take_peer(&s, &facts_add(out, FACT_CONNECT)->client))
        return malformed(out, "connect line cut off or not readable");
    return VERDICT_PARSED;
}

/* The name tried is the attacker's and the last of the line; the reason is the server's. */
static enum verdict read_warning(slice s, struct facts *out)
{
    struct peer client = { 0 };
    slice method, reason;
    struct fact *f;

    if (!take_peer(&s, &client) || !take(&s, SLICE(": SASL ")) ||
        !take_until(&s, SLICE(" authentication failed: "), &method))
        return ignored(out, "warning");
    f = facts_add(out, FACT_AUTH_FAILED);
    f->client = client;
    f->method = method;
    if (take_until(&s, SLICE(", sasl_username="), &reason) && !slice_eq(s, SLICE("(unavailable)")))
        f->login = s;
    return VERDICT_PARSED;
}

enum verdict read_session(slice s, struct facts *out)
{
    if (take(&s, SLICE("connect from ")))
        return read_connect(s, out);
    if (take(&s, SLICE("disconnect from ")))
        return read_disconnect(s, out);
    if (take(&s, SLICE("warning: ")))
        return read_warning(s, out);
    if (take(&s, SLICE("proxy-reject: ")))
        return read_reject(slice_of(NULL, 0), s, REACTION_REJECT, out);
    return read_other(s, out);
}
