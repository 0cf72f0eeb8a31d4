#ifndef RUN_RELEASED_H
#define RUN_RELEASED_H

/*
 * released - days that were suspect, until somebody looked at what was found on them
 *
 * A day with ripe evidence is not learned from. If all that was found on it is cleared, it is, and
 * it is no longer when a decision is changed. Asked for whenever a history is loaded, so that
 * decisions count from the next run on.
 */

#include "analyzer/run/watch/watchers.h"

void released_look_up(const struct watchers *w, slice account, struct history *h);

#endif
