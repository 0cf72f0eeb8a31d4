#ifndef RUN_STATE_PARTS_H
#define RUN_STATE_PARTS_H

/* What the parts of the state ask of each other. */

#include "analyzer/run/state.h"

enum { GENERATIONS_KEPT = 10 /* that can be taken off again */ };

/* state_key.c: false: it is missing, or not the one that the state was written with. */
bool state_take_key(struct state *s, const char *path);

/* state_accounts.c: everything is as it was at the base. */
bool state_go_back(struct state *s);
void state_forget_undo(struct state *s);

/* Texts of the dump: state_dump.c, and what it has of peers: state_dump_peers.c. */
void state_dump_date(struct out *out, int64_t day);
void state_dump_peers(struct state *s, struct out *out);

#endif
