#ifndef RUN_CARRY_H
#define RUN_CARRY_H

/*
 * carry - what is under way when the inputs of a run end, for the run that reads on
 *
 * Queue entries, the messages that they belong to, the links that are waited for and the sessions,
 * as they stand before the end of the inputs is told to anybody: what the stations then decide for
 * this run's reports (open, lost) is not what they would decide if more lines came. Names of
 * queues stand beside them, since numbers are of one run. Mailings and claims are carried with
 * their account (recall).
 *
 * Not carried: what companions said of messages that have not come yet (heard, filtered: minutes),
 * refusals that are compared with others of the same second (tries).
 */

#include "analyzer/run/join/sessions.h"
#include "analyzer/run/lines.h"
#include "analyzer/run/state/state.h"

struct under_way {
    struct state *state;
    struct lines *lines;
    struct tracker *tracker;
    struct join *join;
    struct sessions *sessions;
    struct watchers *watchers;
};

/* At the base, before the first line. False: it is of another version of the program, and left. */
bool carry_load(const struct under_way *w);

/* Behind the last line, before any station is closed. */
void carry_save(const struct under_way *w);

#endif
