#ifndef RUN_PIPELINE_H
#define RUN_PIPELINE_H

/*
 * pipeline - the whole program in one line, from inputs to a result
 *
 *   inputs -> reader -> lines -> tracker -> join -> watchers (detectors) -> judge -> result
 *
 * Owns all stations. The result lives until pipeline_free().
 */

#include "analyzer/model/result.h"
#include "analyzer/run/input/inputs.h"
#include "analyzer/run/input/reader.h"
#include "analyzer/run/state/state.h"
#include "analyzer/site/site.h"

struct pipeline;

struct pipeline_options {
    const struct site *site;
    struct inputs_options inputs;
    unsigned jobs; /* threads that read, parse and judge; the result is the same */
    bool shows_progress;
    struct state *state;        /* open; NULL: nothing is remembered */
    struct decisions decisions; /* where there is no state; zeroed: none */
    struct trace *trace;        /* listens to the join; NULL: nobody does */
    bool only_counts;           /* no detector runs: nothing is found, everything is counted */
};

struct pipeline *pipeline_new(const struct pipeline_options *opt);

/* False when no line could be parsed: the result tells then what was read, all the same. Or when
   the state could not be used, which it knows itself: then nothing was read. */
bool pipeline_run(struct pipeline *p, const char *const *paths, size_t n);

/* organisation, version, command, site, state and help_desk are the caller's to fill in. */
struct result *pipeline_result(struct pipeline *p);

bool pipeline_had_trouble(const struct pipeline *p);
void pipeline_free(struct pipeline *p);

#endif
