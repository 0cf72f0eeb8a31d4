/*
 * What a client does, apart from handing in mail:
 *
 *   AUTH=server, relay=name [ip], authid=ann, mech=PLAIN, bits=0
 *   AUTH failure (PLAIN): words[, user=ann], relay=name [ip]
 *   AUTH decode64 error [1 for "*"], relay=name [ip]
 *   connect from name [ip]                                       LogLevel 12
 *   name [ip] did not issue MAIL/EXPN/VRFY/ETRN during connection to MTA
 *   name [ip]: possible SMTP attack: command=AUTH, count=3
 *   name [ip]: probable open proxy: command=GET / HTTP/1.1\r\n
 *   lost input channel from name [ip] to MTA after rcpt
 *   timeout waiting for input from name [ip] during server cmd read
 *   rejecting commands from name [ip] [ip] due to pre-greeting traffic after 1 seconds
 *   rejecting server HELO from name [ip] due to traffic before response
 *   message size (2) exceeds maximum (1)                          with the id of a message
 *   collect: relay=name [ip], from=<a>, info=words, where=body[, status=tempfail]
 *   STARTTLS=server, relay=name [ip], version=TLSv1.3, verify=NO, cipher=a, bits=256/256
 *
 * The login's line is the only one that names it, once per session and without an id. The
 * login of a failure is what the client said; the relay stands at the right end.
 */
#include "parsers/sendmail.h"

static enum verdict read_login(slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_LOGIN);
    slice words;

    if (!take(&s, SLICE("relay=")) || !take_sendmail_peer(&s, SLICE(", authid="), &f->client))
        return malformed(out, "login line cut off or not readable");
    f->login = slice_head(s, find_last(s, SLICE(", mech=")));
    s = slice_skip(s, f->login.n);
    if (!take(&s, SLICE(", mech=")) || !take_until(&s, SLICE(", bits="), &words))
        return malformed(out, "login line cut off or not readable");
    f->method = words;
    return VERDICT_PARSED;
}

static enum verdict read_failure(slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_AUTH_FAILED);
    size_t user;

    if (!take_until(&s, SLICE("): "), &f->method) || !drop_relay(&s, &f->client))
        return malformed(out, "failed login cut off or not readable");
    user = slice_find_str(s, SLICE(", user="));
    f->text = slice_head(s, user);
    f->login = slice_skip(s, user + SLICE(", user=").n);
    return VERDICT_PARSED;
}

static enum verdict read_given_up(slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_AUTH_FAILED);

    if (!drop_relay(&s, &f->client))
        return malformed(out, "failed login cut off or not readable");
    f->text = s;
    f->is_untried = true;
    return VERDICT_PARSED;
}

static enum verdict read_tls(slice s, struct facts *out)
{
    struct fact *f;
    bool is_server = take(&s, SLICE("server, relay="));

    if (!is_server && !take(&s, SLICE("client, relay=")))
        return ignored(out, "TLS trouble or setup");
    f = facts_add(out, FACT_TLS);
    if (!take_sendmail_peer(&s, SLICE(", "), is_server ? &f->client : &f->relay))
        return malformed(out, "TLS line cut off or not readable");
    f->text = s;
    return VERDICT_PARSED;
}

static struct fact *add_client(struct facts *out, enum fact_kind kind, struct peer client)
{
    struct fact *f = facts_add(out, kind);

    f->client = client;
    return f;
}

/* Behind "from ": the client, and when it left. */
static enum verdict read_lost(slice s, slice before, slice between, struct facts *out)
{
    struct fact *f;
    struct peer client;
    slice skipped;

    if (!take_sendmail_peer(&s, before, &client) ||
        (between.n && !take_until(&s, between, &skipped)))
        return malformed(out, "broken session cut off or not readable");
    f = add_client(out, FACT_LOST, client);
    f->stage = s;
    f->text = between.n ? SLICE("lost input channel") : SLICE("timeout");
    return VERDICT_PARSED;
}

/* Who did not wait for an answer. */
static enum verdict read_early(slice stage, slice s, struct facts *out)
{
    struct peer client;
    struct fact *f;

    if (!take_sendmail_peer(&s, SLICE(" due to "), &client))
        return malformed(out, "early talker cut off or not readable");
    f = add_client(out, FACT_PROTOCOL_ERROR, client);
    f->stage = stage;
    f->text = s;
    return VERDICT_PARSED;
}

static enum verdict read_attack(struct peer client, slice s, struct facts *out)
{
    struct fact *f = add_client(out, FACT_PROTOCOL_ERROR, client);

    f->text = s;
    if (take(&s, SLICE("possible SMTP attack: command=")))
        f->stage = slice_head(s, slice_find(s, ','));
    else if (take(&s, SLICE("probable open proxy: command=")))
        f->stage = slice_head(s, slice_find(s, ' '));
    return VERDICT_PARSED;
}

/* "name [ip]" with its address, in front of the words that follow. */
static bool take_head(slice *s, struct peer *out)
{
    size_t end = slice_find(*s, ']');
    slice head = slice_head(*s, end + 1);

    if (end == s->n || slice_find(head, '[') == head.n)
        return false;
    *out = sendmail_peer(head);
    *s = slice_skip(*s, end + 1);
    (void)take(s, SLICE(" (may be forged)"));
    return out->ip.n > 0;
}

static enum verdict read_about_client(slice s, struct facts *out)
{
    struct peer client;

    if (!take_head(&s, &client))
        return VERDICT_FOREIGN;
    if (slice_starts(s, SLICE(" did not issue MAIL/EXPN/VRFY/ETRN "))) {
        (void)add_client(out, FACT_DISCONNECT, client);
        return VERDICT_PARSED;
    }
    if (!take(&s, SLICE(": ")))
        return VERDICT_FOREIGN;
    if (slice_starts(s, SLICE("possible SMTP attack: ")) ||
        slice_starts(s, SLICE("probable open proxy: ")) ||
        slice_starts(s, SLICE("Possible SMTP RCPT flood")))
        return read_attack(client, s, out);
    if (slice_starts(s, SLICE("VRFY ")) || slice_starts(s, SLICE("EXPN ")) ||
        slice_starts(s, SLICE("ETRN ")))
        return ignored(out, "VRFY, EXPN or ETRN");
    return VERDICT_FOREIGN;
}

static enum verdict read_size(slice s, slice id, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_OVERSIZE);

    if (!take_number(&s, &f->size) || id.n == 0)
        return malformed(out, "size line cut off or not readable");
    f->queue_id = id;
    return VERDICT_PARSED;
}

/* Without a status it was taken all the same. */
static enum verdict read_collect(slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_REJECT);
    size_t status = find_last(s, SLICE(", status="));

    if (status == s.n || !take(&s, SLICE("relay=")) ||
        !take_sendmail_peer(&s, SLICE(", from="), &f->client) ||
        !take_sendmail_address(&s, SLICE(", info="), &f->sender))
        return ignored(out, "message broken off, or odd");
    f->stage = SLICE("END-OF-MESSAGE");
    f->code = slice_ends(s, SLICE("=tempfail")) ? 421 : 550;
    f->text = slice_head(s, find_last(s, SLICE(", where=")));
    f->reason = REJECT_CONTENT;
    f->reaction = REACTION_REJECT;
    return VERDICT_PARSED;
}

enum verdict read_sendmail_session(slice id, slice s, struct facts *out)
{
    slice stage;

    if (take(&s, SLICE("AUTH=server, ")))
        return read_login(s, out);
    if (take(&s, SLICE("AUTH failure (")))
        return read_failure(s, out);
    if (take(&s, SLICE("AUTH decode64 error ")))
        return read_given_up(s, out);
    if (take(&s, SLICE("STARTTLS=")))
        return read_tls(s, out);
    if (take(&s, SLICE("message size (")))
        return read_size(s, id, out);
    if (take(&s, SLICE("lost input channel from ")))
        return read_lost(s, SLICE(" to "), SLICE(" after "), out);
    if (take(&s, SLICE("timeout waiting for input from ")))
        return read_lost(s, SLICE(" during "), SLICE(""), out);
    if (take(&s, SLICE("rejecting commands from ")))
        return read_early(SLICE("CONNECT"), s, out);
    if (take(&s, SLICE("rejecting server ")) && take_until(&s, SLICE(" from "), &stage))
        return read_early(stage, s, out);
    if (take(&s, SLICE("collect: ")))
        return read_collect(s, out);
    if (take(&s, SLICE("connect from "))) {
        (void)add_client(out, FACT_CONNECT, sendmail_peer(s));
        return VERDICT_PARSED;
    }
    return read_about_client(s, out);
}
