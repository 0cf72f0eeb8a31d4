/*
 * Who handed a message in:
 *
 *   from=<a>, size=1, class=0, nrcpts=1[, msgid=<b>][, bodytype=8BITMIME][, proto=ESMTPSA]
 *   [, daemon=MTA][, tls_verify=OK][, auth=PLAIN], relay=name [ip][ (may be forged)]
 *   from=ann, size=1, class=0, nrcpts=1, msgid=<b>, relay=ann@localhost
 *
 * It is printed when the headers have been read, before the message is accepted: what refuses it
 * after that comes in later lines. Without nrcpts it was not read at all: every recipient was
 * refused, the client left, or the size that it declared was too large. Without msgid it was
 * broken off, unless the site took Message-Id out of its configuration.
 *
 * After HELO the protocol is SMTP, though the session keeps its login.
 *
 * The sender is whatever the client said, but ends as an address ends; msgid is the client's as
 * well, so that what follows it is read from the right end, in its order.
 */
#include "parsers/sendmail.h"

struct received {
    slice sender, message_id, proto;
    struct peer relay;
    uint64_t size, nrcpt;
};

/* Behind the Message-ID; each at most once, the last first. */
static const slice behind[] = {
    WORDS(", auth="),  WORDS(", tls_verify="), WORDS(", daemon="),
    WORDS(", proto="), WORDS(", bodytype="),
};

static slice drop_field(slice *s, slice name)
{
    size_t comma = slice_rfind(*s, ',');
    slice field = slice_skip(*s, comma);

    if (!take(&field, name))
        return slice_of(NULL, 0);
    *s = slice_head(*s, comma);
    return field;
}

static bool take_counts(slice *s, struct received *r)
{
    uint64_t class;

    if (!take_number(s, &r->size) || !take(s, SLICE(", class=")))
        return false;
    (void)take(s, SLICE("-"));
    if (!take_number(s, &class))
        return false;
    if (take(s, SLICE(", pri=")) && !take_number(s, &class))
        return false; /* until 8.12 (unverified) */
    return take(s, SLICE(", nrcpts=")) && take_number(s, &r->nrcpt);
}

static bool read_received(slice s, struct received *r)
{
    if (!take_sendmail_address(&s, SLICE(", size="), &r->sender) || !take_counts(&s, r) ||
        !drop_relay(&s, &r->relay))
        return false;
    for (size_t i = 0; i < COUNT_OF(behind); i++) {
        slice field = drop_field(&s, behind[i]);

        if (slice_eq(behind[i], SLICE(", proto=")))
            r->proto = field;
    }
    if (take(&s, SLICE(", msgid=")))
        r->message_id = s;
    return true;
}

static struct fact *add(struct facts *out, enum fact_kind kind, slice id)
{
    struct fact *f = facts_add(out, kind);

    f->queue_id = id;
    return f;
}

/* "ann@localhost": the user who ran the program. */
static bool is_local(const struct peer *relay)
{
    return relay->ip.n == 0 && slice_find(relay->name, '@') < relay->name.n;
}

static bool has_login(slice proto)
{
    return slice_ends(proto, SLICE("MTPA")) || slice_ends(proto, SLICE("MTPSA"));
}

static void add_client(struct facts *out, slice id, const struct received *r)
{
    struct fact *f = add(out, FACT_CLIENT, id);

    f->client = r->relay;
    f->is_login_elsewhere = has_login(r->proto);
    f->may_have_login = slice_eq(r->proto, SLICE("SMTP"));
}

static void add_user(struct facts *out, slice id, const struct received *r)
{
    struct fact *f = add(out, FACT_PICKUP, id);

    f->user = slice_head(r->relay.name, slice_find(r->relay.name, '@'));
    f->sender = r->sender;
}

/* Never read: refused, given up, or its declared size was too large. */
static enum verdict add_unread(struct facts *out, slice id, const struct received *r)
{
    struct fact *f = add(out, FACT_CANCELED, id);

    f->client = r->relay;
    if (r->size == 0 || is_local(&r->relay))
        return VERDICT_PARSED;
    f = facts_add(out, FACT_OVERSIZE);
    f->client = r->relay;
    f->size = r->size;
    f->is_unsure = true;
    return VERDICT_PARSED;
}

enum verdict read_from(slice id, slice s, struct facts *out)
{
    struct received r = { 0 };
    struct fact *f;

    if (id.n == 0 || !read_received(s, &r))
        return malformed(out, "sender line cut off or not readable");
    if (r.nrcpt == 0)
        return add_unread(out, id, &r);
    if (is_local(&r.relay))
        add_user(out, id, &r);
    else
        add_client(out, id, &r);
    if (r.message_id.n)
        add(out, FACT_MESSAGE_ID, id)->message_id = r.message_id;
    f = add(out, FACT_QUEUED, id);
    f->sender = r.sender;
    f->size = r.size;
    f->nrcpt = small(r.nrcpt);
    f->is_unsure = true;
    f->is_torn = r.message_id.n == 0;
    return VERDICT_PARSED;
}
