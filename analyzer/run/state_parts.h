#ifndef RUN_STATE_PARTS_H
#define RUN_STATE_PARTS_H

/* What the parts of the state ask of each other. */

#include "analyzer/run/state_rows.h"

enum { GENERATIONS_KEPT = 10 /* that can be taken off again */ };

/* state_key.c: false: it is missing, or not the one that the state was written with. The first
   makes one for a state that has none. */
bool state_take_key(struct state *s);
bool state_check_key(struct state *s);

/* state_inputs.c: what the inputs are, and which generation is the base. */
bool state_know_inputs(struct state *s, const struct inputs *in, const struct source_options *opt);
/* From the base on: what it knows need not be read again, and all get their numbers. */
void state_leave_out(struct state *s, struct inputs *in);
void state_write_inputs(struct state *s, const struct result *r);
void state_forget_inputs(struct state *s);

/* state_accounts.c: everything is as it was at the base. */
bool state_go_back(struct state *s);
void state_forget_undo(struct state *s);

/* state_peers.c: of the generations from `from` to before `to`. */
void state_forget_peers(struct state *s, int64_t from, int64_t to);

/* Texts of the dump: state_dump.c, and what it has of peers: state_dump_peers.c. */
void state_dump_date(struct out *out, int64_t day);
void state_dump_peers(struct state *s, struct out *out);

/* In the generation that the run writes; nothing packed: it is dropped. due: see record.h. */
void state_replace(struct state *s, slice name, slice packed, int64_t due);

/* An account's record cannot be read whole: the run has to give up. */
void state_is_damaged(struct state *s);

#endif
