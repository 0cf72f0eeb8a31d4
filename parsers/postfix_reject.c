/*
 * Refused commands, as smtpd, postscreen and cleanup's milters log them:
 *
 *   [QID|NOQUEUE]: reject: RCPT from name[ip]: 554 5.7.1 <rcpt>: Relay access denied;
 *   from=<a> to=<b> proto=ESMTP helo=<c>[ sasl_method=PLAIN sasl_username=u[ sasl_sender=s]]
 *
 * The login stands there since 3.10; postscreen separates by ", "; cleanup leaves out the
 * code. Reply, addresses and above all HELO are the client's words, and HELO may hold
 * blanks and whole fields. So: addresses are believed only when the line can be cut in
 * one way alone, and a login only behind the very last '>' of a line short enough not
 * to have been cut off.
 *
 * Blind to: the addresses of lines that imitate fields; the login of long lines, and of
 * those that end in a '>' (sasl_sender=<>).
 */
#include "parsers/postfix.h"

/* Old syslog daemons cut at 1,024 bytes with the line's head. */
enum { LOGIN_LINE_MAX = 900 };

static bool is_tail(slice s)
{
    return slice_starts(s, SLICE("; from=<")) || slice_starts(s, SLICE("; to=<")) ||
           slice_starts(s, SLICE("; proto="));
}

/* Where the fields behind the reply may begin, searched from `at`; s.n: nowhere. */
static size_t find_tail(slice s, size_t at)
{
    for (; at < s.n; at++) {
        at += slice_find(slice_skip(s, at), ';');
        if (at < s.n && is_tail(slice_skip(s, at)))
            return at;
    }
    return s.n;
}

static void read_addresses(slice s, struct fact *f)
{
    if (take(&s, SLICE("from=<"))) {
        if (!take_address(&s, &f->sender))
            return;
        (void)take(&s, SLICE(","));
        (void)take(&s, SLICE(" "));
    }
    if (take(&s, SLICE("to=<")))
        (void)take_address(&s, &f->recipient);
}

static void read_login(slice s, struct fact *f)
{
    size_t closing = slice_rfind(s, '>');
    slice method;

    if (s.n > LOGIN_LINE_MAX || closing == s.n)
        return;
    s = slice_skip(s, closing + 1);
    if (!take(&s, SLICE(" sasl_method=")) || !take_until(&s, SLICE(" sasl_username="), &method))
        return;
    f->method = method;
    f->login = slice_head(s, slice_find_str(s, SLICE(" sasl_sender=")));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

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

static bool has(slice s, slice needle)
{
    return slice_find_str(s, needle) < s.n;
}

static bool is_greylisted(slice s)
{
    return has(s, SLICE("reylist")) || has(s, SLICE("REYLIST"));
}

static bool is_unknown_user(slice s, const struct fact *f)
{
    return slice_starts(s, SLICE("User unknown")) || slice_starts(s, SLICE("undeliverable")) ||
           slice_ends(f->dsn, SLICE(".1.1"));
}

static enum reject_reason reason_of_sender(slice s)
{
    if (slice_starts(s, SLICE("not owned by user")) || slice_starts(s, SLICE("not logged in")))
        return REJECT_SENDER_LOGIN;
    return is_greylisted(s) ? REJECT_GREYLISTED : REJECT_SENDER;
}

static enum reject_reason reason_of_recipient(slice s, const struct fact *f)
{
    if (is_greylisted(s))
        return REJECT_GREYLISTED;
    return is_unknown_user(s, f) ? REJECT_UNKNOWN_RECIPIENT : REJECT_OTHER;
}

static bool is_about_client(slice s)
{
    return has(s, SLICE("Client host rejected")) || has(s, SLICE("Helo command rejected")) ||
           has(s, SLICE(" blocked using ")) || slice_starts(s, SLICE("Protocol error")) ||
           slice_starts(s, SLICE("too many connections"));
}

static bool is_too_large(slice s, const struct fact *f)
{
    return has(s, SLICE("essage size exceeds")) || slice_ends(f->dsn, SLICE(".3.4"));
}

static bool is_too_many(slice s, const struct fact *f)
{
    return has(s, SLICE("oo many recipients")) || slice_eq(f->dsn, SLICE("4.5.3")) ||
           slice_eq(f->dsn, SLICE("5.5.3"));
}

static enum reject_reason reason_of(slice s, const struct fact *f)
{
    slice about;

    if (slice_starts(s, SLICE("<")))
        (void)take_until(&s, SLICE(">: "), &about);
    if (slice_starts(s, SLICE("Relay access denied")))
        return REJECT_RELAY;
    if (take(&s, SLICE("Recipient address rejected: ")))
        return reason_of_recipient(s, f);
    if (take(&s, SLICE("Sender address rejected: ")))
        return reason_of_sender(s);
    if (is_greylisted(s))
        return REJECT_GREYLISTED;
    if (is_about_client(s))
        return REJECT_CLIENT;
    if (is_too_large(s, f))
        return REJECT_SIZE;
    if (is_too_many(s, f))
        return REJECT_RECIPIENTS;
    return slice_eq(f->stage, SLICE("END-OF-MESSAGE")) ? REJECT_CONTENT : REJECT_OTHER;
}

static void read_reply(slice s, struct fact *f)
{
    size_t first = find_tail(s, 0);
    slice words;

    f->text = slice_head(s, first);
    words = read_codes(f->text, f);
    if (first < s.n) {
        if (find_tail(s, first + 1) == s.n)
            read_addresses(slice_skip(s, first + 2), f);
        read_login(s, f);
    }
    f->reason = reason_of(words, f);
}

static bool take_stage(slice *s, struct fact *f)
{
    return take_until(s, SLICE(" from "), &f->stage) && f->stage.n <= 32 &&
           take_peer(s, &f->client) && take(s, SLICE(": "));
}

enum verdict read_reject(slice id, slice s, enum reaction reaction, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_REJECT);
    bool is_proxys = take(&s, SLICE("END-OF-MESSAGE: ")); /* proxy-reject names no client */

    f->queue_id = id;
    f->reaction = reaction;
    if (is_proxys)
        f->stage = SLICE("END-OF-MESSAGE");
    else if (!take_stage(&s, f))
        return malformed(out, "reject line cut off or not readable");
    read_reply(s, f);
    return VERDICT_PARSED;
}
