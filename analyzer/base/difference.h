#ifndef BASE_DIFFERENCE_H
#define BASE_DIFFERENCE_H

/*
 * difference - what makes one run of bytes of another that is much like it
 *
 * A list of what is new and of stretches that are taken over, wherever they stood; stretches
 * below eight bytes are taken as new. The same two give the same difference. It costs a few
 * passes over both; a difference to something that has nothing in common is a little longer than
 * the bytes themselves.
 */

#include "analyzer/base/packed.h"

/* Memory that is used again from one to the next; zeroed when empty. */
struct difference {
    uint32_t *at; /* one more than where eight such bytes stand, by their hash */
    size_t size, cap;
};

/* Adds to `out` what makes `wanted` of `given`. Of the latter 4 GB at most are looked at. */
void difference_pack(struct difference *d, slice wanted, slice given, struct buf *out);

/* Adds to `out` what was wanted. False: it is damaged, or not from what is given. */
bool difference_apply(slice packed, slice given, struct buf *out);
void difference_free(struct difference *d);

#endif
