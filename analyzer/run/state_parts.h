#ifndef RUN_STATE_PARTS_H
#define RUN_STATE_PARTS_H

/* What the parts of the state ask of each other. */

#include "analyzer/run/state.h"

enum { GENERATIONS_KEPT = 10 /* that can be taken off again */ };

/* state_key.c: false: it is missing, or not the one that the state was written with. The first
   makes one for a state that has none. */
bool state_take_key(struct state *s);
bool state_check_key(struct state *s);

/* state_accounts.c: everything is as it was at the base. */
bool state_go_back(struct state *s);
void state_forget_undo(struct state *s);

#endif
