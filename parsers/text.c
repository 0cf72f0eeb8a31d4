/*
 * Numbers, addresses, clients. Addresses in <> have their local part quoted where it holds
 * anything but atoms (Postfix since 3.5), or each of its words (Exim and Sendmail print it as it
 * was given: a."b c"@d), so a '>' inside quotes does not end them.
 *
 * Blind to: addresses of older servers (or with info_log_address_format=internal) that hold
 * a '>' themselves; they end at the first one.
 */
#include "parsers/text.h"

enum { DIGITS_SURE = 19 }; /* that a number of 64 bits can hold, whatever they are */

bool take_number(slice *s, uint64_t *out)
{
    uint64_t value = 0;
    unsigned digit;
    size_t n = 0;

    for (; n < s->n && (digit = (unsigned char)s->p[n] - (unsigned)'0') <= 9; n++)
        if (n < DIGITS_SURE)
            value = value * 10 + digit;
        else
            value = value > (UINT64_MAX - digit) / 10 ? UINT64_MAX : value * 10 + digit;
    if (n == 0)
        return false;
    *out = value;
    *s = slice_skip(*s, n);
    return true;
}

bool starts_any(slice s, const slice *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (slice_starts(s, words[i]))
            return true;
    return false;
}

bool take_until(slice *s, slice end, slice *out)
{
    size_t at = slice_find_str(*s, end);

    if (at == s->n)
        return false;
    *out = slice_head(*s, at);
    *s = slice_skip(*s, at + end.n);
    return true;
}

slice take_reply_codes(slice s, struct fact *f)
{
    slice rest = s, dsn;
    uint64_t code;

    if (s.n <= 4 || !take_number(&rest, &code) || code < 200 || code > 599 ||
        (!take(&rest, SLICE(" ")) && !take(&rest, SLICE("-"))))
        return s;
    f->code = small(code);
    dsn = slice_head(rest, slice_find(rest, ' '));
    if (dsn.n < 5 || dsn.n > 9 || !is_digit(dsn.p[0]) || dsn.p[1] != '.')
        return rest;
    f->dsn = dsn;
    return slice_skip(rest, dsn.n + 1);
}

bool take_points(slice *s, int32_t *out)
{
    bool is_minus = take(s, SLICE("-"));
    int64_t part = 0, unit = 1000;
    uint64_t whole;

    if (!take_number(s, &whole) || whole > INT32_MAX / 1000 - 1)
        return false;
    if (take(s, SLICE(".")))
        for (; s->n && is_digit(s->p[0]); *s = slice_skip(*s, 1)) {
            unit /= 10;
            part += unit * (s->p[0] - '0');
        }
    *out = (int32_t)((int64_t)whole * 1000 + part) * (is_minus ? -1 : 1);
    return true;
}

/* Behind the quoted word that s begins with; 0: it is none, or has no end. */
static size_t quoted_word(slice s)
{
    if (s.n == 0 || s.p[0] != '"')
        return 0;
    for (size_t i = 1; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (s.p[i] == '"')
            return i + 1;
    }
    return 0;
}

static size_t bare_word(slice s)
{
    size_t n = 0;

    while (n < s.n && !strchr(" .\"<>@,;:()[]\\", s.p[n]))
        n++;
    return n;
}

size_t quoted_length(slice s)
{
    size_t at = 0, behind = 0;

    for (;;) {
        size_t n = quoted_word(slice_skip(s, at));

        behind = n ? at + n : behind;
        at += n ? n : bare_word(slice_skip(s, at));
        if (at >= s.n || s.p[at] != '.')
            return behind;
        at++;
    }
}

bool take_address(slice *s, slice *out)
{
    size_t end = slice_find(*s, '>');

    if (end < s->n && slice_find(slice_head(*s, end), '"') < end) {
        size_t from = quoted_length(*s);

        end = from + slice_find(slice_skip(*s, from), '>');
    }
    if (end >= s->n)
        return false;
    *out = slice_head(*s, end);
    *s = slice_skip(*s, end + 1);
    return true;
}

/* An address, not a socket's path and not "unknown". */
static slice address_of(slice ip)
{
    bool is_word = slice_find(ip, '/') < ip.n || slice_eq(ip, SLICE("unknown"));

    (void)take(&ip, SLICE("IPv6:"));
    return is_word ? slice_of(NULL, 0) : ip;
}

bool take_peer(slice *s, struct peer *out)
{
    slice rest = *s;
    size_t name = slice_find(rest, '[');
    size_t ip = slice_find(slice_skip(rest, name + 1), ']');
    uint64_t port = 0;
    slice digits;

    if (name >= rest.n || name + 1 + ip >= rest.n || slice_find(slice_head(rest, name), ' ') < name)
        return false;
    out->name = slice_head(rest, name);
    out->ip = address_of(slice_of(rest.p + name + 1, ip));
    rest = slice_skip(rest, name + ip + 2);
    digits = slice_skip(rest, 1);
    if (rest.n > 1 && rest.p[0] == ':' && take_number(&digits, &port) && port <= UINT16_MAX) {
        out->port = (uint16_t)port;
        rest = digits;
    }
    *s = rest;
    return true;
}

size_t find_last(slice s, slice needle)
{
    size_t n = s.n < needle.n ? 0 : s.n - needle.n + 1;

    while (n > 0) {
        const char *hit = memrchr(s.p, needle.p[0], n);

        if (!hit)
            break;
        n = (size_t)(hit - s.p);
        if (memcmp(hit, needle.p, needle.n) == 0)
            return n;
    }
    return s.n;
}
