#ifndef TESTS_PACKING_H
#define TESTS_PACKING_H

/*
 * packing - bytes packed with each codec that is read, for units and cases
 *
 * pack() appends one member (frame, stream) to the buffer, so that several calls make a
 * file of several. It aborts when the library refuses.
 */

#include "analyzer/base/buf.h"

enum packing { PACK_PLAIN, PACK_GZIP, PACK_ZSTD, PACK_XZ, PACK_BZIP2, PACKINGS };

extern const char *const packing_names[PACKINGS]; /* as the codecs are called */

void pack(struct buf *b, enum packing how, slice s);

#endif
