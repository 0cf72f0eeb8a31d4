/* Zstandard (RFC 8878) through libzstd; skippable frames are frames without content. */
#include <zstd.h>

#include "parsers/parser.h"

enum { WINDOW_LOG_MAX = 27 }; /* what `zstd -d` takes without being asked: 128 MB */

struct state {
    ZSTD_DCtx *ctx;
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

static enum flow zstd_read(void *state, slice *in, struct span *out)
{
    struct state *st = state;
    ZSTD_inBuffer from = { in->p, in->n, 0 };
    ZSTD_outBuffer to = { out->p, out->n, 0 };
    size_t left;

    if (!start(st))
        return FLOW_TORN;
    left = ZSTD_decompressStream(st->ctx, &to, &from);
    *in = slice_skip(*in, from.pos);
    out->p += to.pos;
    out->n -= to.pos;
    if (ZSTD_isError(left))
        return FLOW_TORN;
    return left == 0 ? FLOW_END : FLOW_MORE;
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
