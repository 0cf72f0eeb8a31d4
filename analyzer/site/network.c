/*
 * Addresses come with every client of a log and are taken apart here, as strictly as inet_pton()
 * does it: nothing that older servers let pass ("010.1.2.3", "10.1"). What is rare is left to it.
 */
#include "analyzer/site/network.h"

#include <arpa/inet.h>
#include <endian.h>

enum { V4_BITS = 96, ALL_BITS = 128, AROUND_V4 = V4_BITS + 24, AROUND_V6 = 48 };
enum { WIDE_V4 = V4_BITS + 16, WIDE_V6 = 32 };

static const uint8_t v4_prefix[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

/* One to three digits, no leading zero, at most 255; false leaves *text anywhere. */
static bool octet(slice *text, uint8_t *out)
{
    unsigned value = 0;
    size_t n = 0;

    while (n < text->n && n < 3 && text->p[n] >= '0' && text->p[n] <= '9')
        value = value * 10 + (unsigned)(text->p[n++] - '0');
    if (n == 0 || value > UINT8_MAX || (n > 1 && text->p[0] == '0'))
        return false;
    *out = (uint8_t)value;
    *text = slice_skip(*text, n);
    return true;
}

static bool parse_v4(slice text, struct address *out)
{
    uint8_t *at = out->bytes + sizeof(v4_prefix);

    memcpy(out->bytes, v4_prefix, sizeof(v4_prefix));
    for (int i = 0; i < 4; i++) {
        if (i && (text.n == 0 || text.p[0] != '.'))
            return false;
        text = slice_skip(text, i > 0);
        if (!octet(&text, at + i))
            return false;
    }
    return text.n == 0;
}

enum { GROUPS = 8, GROUP_DIGITS = 4, NO_GAP = GROUPS + 1 };

/* One to four digits; false leaves *text anywhere. */
static bool group(slice *text, uint8_t *out)
{
    unsigned value = 0;
    size_t n = 0;

    for (; n < text->n && n < GROUP_DIGITS; n++) {
        unsigned digit = (unsigned)(unsigned char)text->p[n] - '0';
        unsigned letter = ((unsigned)(unsigned char)text->p[n] | 0x20) - 'a';

        if (digit > 9 && letter > 5)
            break;
        value = value << 4 | (digit > 9 ? 10 + letter : digit);
    }
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)value;
    *text = slice_skip(*text, n);
    return n > 0;
}

/* Behind n groups, or none, "::" stands for those that are missing, one at least. */
static bool spread(uint8_t *bytes, size_t n, size_t gap)
{
    size_t behind = 2 * (n - gap);

    if (n >= GROUPS)
        return false;
    memmove(bytes + 2 * GROUPS - behind, bytes + 2 * gap, behind);
    memset(bytes + 2 * gap, 0, 2 * (GROUPS - n));
    return true;
}

static bool parse_v6(slice text, struct address *out)
{
    size_t n = 0, gap = NO_GAP;

    if (slice_starts(text, SLICE("::"))) {
        gap = 0;
        text = slice_skip(text, 2);
    }
    while (text.n) {
        if (n == GROUPS || !group(&text, out->bytes + 2 * n))
            return false;
        n++;
        if (text.n == 0)
            break;
        if (text.p[0] != ':' || text.n == 1)
            return false;
        text = slice_skip(text, 1);
        if (text.p[0] != ':')
            continue;
        if (gap != NO_GAP)
            return false;
        gap = n;
        text = slice_skip(text, 1);
    }
    return gap == NO_GAP ? n == GROUPS : spread(out->bytes, n, gap);
}

/* "::ffff:192.0.2.1" */
static bool parse_mixed(slice text, struct address *out)
{
    char buf[INET6_ADDRSTRLEN];

    if (text.n >= sizeof(buf) || memchr(text.p, '\0', text.n))
        return false;
    memcpy(buf, text.p, text.n);
    buf[text.n] = '\0';
    return inet_pton(AF_INET6, buf, out->bytes) == 1;
}

bool address_parse(slice text, struct address *out)
{
    if (slice_find(text, ':') == text.n)
        return parse_v4(text, out);
    return slice_find(text, '.') < text.n ? parse_mixed(text, out) : parse_v6(text, out);
}

bool address_is_v4(const struct address *a)
{
    return memcmp(a->bytes, v4_prefix, sizeof(v4_prefix)) == 0;
}

bool address_is_loopback(const struct address *a)
{
    static const struct address one = { { [15] = 1 } };

    if (address_is_v4(a))
        return a->bytes[12] == 127;
    return memcmp(a, &one, sizeof(one)) == 0;
}

/* The first bits of eight bytes; the others 0. */
static void mask_half(uint8_t *bytes, unsigned bits)
{
    uint64_t mask = bits == 0 ? 0 : bits >= 64 ? UINT64_MAX : UINT64_MAX << (64 - bits), half;

    memcpy(&half, bytes, sizeof(half));
    half &= htobe64(mask);
    memcpy(bytes, &half, sizeof(half));
}

static struct address masked(const struct address *a, unsigned bits)
{
    struct address m = *a;

    mask_half(m.bytes, bits);
    mask_half(m.bytes + 8, bits > 64 ? bits - 64 : 0);
    return m;
}

static bool refuse(const char **why, const char *literal)
{
    *why = literal;
    return false;
}

static bool prefix_parse(slice text, uint64_t *bits)
{
    return slice_u64(text, bits) && (text.n == 1 || text.p[0] != '0');
}

bool network_parse(slice text, struct network *out, const char **why)
{
    size_t slash = slice_find(text, '/');
    slice address = slice_head(text, slash);
    bool is_v4 = slice_find(address, ':') == address.n;
    uint64_t most = is_v4 ? ALL_BITS - V4_BITS : ALL_BITS;
    uint64_t bits = most;
    struct network net = { 0 };
    struct address base;

    if (!address_parse(address, &net.base))
        return refuse(why, "not an address");
    if (slash < text.n && !prefix_parse(slice_skip(text, slash + 1), &bits))
        return refuse(why, "the prefix length after '/' is not a number");
    if (bits > most)
        return refuse(why, is_v4 ? "prefix too long: IPv4 has 32 bits"
                                 : "prefix too long: IPv6 has 128 bits");
    net.bits = (uint8_t)(bits + (is_v4 ? V4_BITS : 0));
    base = masked(&net.base, net.bits);
    if (memcmp(&base, &net.base, sizeof(base)) != 0)
        return refuse(why, "host bits set: write the first address of the network");
    *out = net;
    return true;
}

bool network_is_everything(const struct network *n)
{
    return n->bits == 0 || (n->bits == V4_BITS && address_is_v4(&n->base));
}

static struct network around(const struct address *a, uint8_t v4, uint8_t v6)
{
    struct network n = { .bits = address_is_v4(a) ? v4 : v6 };

    n.base = masked(a, n.bits);
    return n;
}

struct network network_around(const struct address *a)
{
    return around(a, AROUND_V4, AROUND_V6);
}

struct network network_wide(const struct address *a)
{
    return around(a, WIDE_V4, WIDE_V6);
}

static char *put_number(char *at, unsigned n)
{
    if (n >= 100)
        *at++ = (char)('0' + n / 100);
    if (n >= 10)
        *at++ = (char)('0' + n / 10 % 10);
    *at++ = (char)('0' + n % 10);
    return at;
}

/* By hand: a busy server's clients are thousands of networks. */
static char *put_v4(char *at, const uint8_t *bytes)
{
    for (int i = 0; i < 4; i++) {
        at = put_number(at, bytes[i]);
        *at++ = '.';
    }
    return at - 1;
}

static char *put_group(char *at, const uint8_t *bytes)
{
    unsigned value = (unsigned)bytes[0] << 8 | bytes[1], shift = 4 * (GROUP_DIGITS - 1);

    while (shift && value >> shift == 0)
        shift -= 4;
    for (;; shift -= 4) {
        *at++ = "0123456789abcdef"[value >> shift & 0xf];
        if (shift == 0)
            return at;
    }
}

/* Up to /48, as lines are: no other run of zeros is as long as the one at the end. */
static char *put_line_v6(char *at, const uint8_t *bytes)
{
    size_t n = AROUND_V6 / 16;

    while (n > 1 && bytes[2 * n - 2] == 0 && bytes[2 * n - 1] == 0)
        n--;
    for (size_t i = 0; i < n; i++) {
        at = put_group(at, bytes + 2 * i);
        *at++ = ':';
    }
    *at++ = ':';
    return at;
}

static char *put_v6(char *at, const struct network *n)
{
    bool begins = n->base.bytes[0] || n->base.bytes[1];

    if (begins && n->bits <= AROUND_V6)
        return put_line_v6(at, n->base.bytes);
    return inet_ntop(AF_INET6, n->base.bytes, at, INET6_ADDRSTRLEN) ? at + strlen(at) : at;
}

const char *network_text(const struct network *n, char *buf)
{
    bool is_v4 = n->bits >= V4_BITS && address_is_v4(&n->base);
    char *at = is_v4 ? put_v4(buf, n->base.bytes + sizeof(v4_prefix)) : put_v6(buf, n);

    if (n->bits < ALL_BITS) {
        *at++ = '/';
        at = put_number(at, (unsigned)(n->bits - (is_v4 ? V4_BITS : 0)));
    }
    *at = '\0';
    return buf;
}
