/*
 * gzip (RFC 1952) through ISA-L's igzip, which is two to three times as fast as zlib and
 * verifies length and CRC of every member. The header is read apart from the content:
 * isal_inflate() forgets which fields it holds when one read ends within it.
 */
#include <isa-l/igzip_lib.h>

#include "parsers/parser.h"

struct state {
    struct inflate_state igzip;
    struct isal_gzip_header header;
    bool is_running, has_header;
};

static int bid(slice head)
{
    return head.n >= 3 && memcmp(head.p, "\x1f\x8b\x08", 3) == 0 ? 3 : 0;
}

static void start(struct state *st)
{
    isal_inflate_init(&st->igzip);
    isal_gzip_header_init(&st->header);
    st->igzip.crc_flag = ISAL_GZIP_NO_HDR_VER;
    st->is_running = true;
    st->has_header = false;
}

static int inflate(struct state *st)
{
    if (!st->has_header) {
        int result = isal_read_gzip_header(&st->igzip, &st->header);

        if (result != ISAL_DECOMP_OK)
            return result == ISAL_END_INPUT ? ISAL_DECOMP_OK : result;
        st->has_header = true;
    }
    return isal_inflate(&st->igzip);
}

static enum flow gzip_read(void *state, slice *in, struct span *out)
{
    struct state *st = state;
    int result;

    if (!st->is_running)
        start(st);
    st->igzip.next_in = (uint8_t *)(uintptr_t)in->p;
    st->igzip.avail_in = (uint32_t)in->n;
    st->igzip.next_out = (uint8_t *)out->p;
    st->igzip.avail_out = (uint32_t)out->n;
    result = inflate(st);
    *in = slice_skip(*in, in->n - st->igzip.avail_in);
    out->p += out->n - st->igzip.avail_out;
    out->n = st->igzip.avail_out;
    if (result != ISAL_DECOMP_OK)
        return FLOW_TORN;
    if (st->igzip.block_state != ISAL_BLOCK_FINISH)
        return FLOW_MORE;
    st->is_running = false;
    return FLOW_END;
}

/* Four bytes at offset 4, seconds since 1970, least significant first; 0 is "not told". */
static bool made(slice head, usec *out)
{
    uint32_t seconds_packed = 0;

    if (head.n < 8)
        return false;
    for (int i = 7; i >= 4; i--)
        seconds_packed = seconds_packed << 8 | (unsigned char)head.p[i];
    if (seconds_packed == 0)
        return false; /* *out keeps the file's time */
    *out = (usec)seconds_packed * USEC_PER_SECOND;
    return true;
}

const struct codec codec_gzip = {
    .name = "gzip",
    .bid = bid,
    .state_size = sizeof(struct state),
    .read = gzip_read,
    .made = made,
};
