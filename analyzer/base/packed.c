#include "analyzer/base/packed.h"

enum { DAYS_MOST = 10000000 };

void pack_number(struct buf *b, uint64_t n)
{
    char bytes[10];
    size_t used = 0;

    if (n < 0x80 && b->n + 1 < b->cap) { /* nearly always */
        b->p[b->n++] = (char)n;
        return;
    }
    for (; n >= 0x80; n >>= 7)
        bytes[used++] = (char)(n | 0x80);
    bytes[used++] = (char)n;
    buf_add(b, slice_of(bytes, used));
}

void pack_signed(struct buf *b, int64_t n)
{
    pack_number(b, (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0));
}

void pack_part(struct buf *b, slice name, slice bytes)
{
    pack_number(b, name.n);
    buf_add(b, name);
    pack_number(b, bytes.n);
    buf_add(b, bytes);
}

static uint64_t torn(struct unpack *u)
{
    u->is_torn = true;
    u->rest.n = 0;
    return 0;
}

uint64_t unpack_number(struct unpack *u)
{
    uint64_t n = 0;

    if (u->rest.n && (uint8_t)u->rest.p[0] < 0x80) { /* nearly always */
        u->rest.n--;
        return (uint8_t)*u->rest.p++;
    }
    for (int shift = 0; shift < 64; shift += 7) {
        uint8_t byte;

        if (u->rest.n == 0)
            return torn(u);
        byte = (uint8_t)u->rest.p[0];
        u->rest = slice_skip(u->rest, 1);
        n |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return n;
    }
    return torn(u);
}

int64_t unpack_signed(struct unpack *u)
{
    uint64_t n = unpack_number(u);

    return (int64_t)(n >> 1 ^ (n & 1 ? UINT64_MAX : 0));
}

int64_t unpack_date(struct unpack *u)
{
    int64_t day = unpack_signed(u);

    return day < -DAYS_MOST || day > DAYS_MOST ? (int64_t)torn(u) : day;
}

static slice unpack_bytes(struct unpack *u)
{
    uint64_t n = unpack_number(u);
    slice bytes;

    if (n > u->rest.n) {
        (void)torn(u);
        return slice_of(NULL, 0);
    }
    bytes = slice_head(u->rest, (size_t)n);
    u->rest = slice_skip(u->rest, (size_t)n);
    return bytes;
}

bool unpack_part(struct unpack *u, slice *name, slice *bytes)
{
    if (u->rest.n == 0)
        return false;
    *name = unpack_bytes(u);
    *bytes = unpack_bytes(u);
    return !u->is_torn;
}
