/*
 * smtpd's lines of a message, with its queue id or NOQUEUE in front of it:
 *
 *   QID: client=name[ip][, sasl_method=PLAIN, sasl_username=u[, sasl_sender=s]]
 *   [, orig_queue_id=QID2][, orig_client=name[ip]]
 *   NOQUEUE: client=...                            in front of a before-queue filter
 *   QID: lost connection after RCPT from name[ip]  the id since 3.10 (unverified)
 *   QID: reject: ... and its like                  postfix_reject
 *
 * A host name has passed Postfix's own check, so the first bracket is the address's. Of a
 * login only the fields that may follow it, each in its place and form, are cut off.
 *
 * Blind to: what a site's access rules did besides refusing, holding and discarding.
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
    struct fact *f = facts_add(out, FACT_CLIENT);

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

enum verdict read_smtpd(slice id, slice s, struct facts *out)
{
    if (take(&s, SLICE("client=")))
        return read_client(id, s, out);
    if (take(&s, SLICE("reject: ")) || take(&s, SLICE("milter-reject: ")))
        return read_reject(id, s, REACTION_REJECT, out);
    if (take(&s, SLICE("reject_warning: ")))
        return read_reject(id, s, REACTION_WARN, out);
    if (take(&s, SLICE("hold: ")) || take(&s, SLICE("milter-hold: ")))
        return read_disposed(id, s, REACTION_HOLD, out);
    if (take(&s, SLICE("discard: ")) || take(&s, SLICE("milter-discard: ")))
        return read_disposed(id, s, REACTION_DISCARD, out);
    return read_lost(id, s, out);
}

enum verdict read_session(slice s, struct facts *out)
{
    if (take(&s, SLICE("connect from ")))
        return read_connect(s, out);
    if (take(&s, SLICE("disconnect from ")))
        return read_disconnect(s, out);
    if (slice_starts(s, SLICE("warning: ")))
        return read_warning(s, out);
    if (take(&s, SLICE("proxy-reject: ")))
        return read_reject(slice_of(NULL, 0), s, REACTION_REJECT, out);
    if (take(&s, SLICE("proxy-accept: ")))
        return read_proxied(s, out);
    return read_lost(slice_of(NULL, 0), s, out);
}
