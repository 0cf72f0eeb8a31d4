#ifndef RUN_INPUTS_H
#define RUN_INPUTS_H

/*
 * inputs - all log files of a run as one stream of lines in time order
 *
 * Files are ordered by their first stamp, so that the order on the command line does not
 * matter; a file is opened when the time of its first line is reached, so that a rotated
 * set is read one after the other and the logs of several hosts side by side. Lines of
 * one file keep their order; where two files have the same time, the one that began
 * earlier goes first. A line without a readable head has the time of the one before it.
 */

#include "analyzer/model/result.h"
#include "parsers/source.h"

struct inputs_options {
    struct source_options source;
    usec not_after; /* stamps without a year are not later; USEC_NONE: as the files say */
    const struct host_zones *zones; /* NULL: no host has one of its own */
};

enum framing {
    FRAMING_LINE,     /* head taken apart */
    FRAMING_NONE,     /* no frame knows this line; only text, at and when are set */
    FRAMING_TOO_LONG, /* cut at the limit */
};

struct inputs;

/* Opens every one once to learn its first stamp. Unreadable ones are told in their sums. */
struct inputs *inputs_open(const char *const *paths, size_t n, const struct inputs_options *opt);

/* False when all have ended. The line lives until the next call. */
bool inputs_next(struct inputs *in, struct line *out, enum framing *framing);

/* For progress: compressed bytes read, and of how many (0: not known). */
void inputs_progress(const struct inputs *in, uint64_t *done, uint64_t *total);

/* One per path, in the order of inputs (cite.input); lives as long as inputs. */
struct input_sum *inputs_sums(struct inputs *in, size_t *n);

/* True when some input could not be read to its end. */
bool inputs_have_trouble(const struct inputs *in);
void inputs_close(struct inputs *in);

#endif
