#ifndef RUN_STATE_BACK_H
#define RUN_STATE_BACK_H

/*
 * state_back - the kept generations: listed, and taken off again
 *
 * Whatever a run taught that it should not have (a wrong log, a clock that ran ahead) is undone
 * by going back to the generation below it; the runs above are then repeated.
 */

#include "analyzer/run/state/state.h"

/* One a line, the newest first; those that cannot be gone back to are a number. */
bool state_generations(struct state *s, struct out *out, struct err *err);

/* The state must be open for a change. Durable when true; left as it was when false. */
bool state_back(struct state *s, int64_t to, struct err *err);

#endif
