/*
 * xz through liblzma, which verifies the check of every block. A stream may ask for a
 * dictionary of up to 4 GB: more than what `xz -9` needs is refused.
 */
#include <lzma.h>

#include "parsers/parser.h"

enum { MEMORY_MAX = 128 << 20 }; /* xz -9 takes 65 MB */

struct state {
    lzma_stream lzma;
    bool is_running;
};

static int bid(slice head)
{
    return head.n >= 6 && memcmp(head.p,
                                 "\xfd"
                                 "7zXZ\0",
                                 6) == 0
               ? 6
               : 0;
}

static enum flow flow_of(struct state *st, lzma_ret result)
{
    switch (result) {
    case LZMA_OK:
    case LZMA_BUF_ERROR: /* it went no further: with more input or room it may */
        return FLOW_MORE;
    case LZMA_STREAM_END:
        st->is_running = false;
        return FLOW_END;
    case LZMA_MEMLIMIT_ERROR:
        return FLOW_LARGE;
    default:
        return FLOW_TORN;
    }
}

/* What was unpacked before an error is in the room by then. */
static enum flow xz_read(void *state, slice *in, struct span *out)
{
    struct state *st = state;
    lzma_ret result = LZMA_OK;

    if (!st->is_running)
        result = lzma_stream_decoder(&st->lzma, MEMORY_MAX, 0);
    if (result != LZMA_OK)
        return FLOW_TORN;
    st->is_running = true;
    st->lzma.next_in = (const uint8_t *)in->p;
    st->lzma.avail_in = in->n;
    st->lzma.next_out = (uint8_t *)out->p;
    st->lzma.avail_out = out->n;
    result = lzma_code(&st->lzma, LZMA_RUN);
    *in = slice_skip(*in, in->n - st->lzma.avail_in);
    out->p += out->n - st->lzma.avail_out;
    out->n = st->lzma.avail_out;
    return flow_of(st, result);
}

static void xz_close(void *state)
{
    struct state *st = state;

    lzma_end(&st->lzma);
}

const struct codec codec_xz = {
    .name = "xz",
    .bid = bid,
    .state_size = sizeof(struct state),
    .read = xz_read,
    .close = xz_close,
};
