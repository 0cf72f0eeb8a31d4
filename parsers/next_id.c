/*
 * What the next server said of a message that it took.
 *
 * "queued as ID" (Postfix and many filters), "OK id=ID" (Exim), "ID Message accepted for
 * delivery" (Sendmail), "forwarded as ID" (local of Postfix). The id stands near the reply's
 * end, because a filter repeats in front what its own server answered.
 *
 * Blind to: the next id of a reply that was cut off or that holds ">, relay=".
 */
#include "parsers/next_id.h"

#include "parsers/text.h"

enum { NEXT_MIN = 5, NEXT_MAX = 32 };

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

bool is_next_id(slice s)
{
    return s.n && id_at(s).n == s.n;
}

/* Postfix and many others; also within a filter's own reply. */
static slice id_behind(slice reply, slice words)
{
    size_t at = find_last(reply, words);

    return at < reply.n ? id_at(slice_skip(reply, at + words.n)) : slice_of(NULL, 0);
}

/* Sendmail: "2.0.0 62A9xYz1012345 Message accepted for delivery"; without the code as told by
   another Sendmail */
static slice id_before(slice reply, slice words)
{
    slice id;
    size_t from;

    if (!slice_ends(reply, words))
        return slice_of(NULL, 0);
    reply = slice_head(reply, reply.n - words.n);
    from = slice_rfind(reply, ' ');
    reply = from == reply.n ? reply : slice_skip(reply, from + 1);
    id = id_at(reply);
    return id.n == reply.n ? id : slice_of(NULL, 0);
}

/* Exim: "250 OK id=1wZx3y-0004dF-Kq"; its blank in front is looked at last, as blanks abound. */
static slice id_of_exim(slice reply)
{
    static const slice words = WORDS("OK id=");
    size_t at = find_last(reply, words);

    if (at == reply.n || (at > 0 && reply.p[at - 1] != ' '))
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

static slice words_of(slice reply)
{
    struct fact codes = { 0 };

    return take_reply_codes(reply, &codes);
}

/* "2 DISCARD, and 1 BOUNCE" */
static bool take_kept(slice *s, enum delivery_status *out)
{
    static const slice words[] = { WORDS("DISCARD(bounce.suppressed)"), WORDS("DISCARD"),
                                   WORDS("BOUNCE"), WORDS("REJECT") };
    uint64_t count;

    if (take_number(s, &count) && !take(s, SLICE(" ")))
        return false;
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!take(s, words[i]))
            continue;
        *out = i < 2 && *out != STATUS_BOUNCED ? STATUS_DISCARDED : STATUS_BOUNCED;
        return true;
    }
    return false;
}

static enum delivery_status kept_by(slice s)
{
    enum delivery_status kept = STATUS_SENT;

    do {
        if (!take_kept(&s, &kept))
            return STATUS_SENT;
    } while (take(&s, SLICE(", and ")));
    return s.n == 0 ? kept : STATUS_SENT;
}

/* amavis: "Ok, discarded, id=07940-01 - spam", "Ok, id=10526-02, BOUNCE", "Ok: queued as ID, but 2
   DISCARD" */
static enum delivery_status find_kept(slice reply)
{
    slice words = words_of(reply);
    size_t but = find_last(words, SLICE(", but "));

    if (slice_starts(words, SLICE("Ok, discarded")))
        return STATUS_DISCARDED;
    if (but < words.n)
        return kept_by(slice_skip(words, but + SLICE(", but ").n));
    if (!take(&words, SLICE("Ok, id=")))
        return STATUS_SENT;
    but = slice_find_str(words, SLICE(", "));
    return kept_by(slice_skip(words, but + 2));
}

void find_next_id(struct fact *f)
{
    slice reply = f->text;
    bool is_forwarded = take(&reply, SLICE("forwarded as "));

    f->kept = find_kept(reply);
    if (slice_starts(words_of(reply), SLICE("Ok, discarded")))
        return; /* what follows is others' words: names of files */
    f->next_queue_id = is_forwarded ? id_at(reply) : next_id(reply);
    if (f->next_queue_id.n && is_imitation(reply))
        f->next_queue_id = slice_of(NULL, 0);
    if (f->next_queue_id.n)
        f->next = is_forwarded ? NEXT_FORWARDED : NEXT_QUEUED;
}
