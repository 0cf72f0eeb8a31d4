#ifndef RUN_READER_H
#define RUN_READER_H

/*
 * reader - inputs as batches of parsed lines, made ahead by other threads
 *
 * With one job everything happens in the caller's thread; with two a thread reads and
 * parses ahead; with more, that one reads and the others parse, a batch each. Batches
 * come in the inputs' order whatever the number of jobs, so that nothing else changes.
 * The inputs belong to the reader's thread until the last batch was handed out.
 */

#include "analyzer/run/input/batch.h"

enum { JOBS_MAX = 64, JOBS_USUAL = 8 };

struct reader;

struct reader *reader_new(struct inputs *in, unsigned jobs, bool shows_progress);

/* NULL when all have ended. The batch lives until the next call. */
const struct batch *reader_next(struct reader *r);
void reader_free(struct reader *r);

#endif
