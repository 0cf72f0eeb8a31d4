/*
 * Refused commands and what else ends in the same fields (postfix_tail):
 *
 *   [QID|NOQUEUE]: reject: RCPT from name[ip]: 554 5.7.1 <rcpt>: Relay access denied; from=<a> ...
 *   [QID|NOQUEUE]: reject_warning: ...                                  let pass all the same
 *   [QID|NOQUEUE]: milter-reject: RCPT from name[ip]: 550 5.7.1 words; from=<a> ...
 *   QID: milter-reject: END-OF-MESSAGE from name[ip]: 5.7.1 words; ...  cleanup: no code
 *   NOQUEUE: hold: RCPT from name[ip]: <a>: Sender address words; ...   also discard, milter-*
 *   proxy-reject: END-OF-MESSAGE: 550 5.7.1 words; ...                  no client
 *   proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as QID2; ...
 *   reject: connect from [ip]:port: all screening ports busy            postscreen
 *
 * All seen on 3.7.11 but the last. "not owned by user u" names the login: the reply is the
 * server's own there, when all in front of it is the sender that stands behind it again.
 */
#include "parsers/postfix.h"

enum { REPLY_MAX = 510 }; /* Postfix cuts there */

/* "554 " or "554-", then "5.7.1 "; what follows is returned. */
static slice read_codes(slice s, struct fact *f)
{
    size_t n = 0;

    if (s.n > 3 && is_digit(s.p[0]) && is_digit(s.p[1]) && is_digit(s.p[2]) &&
        (s.p[3] == ' ' || s.p[3] == '-')) {
        f->code = (uint32_t)((s.p[0] - '0') * 100 + (s.p[1] - '0') * 10 + (s.p[2] - '0'));
        s = slice_skip(s, 4);
    }
    while (n < s.n && (is_digit(s.p[n]) || s.p[n] == '.'))
        n++;
    if (n < 5 || n > 9 || n >= s.n || s.p[n] != ' ' || s.p[1] != '.')
        return s;
    f->dsn = slice_head(s, n);
    return slice_skip(s, n + 1);
}

/* Length of the address as a reply prints it, without the quotes, if s begins with it and
   ">: "; else 0. */
static size_t length_of_subject(slice s, slice address)
{
    size_t n = 1;

    for (size_t i = 0; i < address.n; i++) {
        if (address.p[i] == '"')
            continue;
        if (address.p[i] == '\\' && i + 1 < address.n)
            i++;
        if (n >= s.n || s.p[n++] != address.p[i])
            return 0;
    }
    return slice_starts(slice_skip(s, n), SLICE(">: ")) ? n + 3 : 0;
}

/* Without "<who>: " in front. An address may hold ">: " itself: where one of the two that are
   known stands there, the longer is what the reply is about. */
static slice words_of(slice s, const struct tail *t)
{
    size_t sender, recipient, end;

    if (!slice_starts(s, SLICE("<")))
        return s;
    sender = t->is_sure ? length_of_subject(s, t->sender) : 0;
    recipient = t->is_sure ? length_of_subject(s, t->recipient) : 0;
    if (sender || recipient)
        return slice_skip(s, sender > recipient ? sender : recipient);
    end = slice_find_str(s, SLICE(">: "));
    return end < s.n ? slice_skip(s, end + 3) : s;
}

/* A name of a user, not more of the reply. */
static bool is_name(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (strchr(" <>;:\"", s.p[i]))
            return false;
    return s.n > 0;
}

static void read_owner(slice s, slice words, const struct tail *t, struct fact *f)
{
    size_t about = length_of_subject(s, t->sender);

    if (!t->is_sure || f->login.n || f->text.n >= REPLY_MAX)
        return;
    if (about == 0 || words.p != s.p + about)
        return;
    if (take(&words, SLICE("Sender address rejected: not owned by user ")) && is_name(words))
        f->login = words;
}

static void read_reply(slice s, struct fact *f)
{
    struct tail t = find_tail(s);
    slice reply, words;

    f->text = slice_head(s, t.at);
    f->sender = t.sender;
    f->recipient = t.recipient;
    f->method = t.method;
    f->login = t.login;
    reply = read_codes(f->text, f);
    words = words_of(reply, &t);
    f->reason = reason_of(words, f);
    if (f->reason == REJECT_SENDER_LOGIN)
        read_owner(reply, words, &t, f);
}

static bool take_stage(slice *s, struct fact *f)
{
    return take_until(s, SLICE(" from "), &f->stage) && f->stage.n <= 32 &&
           take_peer(s, &f->client) && take(s, SLICE(": "));
}

static struct fact *read_answer(enum fact_kind kind, slice s, struct facts *out)
{
    struct fact *f = facts_add(out, kind);

    if (take(&s, SLICE("END-OF-MESSAGE: "))) /* of a filter: names no client */
        f->stage = SLICE("END-OF-MESSAGE");
    else if (!take_stage(&s, f))
        return NULL;
    read_reply(s, f);
    return f;
}

enum verdict read_reject(slice id, slice s, enum reaction reaction, struct facts *out)
{
    struct fact *f = read_answer(FACT_REJECT, s, out);

    if (!f)
        return malformed(out, "reject line cut off or not readable");
    f->queue_id = id;
    f->reaction = reaction;
    return VERDICT_PARSED;
}

enum verdict read_disposed(slice id, slice s, enum reaction reaction, struct facts *out)
{
    struct fact *f = read_answer(FACT_DISPOSED, s, out);

    if (!f)
        return malformed(out, "hold or discard line cut off or not readable");
    f->queue_id = id;
    f->reaction = reaction;
    f->reason = REJECT_OTHER;
    return VERDICT_PARSED;
}

enum verdict read_proxied(slice s, struct facts *out)
{
    struct fact *f = read_answer(FACT_PROXIED, s, out);

    if (!f)
        return malformed(out, "proxy line cut off or not readable");
    f->reason = REJECT_OTHER;
    find_next_id(f);
    return VERDICT_PARSED;
}
