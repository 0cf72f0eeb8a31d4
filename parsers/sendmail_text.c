/*
 * Queue ids, addresses and clients.
 *
 * An id is eight letters and digits that tell the time, and the pid, six digits or more; until
 * 8.9 three letters and a pid of five. A client's name is its reverse DNS name, which has no
 * blank and no comma; the address behind it is the connection's. Addresses in brackets have
 * their local part quoted where it holds anything but atoms.
 */
#include "parsers/sendmail.h"

enum { ID_LEAST = 8, ID_MOST = 24, DIGITS_AT_END = 5 };

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_id(slice s)
{
    if (s.n < ID_LEAST || s.n > ID_MOST)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]) && (i + DIGITS_AT_END >= s.n || !is_letter(s.p[i])))
            return false;
    return true;
}

bool take_sendmail_id(slice *s, slice *id)
{
    size_t n = slice_find(slice_head(*s, ID_MOST + 1), ':');
    slice head = slice_head(*s, n), rest = slice_skip(*s, n);

    if (!is_id(head) || !take(&rest, SLICE(": ")))
        return false;
    *id = head;
    *s = rest;
    return true;
}

static slice address_within(slice s)
{
    (void)take(&s, SLICE("IPv6:"));
    return slice_head(s, slice_find(s, ']'));
}

struct peer sendmail_peer(slice s)
{
    size_t blank = slice_find(s, ' ');
    struct peer peer = { .name = slice_head(s, blank) };
    slice rest = slice_skip(s, blank + 1);

    if (take(&rest, SLICE("[")))
        peer.ip = address_within(rest);
    else if (slice_starts(s, SLICE("[")) && slice_ends(peer.name, SLICE("]")))
        peer.ip = address_within(slice_skip(s, 1));
    return peer;
}

bool take_sendmail_peer(slice *s, slice end, struct peer *out)
{
    slice words;

    if (!take_until(s, end, &words))
        return false;
    *out = sendmail_peer(words);
    return true;
}

bool take_sendmail_address(slice *s, slice end, slice *out)
{
    slice rest = *s, bare;
    size_t quoted;

    if (take(&rest, SLICE("<"))) {
        if (!take_address(&rest, out) || !take(&rest, end))
            return false;
        *s = rest;
        return true;
    }
    quoted = quoted_length(rest);
    bare = slice_skip(rest, quoted);
    if (!take_until(&bare, end, out))
        return false;
    *out = slice_head(*s, quoted + out->n);
    *s = bare;
    return true;
}

bool drop_relay(slice *s, struct peer *out)
{
    size_t at = find_last(*s, SLICE(", relay="));

    if (at == s->n)
        return false;
    *out = sendmail_peer(slice_skip(*s, at + SLICE(", relay=").n));
    *s = slice_head(*s, at);
    return true;
}
