#ifndef BASE_PACKED_H
#define BASE_PACKED_H

/*
 * packed - numbers and named parts as few bytes, to be read by later versions
 *
 * Numbers are written seven bits a byte, the small ones first in one byte; signed ones fold their
 * sign into the lowest bit. A part has a name and a length: whoever does not know it passes over
 * it. Reading never leaves the bytes: what is cut off or beyond reads as 0 and sets is_torn.
 */

#include "analyzer/base/buf.h"

struct unpack {
    slice rest;
    bool is_torn;
};

void pack_number(struct buf *b, uint64_t n);
void pack_signed(struct buf *b, int64_t n);
void pack_part(struct buf *b, slice name, slice bytes);

uint64_t unpack_number(struct unpack *u);
int64_t unpack_signed(struct unpack *u);

/* A day since 1970, or between two of them: beyond 10 million it is torn. */
int64_t unpack_date(struct unpack *u);

/* The next part; false: there is none. */
bool unpack_part(struct unpack *u, slice *name, slice *bytes);

#endif
