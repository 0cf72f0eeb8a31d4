#ifndef PARSERS_DECODER_H
#define PARSERS_DECODER_H

/*
 * decoder - a file's bytes, unpacked, a chunk at a time
 *
 * Told by content. Members and frames that follow one another are one stream; zeros
 * behind the last one are padding, anything else is damage. Damage ends the stream and
 * is told with its offset in the file; what was unpacked before it is handed out. So
 * does what unpacks to more than ratio_max times its size: real logs come to 10 or 20
 * times, a few lines over and over to 200. The first 64 MB are free.
 * Belongs to one thread at a time; bytes_in alone may be read by another.
 */

#include <stdatomic.h>

#include "analyzer/base/err.h"
#include "parsers/parser.h"

struct decoder_options {
    size_t read_size;   /* bytes asked of the file at once; 0: 256 KB */
    uint64_t ratio_max; /* 0: 500 */
};

struct decoder {
    int fd;                    /* -1: parked */
    const struct codec *codec; /* NULL: plain */
    void *state;
    char *room; /* read_size bytes and what was left of the read before */
    struct decoder_options opt;
    slice in;       /* read and not unpacked yet, within room */
    bool is_at_end; /* the file has no more */
    bool is_in_member;
    bool is_full; /* the codec filled its room: it may have more without input */
    _Atomic uint64_t bytes_in;
    uint64_t bytes_out;
    uint64_t file_size; /* 0: a pipe */
    uint64_t device, inode;
    usec made;
    bool is_made_told;  /* by the archive's header */
    struct err trouble; /* "" when all is well */
    const char *path;
};

bool decoder_open(struct decoder *d, const char *path, const struct decoder_options *opt,
                  struct err *err);

/* Fills p with up to `room` bytes; false when the stream has ended with these. */
bool decoder_fill(struct decoder *d, char *p, size_t room, size_t *n);

/* Lets go of a plain file until it is read again, at the same place. A pipe stays open. */
void decoder_park(struct decoder *d);

void decoder_fail(struct decoder *d, const char *why);
void decoder_close(struct decoder *d);

#endif
