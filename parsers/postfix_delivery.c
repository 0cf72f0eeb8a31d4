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
 * the reply begins at the first parenthesis.
 *
 * Blind to: the next id of a reply that was cut off.
 */
#include "parsers/postfix.h"

static bool take_recipient(slice *s, struct fact *f)
{
    if (!take_address(s, &f->recipient) || !take(s, SLICE(", ")))
        return false;
    if (!take(s, SLICE("orig_to=<")))
        return true;
    return take_address(s, &f->orig_to) && take(s, SLICE(", "));
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

enum verdict read_delivery(slice id, slice s, struct facts *out)
{
    struct fact *f = facts_add(out, FACT_DELIVERY);

    f->queue_id = id;
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
