#ifndef BASE_COLD_H
#define BASE_COLD_H

/*
 * cold - many pieces of one size, of which few are in use at a time
 *
 * A piece is known by a number. cold_open() gives its bytes, to be read and written as of any
 * other; the COLD_OPEN that were opened last lie open. All others are packed: words of zeros take
 * a bit, small numbers few bytes. So what is mostly empty costs what is in it, and a piece that is
 * busy costs nothing to reach. The address of an open piece holds until COLD_OPEN others have been
 * opened: keep the number, and nothing may point into it. What a piece points to stays its
 * owner's. Not for threads to share.
 *
 * A struct cold with its size set and all else zeroed is an empty one.
 */

#include <stddef.h>
#include <stdint.h>

enum { COLD_OPEN = 1024 };

struct cold {
    size_t size;              /* of a piece, bytes: a multiple of 8 */
    struct cold_entry *at;    /* by number */
    size_t n, cap;            /* of numbers handed out so far, 0 among them */
    uint32_t vacant;          /* a number that was given back; 0: none */
    char *frames;             /* where the open ones lie */
    struct cold_frame *order; /* of these: who was opened when */
    unsigned char *scratch;
    uint16_t n_frames, newest, oldest;
};

/* A zeroed piece, open; its number is never 0. */
uint32_t cold_add(struct cold *c);

/* An even address, whatever the size. */
void *cold_open(struct cold *c, uint32_t number);

void cold_drop(struct cold *c, uint32_t number);
void cold_free(struct cold *c);

#endif
