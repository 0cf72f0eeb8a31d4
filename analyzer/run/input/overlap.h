#ifndef RUN_OVERLAP_H
#define RUN_OVERLAP_H

/*
 * overlap - lines that several inputs of one host have
 *
 * A server writes mail.err, mail.warn and syslog beside mail.log, and half of them is the
 * same. Inputs are kin when they have lines of one host; the lines of kin that are read at
 * the same log time are remembered and compared (recent). Where no kin overlap in time,
 * a line costs one comparison. The hosts of an input are learned from its beginning, and
 * further ones as they come.
 *
 * Of kin the largest set leads: others are its shadows as long as they have nothing of
 * their own, and are read a minute behind it, so that every line counts where it stands
 * in the larger file. A shadow that has a line of its own is none until it has eight
 * repeated ones in a row.
 *
 * Not for: whole files that are the same (twins).
 */

#include "analyzer/base/map.h"
#include "analyzer/run/input/recent.h"
#include "analyzer/run/input/stream.h"

struct kin {         /* of one stream, by its number */
    uint32_t parent; /* itself: it stands for all of its kin */
    uint32_t size;   /* of all of its kin: how many there are */
    uint32_t near;   /* how many of them are read, or soon will be, or just were */
    bool is_near;    /* this one */
    slice host;      /* of its last line */
};

struct overlap {
    struct stream *const *streams; /* by first stamp */
    size_t n;
    struct kin *kin;
    struct map hosts; /* a host to a stream that has it */
    size_t n_hosts;
    size_t coming, leaving; /* streams[0..coming) have come near; ended[0..leaving) have left */
    struct ended *ended;    /* in order of time */
    size_t n_ended, n_near; /* n_near: over all kin */
    usec changes, now;      /* when the next one comes or leaves */
    uint64_t n_late;        /* hosts that were seen late to have several inputs */
    slice late;             /* one of them */
    struct recent recent;
    struct arena *arena;
};

void overlap_init(struct overlap *o, struct stream *const *streams, size_t n, struct arena *arena);

/* True: the stream's current line, which has a head, was counted for another input. */
bool overlap_has(struct overlap *o, struct stream *s);

/* The last of the open ones was opened just now; true: not only its turn_at was set anew. */
bool overlap_open(struct overlap *o, struct stream *const *open, size_t n);

/* The stream has moved on: sets its turn_at. */
void overlap_time(struct stream *s);

/* No more lines of this one. */
void overlap_end(struct overlap *o, const struct stream *s);

/* A sentence in the arena, or empty: what was repeated; what could not be compared. */
slice overlap_told(const struct overlap *o);
slice overlap_limits_told(const struct overlap *o);
void overlap_free(struct overlap *o);

#endif
