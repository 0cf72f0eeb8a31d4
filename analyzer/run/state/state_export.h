#ifndef RUN_STATE_EXPORT_H
#define RUN_STATE_EXPORT_H

/* state_export - everything that is remembered of one account, as JSON, for the person it is about
 */

#include "analyzer/run/state/state.h"

/* Every table of personal.h is in it, with no rows where nothing is remembered; *rows counts. */
bool state_export(struct state *s, slice account, struct out *out, uint64_t *rows, struct err *err);

#endif
