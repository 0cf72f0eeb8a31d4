#ifndef RUN_SETS_H
#define RUN_SETS_H

/*
 * sets - logs that are rotated together: in which year each begins, and whose turn is first
 *
 * A stamp without a year has the latest year in which it is not later than what is known of
 * its file: the date in its name; else --until; else the time that an archive's header or
 * the file itself tells. Where a set was copied, so that the files' times say nothing, its
 * order does: no file begins later than the one that followed it.
 *
 * Of inputs that have the same second the larger set goes first, so that a line which
 * mail.err has, too, stands among its neighbours in mail.log.
 */

#include "analyzer/run/input/stream.h"

struct sets_options {
    usec not_after; /* --until; USEC_NONE: not given */
    struct arena *arena;
};

/* Sets begins, not_after and turn. Copies are as old as their originals. */
void sets_order(struct stream *const *streams, size_t n, const struct sets_options *opt);

/* A sentence in the arena on the first that is not as old as its file says, or empty. */
slice sets_told(struct stream *const *streams, size_t n, struct arena *arena);

#endif
