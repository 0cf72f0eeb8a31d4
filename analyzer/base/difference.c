/* Checksums tell a difference that is applied to something else; zstd itself would not. */
#include "analyzer/base/difference.h"

#include <zstd.h>

#include "analyzer/base/err.h"
#include "analyzer/base/mem.h"

static void make_room(struct buf *b, size_t n)
{
    b->p = mem_grow(b->p, &b->cap, b->n + n + 1, 1);
}

static void begin_pack(struct difference *d, slice given)
{
    if (!d->packs) {
        d->packs = ZSTD_createCCtx();
        if (!d->packs || ZSTD_isError(ZSTD_CCtx_setParameter(d->packs, ZSTD_c_checksumFlag, 1)) ||
            ZSTD_isError(ZSTD_CCtx_setParameter(d->packs, ZSTD_c_compressionLevel, 1)))
            bug("zstd does not do what it should");
    }
    (void)ZSTD_CCtx_refPrefix(d->packs, given.p, given.n);
}

void difference_pack(struct difference *d, slice wanted, slice given, struct buf *out)
{
    size_t most = ZSTD_compressBound(wanted.n), n;

    begin_pack(d, given);
    make_room(out, most);
    n = ZSTD_compress2(d->packs, out->p + out->n, most, wanted.n ? wanted.p : "", wanted.n);
    if (ZSTD_isError(n))
        bug("zstd cannot pack what it has room for");
    out->n += n;
}

bool difference_apply(struct difference *d, slice packed, slice given, struct buf *out)
{
    unsigned long long most = ZSTD_getFrameContentSize(packed.p, packed.n);
    size_t n;

    if (most > DIFFERENCE_MAX) /* what cannot be told is more than that */
        return false;
    if (!d->applies && !(d->applies = ZSTD_createDCtx()))
        bug("zstd does not do what it should");
    (void)ZSTD_DCtx_refPrefix(d->applies, given.p, given.n);
    make_room(out, (size_t)most);
    n = ZSTD_decompressDCtx(d->applies, out->p + out->n, (size_t)most, packed.p, packed.n);
    if (ZSTD_isError(n))
        return false;
    out->n += n;
    return n == most;
}

void difference_free(struct difference *d)
{
    (void)ZSTD_freeCCtx(d->packs);
    (void)ZSTD_freeDCtx(d->applies);
    *d = (struct difference){ 0 };
}
