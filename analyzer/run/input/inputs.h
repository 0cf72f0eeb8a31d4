#ifndef RUN_INPUTS_H
#define RUN_INPUTS_H

/*
 * inputs - all log files of a run as one stream of lines in time order
 *
 * Files are ordered by their first stamp, so that the order on the command line does not
 * matter; a file is opened when the time of its first line comes near, so that a rotated
 * set is read one after the other and the logs of several hosts side by side. Lines of
 * one file keep their order; where two files have the same time, that of a filter goes first (mta's
 * is_early), then the larger set and of one set the file that began earlier. A line without a
 * readable head has the time of the one before it. Each line of each file is handed out once; it
 * is_repeated where it was counted already.
 */

#include "analyzer/run/input/stream.h"

struct inputs_options {
    struct source_options source;
    usec not_after; /* stamps without a year are not later; USEC_NONE: as the files say */
    const struct host_zones *zones; /* NULL: no host has one of its own */
    struct file_hosts hosts;        /* that the site expects: see file_host */
};

struct inputs;

/* A path is a file, "-" or a folder. Opens every file once to learn its first stamp.
   Unreadable ones are told in their sums, and so is a folder without a log. */
struct inputs *inputs_open(const char *const *paths, size_t n, const struct inputs_options *opt);

/* NULL when all have ended. The line lives until the next call. */
const struct line *inputs_next(struct inputs *in, enum framing *framing);

/* Before the first line is asked for: so many bytes of it are left out, or all of it. */
void inputs_skip(struct inputs *in, size_t i, uint64_t bytes, bool is_all);

/* One after the other, by cite.input; NULL behind the last. */
const struct stream *inputs_stream(const struct inputs *in, size_t i);

/* For progress: compressed bytes read, and of how many (0: not known). */
void inputs_progress(const struct inputs *in, uint64_t *done, uint64_t *total);

/* One per file, in the order of inputs (cite.input); lives as long as inputs. */
struct input_sum *inputs_sums(struct inputs *in, size_t *n);

/* What a reader must know about the files, in sentences, when all have ended. */
const slice *inputs_notes(struct inputs *in, size_t *n);

/* True when some input could not be read to its end. */
bool inputs_have_trouble(const struct inputs *in);
void inputs_close(struct inputs *in);

#endif
