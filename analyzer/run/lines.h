#ifndef RUN_LINES_H
#define RUN_LINES_H

/*
 * lines - one line to its parser, its verdict to the books, its facts to the stations
 *
 * Who reads a program's lines is asked once per host and program and remembered.
 */

#include "analyzer/run/attempts.h"
#include "analyzer/run/inputs.h"
#include "analyzer/run/join.h"
#include "analyzer/run/reconcile.h"
#include "parsers/parser.h"

/* Whose lines they are; mta is NULL for programs that are not read. */
struct program {
    slice host, name, instance;
    const struct mta *mta;
    uint32_t host_number, queue;
};

struct lines {
    struct tracker *tracker;
    struct attempts *attempts;
    struct reconcile *reconcile;
    struct arena *arena;
    struct map by_program; /* struct program *, under host and program */
    struct map by_host;    /* struct host_name * */
    struct program *last;
    struct program unnamed; /* of the programs beyond the limit: foreign */
    uint32_t n_hosts;
    size_t n_programs;
    struct facts facts;
};

void lines_init(struct lines *l, struct tracker *tracker, struct attempts *attempts,
                struct reconcile *reconcile, struct arena *arena);
void lines_take(struct lines *l, const struct line *ln, enum framing framing);

/* Host names seen, in order of appearance; for site.hosts that stay silent. */
bool lines_have_host(const struct lines *l, slice host);
void lines_free(struct lines *l);

#endif
