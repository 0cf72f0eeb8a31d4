#ifndef RUN_STATE_DUMP_H
#define RUN_STATE_DUMP_H

/* state_dump - the state as text, the same for the same history however many runs it took */

#include "analyzer/run/state/state.h"

bool state_dump(struct state *s, struct out *out, struct err *err);

#endif
