/* All with a checksum, so that damage shows. */
#include "tests/packing.h"

#include <bzlib.h>
#include <isa-l/igzip_lib.h>
#include <lzma.h>
#include <zstd.h>

#include "analyzer/base/err.h"
#include "analyzer/base/mem.h"

const char *const packing_names[PACKINGS] = {
    [PACK_PLAIN] = "plain", [PACK_GZIP] = "gzip",   [PACK_ZSTD] = "zstd",
    [PACK_XZ] = "xz",       [PACK_BZIP2] = "bzip2",
};

static size_t gzip(char *room, size_t n, slice s)
{
    static uint8_t work[ISAL_DEF_LVL1_DEFAULT];
    struct isal_zstream z;

    isal_deflate_stateless_init(&z);
    z.gzip_flag = IGZIP_GZIP;
    z.end_of_stream = 1;
    z.level = 1;
    z.level_buf = work;
    z.level_buf_size = sizeof(work);
    z.next_in = (uint8_t *)(uintptr_t)s.p;
    z.avail_in = (uint32_t)s.n;
    z.next_out = (uint8_t *)room;
    z.avail_out = (uint32_t)n;
    return isal_deflate_stateless(&z) == COMP_OK ? z.total_out : 0;
}

static size_t zstd(char *room, size_t n, slice s)
{
    ZSTD_CCtx *ctx = ZSTD_createCCtx();
    size_t packed;

    (void)ZSTD_CCtx_setParameter(ctx, ZSTD_c_checksumFlag, 1);
    packed = ZSTD_compress2(ctx, room, n, s.p, s.n);
    (void)ZSTD_freeCCtx(ctx);
    return ZSTD_isError(packed) ? 0 : packed;
}

static size_t xz(char *room, size_t n, slice s)
{
    size_t packed = 0;

    if (lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, NULL, (const uint8_t *)s.p, s.n,
                                (uint8_t *)room, &packed, n) != LZMA_OK)
        return 0;
    return packed;
}

static size_t bzip2(char *room, size_t n, slice s)
{
    unsigned packed = (unsigned)n;

    if (BZ2_bzBuffToBuffCompress(room, &packed, (char *)(uintptr_t)s.p, (unsigned)s.n, 1, 0, 0) !=
        BZ_OK)
        return 0;
    return packed;
}

void pack(struct buf *b, enum packing how, slice s)
{
    static size_t (*const packers[PACKINGS])(char *room, size_t n, slice s) = {
        [PACK_GZIP] = gzip,
        [PACK_ZSTD] = zstd,
        [PACK_XZ] = xz,
        [PACK_BZIP2] = bzip2,
    };
    size_t n = s.n + s.n / 8 + 4096;
    char *room;

    if (how == PACK_PLAIN) {
        buf_add(b, s);
        return;
    }
    room = mem_new(n, 1);
    n = packers[how](room, n, s.n ? s : SLICE(""));
    if (n == 0)
        bug("a library did not pack");
    buf_add(b, slice_of(room, n));
    mem_free(room);
}
