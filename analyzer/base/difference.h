#ifndef BASE_DIFFERENCE_H
#define BASE_DIFFERENCE_H

/*
 * difference - what makes one run of bytes of another that is much like it
 *
 * A frame of zstd that begins where the other one ends: a stretch that both have costs a few
 * bytes, wherever it stands. Of two that have nothing in common it is about as long as what is
 * wanted.
 */

#include "analyzer/base/buf.h"

enum { DIFFERENCE_MAX = 1 << 28 /* bytes of what is wanted */ };

/* Memory that is used again from one to the next; zeroed when empty. */
struct difference {
    struct ZSTD_CCtx_s *packs;
    struct ZSTD_DCtx_s *applies;
};

/* Adds to `out` what makes `wanted` of `given`; they stand apart. */
void difference_pack(struct difference *d, slice wanted, slice given, struct buf *out);

/* Adds to `out` what was wanted. False: it is damaged, or not from what is given. */
bool difference_apply(struct difference *d, slice packed, slice given, struct buf *out);
void difference_free(struct difference *d);

#endif
