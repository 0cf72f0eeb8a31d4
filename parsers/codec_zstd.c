/*
 * Zstandard (RFC 8878) through libzstd; skippable frames are frames without content.
 *
 * When a call fails, libzstd does not tell how much it had written before. So that damage
 * costs the block it is in and no more, a call gets what one step of the format needs.
 */
#include <zstd.h>
#include <zstd_errors.h>

#include "parsers/parser.h"

enum {
    WINDOW_LOG_MAX = 27, /* what `zstd -d` takes without being asked: 128 MB */
    BLOCK_HEADER = 3,
};

struct state {
    ZSTD_DCtx *ctx;
    size_t wanted;    /* by the step that is next; 0: a frame begins */
    bool is_flushing; /* a block was longer than the room for it */
};

static int bid(slice head)
{
    static const char magic[] = "\x28\xb5\x2f\xfd";

    if (head.n < 4)
        return 0;
    if (memcmp(head.p, magic, 4) == 0)
        return 4;
    return (head.p[0] & 0xf0) == 0x50 && memcmp(head.p + 1, "\x2a\x4d\x18", 3) == 0 ? 4 : 0;
}

static bool start(struct state *st)
{
    if (st->ctx)
        return true;
    st->ctx = ZSTD_createDCtx();
    return st->ctx &&
           !ZSTD_isError(ZSTD_DCtx_setParameter(st->ctx, ZSTD_d_windowLogMax, WINDOW_LOG_MAX));
}

/* libzstd asks for a block together with the header of the next: that one is kept back. */
static size_t next_step(const struct state *st)
{
    if (st->is_flushing)
        return 0;
    if (st->wanted == 0)
        return 1;
    return st->wanted > BLOCK_HEADER ? st->wanted - BLOCK_HEADER : st->wanted;
}

static enum flow flow_of(const struct state *st)
{
    if (ZSTD_getErrorCode(st->wanted) == ZSTD_error_frameParameter_windowTooLarge)
        return FLOW_LARGE;
    if (ZSTD_isError(st->wanted))
        return FLOW_TORN;
    return st->wanted == 0 ? FLOW_END : FLOW_MORE;
}

static enum flow zstd_read(void *state, slice *in, struct span *out)
{
    struct state *st = state;
    ZSTD_outBuffer to = { out->p, out->n, 0 };

    if (!start(st))
        return FLOW_TORN;
    do {
        ZSTD_inBuffer from = { in->p, slice_head(*in, next_step(st)).n, 0 };

        st->wanted = ZSTD_decompressStream(st->ctx, &to, &from);
        if (ZSTD_isError(st->wanted))
            break;
        *in = slice_skip(*in, from.pos);
        st->is_flushing = to.pos == to.size;
    } while (st->wanted && in->n && !st->is_flushing);
    out->p += to.pos;
    out->n -= to.pos;
    return flow_of(st);
}

static void zstd_close(void *state)
{
    struct state *st = state;

    (void)ZSTD_freeDCtx(st->ctx);
}

const struct codec codec_zstd = {
    .name = "zstd",
    .bid = bid,
    .state_size = sizeof(struct state),
    .read = zstd_read,
    .close = zstd_close,
};
