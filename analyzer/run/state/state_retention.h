#ifndef RUN_STATE_RETENTION_H
#define RUN_STATE_RETENTION_H

/* state_retention - what is remembered no longer than the policy lets it: docs/privacy.md */

#include "analyzer/run/state/state.h"
#include "analyzer/site/retention.h"

/* To be told before the run begins; seconds, whole days. */
void state_retain(struct state *s, const int64_t retention[RETENTIONS]);

/* Of the run's generation: throws away what has passed when the days before this one are closed,
   and counts it. */
void state_apply_retention(struct state *s, int64_t today);

/* How many days of what is usual the run before kept. */
int64_t state_kept_days(struct state *s);

#endif
