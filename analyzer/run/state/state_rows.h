#ifndef RUN_STATE_ROWS_H
#define RUN_STATE_ROWS_H

/*
 * state_rows - what is remembered, piece by piece, as the stations pack it
 *
 * Read at the base of a run, written into its generation; durable with state_commit(), and taken
 * off with the generation.
 */

#include "analyzer/run/state/record.h"
#include "analyzer/run/state/state.h"

/* What was under way when the base's inputs ended, and what is when this run's have: packed. */
slice state_carried(struct state *s); /* good until the next call */
void state_carry(struct state *s, slice packed);

/* What is known of several accounts together, by what it is of (carry_across.h). */
slice state_across(struct state *s, slice part); /* empty: nothing */
void state_keep_across(struct state *s, slice part, slice packed);

/* What is known of an account at the base, in two pieces (record.h); either may be empty. */
struct state_account {
    slice name, rest; /* live for the run */
    slice body;       /* good until the next account is asked for */
    int64_t body_id;  /* 0: there is none */
    int64_t due;
};

/* Never NULL; and what is from now on, until retention has to look at it on the day `due`. */
const struct state_account *state_account(struct state *s, slice name);
void state_keep_account(struct state *s, const struct state_account *a, const struct record *r,
                        int64_t due);

/* For a look: good until the next account is asked for. */
struct state_pieces {
    slice body, rest;
};
struct state_pieces state_look_at(struct state *s, slice name);

/* The same of the accounts' peers, as one piece. */
void state_read_peers(struct state *s, struct buf *packed);
void state_keep_peers(struct state *s, slice packed);

/* Who had mail on a day that was open then; in order of name and day. */
struct state_sender {
    slice name; /* good during the call */
    int64_t day, kind;
};

typedef void state_sender_fn(void *context, const struct state_sender *one);
void state_read_senders(struct state *s, state_sender_fn *tell, void *context);
void state_keep_sender(struct state *s, const struct state_sender *one);

#endif
