#ifndef RUN_STATE_PARTS_H
#define RUN_STATE_PARTS_H

/* What the parts of the state ask of each other. */

#include "analyzer/run/state/state_rows.h"

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

/* state_row.c: what the file has of an account; bodies never change, and have numbers from 1 on.
 */
struct state_row {
    slice name, rest;
    int64_t body; /* 0: none */
    int64_t due;  /* the day on which retention has to look at it; 0: by the next run */
};
/* Slices are good until the next of them; false: there is none. */
bool state_get_row(struct state *s, slice name, struct state_row *out);
void state_put_row(struct state *s, const struct state_row *row);
void state_change_row(struct state *s, const struct state_row *row); /* is there, and due then */
void state_remove_row(struct state *s, slice name);
slice state_get_body(struct state *s, int64_t body); /* of 0 nothing */
int64_t state_add_body(struct state *s, slice packed);
void state_remove_body(struct state *s, int64_t body); /* 0: none */
void state_free_rows(struct state *s);

/* state_accounts.c: what was changed becomes the base's next generation. */
struct state_change {
    const struct state_account *was;
    struct state_row is; /* without a rest: nothing is left */
};
void state_sort_changes(struct state *s); /* before the others are asked for */
struct state_change *state_find_change(struct state *s, slice name);
void state_change_again(struct state *s, struct state_change *change, const struct record *r,
                        int64_t due);
void state_write_accounts(struct state *s);
void state_free_accounts(struct state *s);

/* state_undo.c */
/* Everything is as it was at the base. */
bool state_go_back(struct state *s);
void state_forget_undo(struct state *s);

/* state_peers.c: of the generations from `from` to before `to`. */
void state_forget_peers(struct state *s, int64_t from, int64_t to);

/* state_sent.c: what is older than no run that can be gone back to would look at. */
void state_forget_sent(struct state *s);

/* state_records.c: every record in order of name; then what each generation found in the place of
   what it left, the newest first; its rest is empty for nothing. None may be changed meanwhile. */
typedef void state_record_fn(void *context, const struct state_row *row, slice body);
typedef void state_undone_fn(void *context, int64_t generation, const struct state_row *was,
                             slice body);
void state_each_record(struct state *s, state_record_fn *visit, void *context);
void state_each_undone(struct state *s, state_undone_fn *visit, void *context);

/* How many accounts the generation changed. */
uint64_t state_count_undone(struct state *s, int64_t generation);

/* state_upgrade.c: what earlier versions kept for going back, in the way of this one. */
void state_upgrade(struct state *s);

/* Texts of the dump: state_dump.c, and what it has of peers: state_dump_peers.c. */
void state_dump_date(struct out *out, int64_t day);
void state_dump_peers(struct state *s, struct out *out);

/* An account's record cannot be read whole: the run has to give up. */
void state_is_damaged(struct state *s);

#endif
