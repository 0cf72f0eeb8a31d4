/*
 * bzip2 through libbz2. Its magic is three letters that a text may begin with, so the
 * bid asks for the mark of the first block too (or that of the end, when it is empty).
 */
#include <bzlib.h>

#include "parsers/parser.h"

struct state {
    bz_stream bz;
    bool is_running;
};

static int bid(slice head)
{
    if (head.n < 10 || memcmp(head.p, "BZh", 3) != 0 || head.p[3] < '1' || head.p[3] > '9')
        return 0;
    return memcmp(head.p + 4, "\x31\x41\x59\x26\x53\x59", 6) == 0 ||
                   memcmp(head.p + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0
               ? 10
               : 0;
}

static void bzip2_close(void *state)
{
    struct state *st = state;

    if (st->is_running)
        (void)BZ2_bzDecompressEnd(&st->bz);
    *st = (struct state){ 0 };
}

static enum flow bzip2_read(void *state, slice *in, struct span *out)
{
    struct state *st = state;
    int result = BZ_OK;

    if (!st->is_running)
        result = BZ2_bzDecompressInit(&st->bz, 0, 0);
    if (result != BZ_OK)
        return FLOW_TORN;
    st->is_running = true;
    st->bz.next_in = (char *)(uintptr_t)in->p;
    st->bz.avail_in = (unsigned)in->n;
    st->bz.next_out = out->p;
    st->bz.avail_out = (unsigned)out->n;
    result = BZ2_bzDecompress(&st->bz);
    *in = slice_skip(*in, in->n - st->bz.avail_in);
    out->p += out->n - st->bz.avail_out;
    out->n = st->bz.avail_out;
    if (result == BZ_OK)
        return FLOW_MORE;
    bzip2_close(st);
    return result == BZ_STREAM_END ? FLOW_END : FLOW_TORN;
}

const struct codec codec_bzip2 = {
    .name = "bzip2",
    .bid = bid,
    .state_size = sizeof(struct state),
    .read = bzip2_read,
    .close = bzip2_close,
};
