#ifndef RUN_TWINS_H
#define RUN_TWINS_H

/*
 * twins - inputs that hold nothing but what another input holds
 *
 * A copy has the same lines as its original, or is its beginning: a log that was packed
 * and kept, or copied while it grew. Known by content: files with the same first line are
 * compared line by line before anything is counted, and one file under two names is known
 * without reading. The original alone is read in the run; for each of its lines the copies
 * that have it, too, are told so.
 *
 * Not for: files that share some lines (overlap), what can be read only once.
 */

#include "analyzer/run/input/stream.h"

/* Sets `original` of each copy, and strings the copies of an original together. */
void twins_find(struct stream *const *streams, size_t n, const struct stream_options *opt);

/* The original's current line as the copy's; false: the copy does not reach so far. */
bool twins_echo(struct stream *copy, struct line *out);

/* When the original has ended. */
void twins_close(struct stream *original);

/* A sentence about a copy, in the arena. */
slice twins_told(const struct stream *copy, struct arena *arena);

#endif
