/*
 *   ID <= sender [R=ID2] [H=host [ip]] [U=user] P=esmtpsa [X=... CV=no] [A=plain:login] S=1000
 *      [id=a@b] [T="subject"] [from <sender> for a@b c@d]
 *
 * In this order; what stands behind id= is the sender's to choose, so no login is taken from
 * there. U= of mail without H= is the local user. The list of recipients is there with
 * +received_recipients only, the subject with +subject.
 *
 * R= names the message that this one is about: a bounce when the sender is empty, and what a
 * vacation or an autoreply made.
 *
 * Blind to: recipients where they are not logged; then their number is not known.
 */
#include "parsers/exim.h"

struct arrival {
    struct peer client;
    slice about, user, login, method, message_id, subject;
    uint64_t size;
    uint32_t nrcpt;
    bool has_client;
};

static void take_login(struct arrival *a, slice value)
{
    size_t colon = slice_find(value, ':');

    a->method = slice_head(value, colon);
    a->login = slice_skip(value, colon + 1);
    a->login = slice_head(a->login, slice_find(a->login, ':'));
}

static void take_value(struct arrival *a, const struct exim_field *f)
{
    slice digits = f->value;

    if (slice_eq(f->name, SLICE("A")))
        take_login(a, f->value);
    else if (slice_eq(f->name, SLICE("S")))
        (void)take_number(&digits, &a->size);
    else if (slice_eq(f->name, SLICE("U")))
        a->user = f->value;
    else if (slice_eq(f->name, SLICE("R")))
        a->about = f->value;
}

/* The sender's Message-ID may hold blanks: it ends where what can follow it begins. */
static void take_message_id(struct arrival *a, slice *s)
{
    size_t end = slice_find_str(*s, SLICE(" T=\""));

    if (end == s->n)
        end = slice_find_str(*s, SLICE(" from <"));
    if (end == s->n)
        end = slice_find_str(*s, SLICE(" for "));
    if (end == s->n)
        end = slice_find(*s, ' ');
    a->message_id = slice_head(*s, end);
    *s = slice_skip(*s, end + 1);
}

static uint32_t count_words(slice s)
{
    uint32_t n = 0;

    while (s.n) {
        size_t word = slice_find(s, ' ');

        n += word > 0;
        s = slice_skip(s, word + 1);
    }
    return n;
}

static void take_rest(struct arrival *a, slice s)
{
    struct exim_field f;
    size_t at;

    if (slice_starts(s, SLICE("T=\"")) && exim_take_field(&s, &f))
        a->subject = f.value;
    at = slice_starts(s, SLICE("for ")) ? 0 : find_last(s, SLICE("> for "));
    if (at < s.n || slice_starts(s, SLICE("for ")))
        a->nrcpt = count_words(slice_skip(s, at ? at + 6 : 4));
}

static bool take_fields(struct arrival *a, slice s)
{
    struct exim_field f;

    for (;;) {
        if (take(&s, SLICE("H="))) {
            a->has_client = exim_take_host(&s, &a->client);
            if (!a->has_client)
                return false;
            (void)take(&s, SLICE(" "));
        } else if (take(&s, SLICE("id="))) {
            take_message_id(a, &s);
            break;
        } else if (slice_starts(s, SLICE("T=\"")) || !exim_take_field(&s, &f)) {
            break;
        } else {
            take_value(a, &f);
        }
    }
    take_rest(a, s);
    return true;
}

static void add_origin(const struct arrival *a, slice id, slice sender, struct facts *out)
{
    struct fact *f;

    if (a->about.n && sender.n == 0) {
        f = facts_add(out, FACT_NOTICE);
        f->queue_id = a->about;
        f->next_queue_id = id;
        f->next = NEXT_NOTICE;
    }
    f = facts_add(out, a->has_client ? FACT_CLIENT : FACT_PICKUP);
    f->queue_id = id;
    f->client = a->client;
    f->login = a->login;
    f->method = a->method;
    f->user = a->has_client ? slice_of(NULL, 0) : a->user;
    f->sender = sender;
}

static void add_content(const struct arrival *a, slice id, struct facts *out)
{
    struct fact *f;

    if (a->message_id.n) {
        f = facts_add(out, FACT_MESSAGE_ID);
        f->queue_id = id;
        f->message_id = a->message_id;
    }
    if (a->subject.n) {
        f = facts_add(out, FACT_HEADER);
        f->queue_id = id;
        f->header_name = SLICE("Subject");
        f->text = a->subject;
    }
}

enum verdict exim_arrival(slice id, slice s, struct facts *out)
{
    struct arrival a = { 0 };
    slice sender;
    struct fact *f;

    if (!exim_take_address(&s, &sender) || !take_fields(&a, s))
        return malformed(out, "arrival line cut off or not readable");
    if (slice_eq(sender, SLICE("<>")))
        sender = slice_of(NULL, 0);
    if (!a.has_client && a.user.n == 0)
        return malformed(out, "arrival line without a client or a user");
    add_origin(&a, id, sender, out);
    add_content(&a, id, out);
    f = facts_add(out, FACT_QUEUED);
    f->queue_id = id;
    f->sender = sender;
    f->size = a.size;
    f->nrcpt = a.nrcpt;
    return VERDICT_PARSED;
}
