#ifndef RUN_BOOKS_H
#define RUN_BOOKS_H

/*
 * books - the result's sums by host, instance and program, and whether all of them agree
 */

#include "analyzer/model/result.h"
#include "analyzer/run/lines.h"

/* At the end of input: everything in the arena, sorted. */
void books_close(struct books *b, const struct lines *lines, const struct ledger *ledger,
                 struct arena *arena);

/* NULL, or which of the sums does not hold: no input can bring that about. */
const char *books_wrong(const struct result *r);

#endif
