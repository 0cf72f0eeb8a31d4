/*
 * Delivery lines, of every agent and now and then of cleanup and qmgr (log_adhoc.c):
 *
 *   QID: to=<a>[, orig_to=<b>], relay=name[ip]:port[, conn_use=2], delay=1.2
 *   [, delays=0.1/0.2/0.3/0.6][, tls=may][, dsn=2.0.0], status=sent (reply)
 *   QID: passing <a> to transport=lmtp         3.6; that transport logs the delivery
 *   QID: info: header Subject: words[: text]   smtp_header_checks, of smtp and lmtp
 *
 * Seen from 2.0 (no dsn, no delays) to 3.12. The recipient and the reply are others' words:
 * the recipient ends as an address ends, everything after it is found in its order, and
 * the reply begins at the first parenthesis. The id of the next queue entry stands near
 * the reply's end, because a filter repeats in front what its own server answered.
 *
 * Blind to: the next id of a reply that was cut off or that holds ">, relay=".
 */
#include "parsers/postfix.h"

enum { NEXT_MIN = 5, NEXT_MAX = 32 };

static bool take_recipient(slice *s, struct fact *f)
{
    if (!take_address(s, &f->recipient) || !take(s, SLICE(", ")))
        return false;
    if (!take(s, SLICE("orig_to=<")))
        return true;
    return take_address(s, &f->orig_to) && take(s, SLICE(", "));
}

static bool take_field(slice *s, slice *field)
{
    size_t n = slice_find(*s, ',');

    if (n + 2 > s->n || s->p[n + 1] != ' ')
        return false;
    *field = slice_head(*s, n);
    *s = slice_skip(*s, n + 2);
    return true;
}

static bool take_relay(slice *s, struct fact *f)
{
    slice field;

    if (!take(s, SLICE("relay=")) || !take_field(s, &field))
        return false;
    if (!take_peer(&field, &f->relay))
        f->relay.name = field; /* none, local, virtual, the name of a pipe */
    return true;
}

/* "0.07", "3.6", "63495" seconds; -1 when it is none of these. */
static int64_t milliseconds(slice s)
{
    uint64_t whole, part = 0;
    unsigned scale = 100;

    if (!take_number(&s, &whole) || whole > INT32_MAX)
        return -1;
    if (take(&s, SLICE(".")))
        for (; s.n && s.p[0] >= '0' && s.p[0] <= '9'; s = slice_skip(s, 1), scale /= 10)
            part += scale * (unsigned)(s.p[0] - '0');
    return (int64_t)(whole * 1000 + part);
}

static bool take_measures(slice *s, struct fact *f)
{
    slice field;

    while (!take(s, SLICE("status="))) {
        if (!take_field(s, &field))
            return false;
        if (take(&field, SLICE("dsn=")))
            f->dsn = field;
        else if (take(&field, SLICE("delay=")))
            f->delay_ms = milliseconds(field);
    }
    return true;
}

static const struct {
    slice word;
    enum delivery_status status;
} statuses[] = {
    { WORDS("sent"), STATUS_SENT },
    { WORDS("deferred"), STATUS_DEFERRED },
    { WORDS("bounced"), STATUS_BOUNCED },
    { WORDS("expired"), STATUS_EXPIRED },
    { WORDS("SOFTBOUNCE"), STATUS_DEFERRED },
    { WORDS("deliverable"), STATUS_DELIVERABLE },
    { WORDS("undeliverable"), STATUS_UNDELIVERABLE },
    { WORDS("undeliverable-but-not-cached"), STATUS_UNDELIVERABLE },
    { WORDS("deliverable-but-not-cached"), STATUS_DELIVERABLE },
};

static bool take_status(slice *s, struct fact *f)
{
    slice word = slice_head(*s, slice_find(*s, ' '));

    *s = slice_skip(*s, word.n);
    if (!take(s, SLICE(" (")))
        return false;
    for (size_t i = 0; i < COUNT_OF(statuses); i++) {
        if (slice_eq(word, statuses[i].word)) {
            f->status = statuses[i].status;
            return true;
        }
    }
    return false;
}

static bool is_id_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
}

/* The id that s begins with; empty when it is too short or too long to be one. */
static slice id_at(slice s)
{
    size_t n = 0;

    while (n < s.n && is_id_byte(s.p[n]))
        n++;
    return n >= NEXT_MIN && n <= NEXT_MAX ? slice_head(s, n) : slice_of(NULL, 0);
}

/* Postfix and many others; also within a filter's own reply. */
static slice id_behind(slice reply, slice words)
{
    size_t at = find_last(reply, words);

    return at < reply.n ? id_at(slice_skip(reply, at + words.n)) : slice_of(NULL, 0);
}

/* Sendmail: "2.0.0 62A9xYz1012345 Message accepted for delivery" */
static slice id_before(slice reply, slice words)
{
    slice id;
    size_t from;

    if (!slice_ends(reply, words))
        return slice_of(NULL, 0);
    reply = slice_head(reply, reply.n - words.n);
    from = slice_rfind(reply, ' ');
    if (from == reply.n)
        return slice_of(NULL, 0);
    reply = slice_skip(reply, from + 1);
    id = id_at(reply);
    return id.n == reply.n ? id : slice_of(NULL, 0);
}

/* Exim: "250 OK id=1wZx3y-0004dF-Kq"; its blank in front is looked at last, as blanks abound. */
static slice id_of_exim(slice reply)
{
    static const slice words = WORDS("OK id=");
    size_t at = find_last(reply, words);

    if (at == reply.n || at == 0 || reply.p[at - 1] != ' ')
        return slice_of(NULL, 0);
    return id_at(slice_skip(reply, at + words.n));
}

static slice next_id(slice reply)
{
    slice id = id_behind(reply, SLICE("queued as "));

    if (id.n == 0)
        id = id_of_exim(reply);
    return id.n ? id : id_before(reply, SLICE(" Message accepted for delivery"));
}

static bool is_imitation(slice reply)
{
    slice rest = slice_skip(reply, slice_find_str(reply, SLICE(">, ")));

    return rest.n && (slice_find_str(rest, SLICE(">, relay=")) < rest.n ||
                      slice_find_str(rest, SLICE(">, orig_to=<")) < rest.n);
}

void find_next_id(struct fact *f)
{
    slice reply = f->text;
    bool is_forwarded = take(&reply, SLICE("forwarded as "));

    f->next_queue_id = is_forwarded ? id_at(reply) : next_id(reply);
    if (f->next_queue_id.n && is_imitation(reply))
        f->next_queue_id = slice_of(NULL, 0);
    if (f->next_queue_id.n)
        f->next = is_forwarded ? NEXT_FORWARDED : NEXT_QUEUED;
}

static enum verdict read_passed(slice id, slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_PASSED);

    f->queue_id = id;
    if (!take_address(&s, &f->recipient) || !take(&s, SLICE(" to transport=")))
        return malformed(out, "passing line cut off or not readable");
    f->text = s;
    return VERDICT_PARSED;
}

enum verdict read_agent(slice id, slice s, struct facts *out)
{
    if (take(&s, SLICE("passing <")))
        return read_passed(id, s, out);
    return read_outgoing_header(id, s, out);
}

enum verdict read_delivery(slice id, slice s, bool is_local, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_DELIVERY);

    f->queue_id = id;
    f->is_local = is_local;
    if (!take_recipient(&s, f) || !take_relay(&s, f) || !take_measures(&s, f) ||
        !take_status(&s, f))
        return malformed(out, "delivery line cut off or not readable");
    f->text = s;
    if (!slice_ends(s, SLICE(")")))
        return VERDICT_PARSED; /* cut off in the reply: the rest is known */
    f->text = slice_head(s, s.n - 1);
    if (f->status == STATUS_SENT)
        find_next_id(f);
    return VERDICT_PARSED;
}
