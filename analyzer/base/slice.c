/*
 * Searches that are too long to be inline. ASCII case folding only: host names and
 * the local parts of this world are ASCII, and a locale must never change a result.
 */
#include "analyzer/base/slice.h"

#include "analyzer/base/octets.h"

size_t slice_rfind(slice s, char c)
{
    const char *hit = s.n ? memrchr(s.p, c, s.n) : NULL;

    return hit ? (size_t)(hit - s.p) : s.n;
}

size_t slice_lead(slice s, char c)
{
    size_t n = 0;

    while (n < s.n && s.p[n] == c)
        n++;
    return n;
}

size_t slice_find_str(slice s, slice needle)
{
    const char *hit;

    if (needle.n == 0 || s.n < needle.n)
        return s.n;
    for (slice rest = s; rest.n >= needle.n; rest = slice_skip(rest, 1)) {
        hit = memchr(rest.p, needle.p[0], rest.n - needle.n + 1);
        if (!hit)
            return s.n;
        rest = slice_skip(rest, (size_t)(hit - rest.p));
        if (memcmp(rest.p, needle.p, needle.n) == 0)
            return (size_t)(rest.p - s.p);
    }
    return s.n;
}

bool slice_eq_nocase(slice a, slice b)
{
    size_t i = 0;

    if (a.n != b.n)
        return false;
    for (; i + OCTETS <= a.n; i += OCTETS)
        if (octets_lower(octets_at(a.p + i)) != octets_lower(octets_at(b.p + i)))
            return false;
    for (; i < a.n; i++)
        if (octets_lower((unsigned char)a.p[i]) != octets_lower((unsigned char)b.p[i]))
            return false;
    return true;
}

bool slice_ends_nocase(slice s, slice suffix)
{
    return s.n >= suffix.n && slice_eq_nocase(slice_skip(s, s.n - suffix.n), suffix);
}

int slice_cmp(slice a, slice b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;

    if (order)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

slice slice_trim(slice s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = slice_skip(s, 1);
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\r'))
        s.n--;
    return s;
}

bool slice_u64(slice s, uint64_t *out)
{
    uint64_t value = 0;

    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned digit = (unsigned)(unsigned char)s.p[i] - '0';

        if (digit > 9 || value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

slice slice_domain(slice address)
{
    return slice_skip(address, slice_rfind(address, '@') + 1);
}
