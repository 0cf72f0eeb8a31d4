/*
 *   ID <= sender [R=ID2] [H=host [ip]] [U=user] P=esmtpsa [X=... CV=no] [A=plain:login] S=1000
 *      [id=a@b] [T="subject"] [from <sender> for a@b c@d]
 *
 * In this order, with words of one or few letters between them ("K", "L-", "PRDR"); Exim's own
 * Message-ID is id*=. What stands behind id= is the sender's to choose, so no login is taken from
 * there. U= of mail without H= is the local user. The list of recipients is there with
 * +received_recipients only, the subject with +subject.
 *
 * R= names the message that this one is about: a bounce, or what a vacation or an autoreply made.
 *
 * Blind to: recipients where they are not logged; then their number is not known.
 */
#include "parsers/exim.h"

struct arrival {
    struct peer client;
    slice about, user, login, method, message_id, subject;
    uint64_t size;
    uint32_t nrcpt;
    unsigned place; /* in that order, of the last field */
    bool has_client;
};

/* Behind "A=". Blanks may be in a login: it goes on to the next field. */
static void take_login(struct arrival *a, slice *s)
{
    size_t n = slice_find(*s, ' '), colon;
    slice value;

    while (n < s->n && !exim_begins_field(slice_skip(*s, n + 1)))
        n += 1 + slice_find(slice_skip(*s, n + 1), ' ');
    value = slice_head(*s, n);
    *s = slice_skip(*s, n + 1);
    colon = slice_find(value, ':');
    a->method = slice_head(value, colon);
    a->login = slice_skip(value, colon + 1);
    a->login = slice_head(a->login, slice_find(a->login, ':'));
}

enum { PLACE_OF_SIZE = 6 };

/* Each stands there once and in this order. Where one does not, a client's words (an ident, a
   certificate's name, a HELO with junk in it) imitate what follows them. */
static bool is_in_order(struct arrival *a, slice name)
{
    static const char order[] = "HUPXAS";
    const char *at = name.n == 1 ? memchr(order, name.p[0], PLACE_OF_SIZE) : NULL;
    unsigned place = at ? (unsigned)(at - order) + 1 : 0;

    if (place && place <= a->place)
        return false;
    a->place = place ? place : a->place;
    return true;
}

/* Behind the size only what the sender chose stands: not the rest of a client's fields. */
static bool is_sure(const struct arrival *a, slice rest)
{
    size_t again = slice_find_str(rest, SLICE(" P="));

    if (a->login.n && a->place != PLACE_OF_SIZE)
        return false;
    return slice_find_str(slice_skip(rest, again), SLICE(" S=")) + again >= rest.n;
}

static void take_value(struct arrival *a, const struct exim_field *f)
{
    slice digits = f->value;

    if (slice_eq(f->name, SLICE("S")))
        (void)take_number(&digits, &a->size);
    else if (slice_eq(f->name, SLICE("U")))
        a->user = f->value;
    else if (slice_eq(f->name, SLICE("R")))
        a->about = f->value;
}

static bool is_behind_id(slice s)
{
    return slice_starts(s, SLICE("T=\"")) || slice_starts(s, SLICE("from <")) ||
           slice_starts(s, SLICE("for "));
}

/* The sender's Message-ID may hold blanks: it ends where what can follow it begins. */
static void take_message_id(struct arrival *a, slice *s)
{
    size_t end = slice_find(*s, ' ');

    while (end < s->n && !is_behind_id(slice_skip(*s, end + 1)))
        end += 1 + slice_find(slice_skip(*s, end + 1), ' ');
    a->message_id = slice_head(*s, end);
    *s = slice_skip(*s, end + 1);
}

enum { ADDRESSES = 512 }; /* of which it is known whether they came before */

static bool is_new(slice *known, uint32_t n, slice address)
{
    for (uint32_t i = 0; i < n && i < ADDRESSES; i++)
        if (slice_eq_nocase(known[i], address))
            return false;
    if (n < ADDRESSES)
        known[n] = address;
    return true;
}

/* Each once: who is named twice gets it once. */
static uint32_t count_addresses(slice s)
{
    slice known[ADDRESSES];
    uint32_t n = 0;

    while (s.n) {
        size_t end = quoted_length(s);

        end += slice_find(slice_skip(s, end), ' ');
        n += end > 0 && is_new(known, n, slice_head(s, end));
        s = slice_skip(s, end + 1);
    }
    return n;
}

/* Of a list that was too long for the line the number is not known. */
static void take_recipients(struct arrival *a, slice s)
{
    if (!slice_ends(s, SLICE("<trunc>")))
        a->nrcpt = count_addresses(s);
}

static void take_rest(struct arrival *a, slice s)
{
    slice sender;
    struct exim_field f;

    if (slice_starts(s, SLICE("T=\"")) && exim_take_field(&s, &f))
        a->subject = f.value;
    if (take(&s, SLICE("from <")))
        (void)take_until(&s, SLICE("> "), &sender);
    if (take(&s, SLICE("for ")))
        take_recipients(a, s);
}

/* One of those in front of the Message-ID and the subject. False: it is not readable. */
static bool take_one(struct arrival *a, slice *s, bool *is_end)
{
    struct exim_field f;

    if (take(s, SLICE("H="))) {
        a->has_client = exim_take_host(s, &a->client);
        (void)take(s, SLICE(" "));
        return a->has_client && is_in_order(a, SLICE("H"));
    }
    if (take(s, SLICE("A="))) {
        take_login(a, s);
        return is_in_order(a, SLICE("A"));
    }
    *is_end = slice_starts(*s, SLICE("id=")) || slice_starts(*s, SLICE("id*=")) ||
              slice_starts(*s, SLICE("T=\"")) || !exim_take_field(s, &f);
    if (*is_end)
        return is_sure(a, *s);
    take_value(a, &f);
    return is_in_order(a, f.name);
}

static bool take_fields(struct arrival *a, slice s)
{
    bool is_end = false;

    while (!is_end) {
        exim_skip_flags(&s);
        if (!take_one(a, &s, &is_end))
            return false;
    }
    if (take(&s, SLICE("id=")) || take(&s, SLICE("id*=")))
        take_message_id(a, &s);
    take_rest(a, s);
    return true;
}

static void add_origin(const struct arrival *a, slice id, slice sender, struct facts *out)
{
    struct fact *f;

    if (a->about.n && !a->has_client) {
        f = facts_add(out, FACT_NOTICE);
        f->queue_id = a->about;
        f->next_queue_id = id;
        f->next = NEXT_NOTICE;
        f->is_unsure = true;
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
    f->is_as_addressed = a.nrcpt > 0;
    return VERDICT_PARSED;
}
