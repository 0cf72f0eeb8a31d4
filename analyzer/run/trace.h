#ifndef RUN_TRACE_H
#define RUN_TRACE_H

/*
 * trace - writes down the path of messages that somebody asked for
 *
 * Listens to the join: every message under way has a trail of its lines; legs that turn out to be
 * one message share one. When a message is over its trail becomes a path if it is wanted, and is
 * forgotten if not. So memory is what is under way and what was asked for. Only a run that was
 * given a trace has trails; others pay nothing for it.
 *
 * Not for: who handed in what was refused before it had a queue id.
 */

#include "analyzer/model/path.h"
#include "analyzer/run/join/accounts.h"

struct batch;
struct lines;
struct parcel;
struct parsed;

/* All that are set have to fit. */
struct wanted_path {
    slice message_id; /* with or without its angle brackets */
    slice queue_id;   /* any that it had, on any host */
    slice account;    /* an account or a form of its login */
    slice recipient;  /* as addressed or as delivered */
    usec since;       /* accepted then or later; USEC_NONE: whenever */
};

struct trace {
    struct wanted_path wanted;
    const struct accounts *accounts; /* of the run */
    struct arena arena;              /* of the paths */
    struct path *paths;
    size_t n, cap;
    uint64_t left_out;
};

/* Around lines_take() of each line: the entries that it ends are there before, those that it
   begins are there behind. True: all of it was seen before. */
bool trace_before(struct trace *t, const struct lines *l, const struct parsed *parsed,
                  const struct fact *facts);
void trace_behind(struct trace *t, const struct lines *l, const struct parsed *parsed,
                  const struct fact *facts);

/* The join's calls, of parcels that have a trail. */
void trace_merge(struct parcel *into, struct parcel *from);
void trace_end(struct parcel *p);

/* What was found, in order; owned by the trace. */
struct paths trace_paths(struct trace *t);
void trace_free(struct trace *t);

#endif
