#ifndef RUN_STATE_UNDO_H
#define RUN_STATE_UNDO_H

/*
 * state_undo - what generations found in the place of what they left, and how it is had again
 *
 * Of each account a difference, or all of it when it has another body. They are kept together in
 * large rows and lead from one generation to the one below it.
 */

#include "analyzer/base/difference.h"
#include "analyzer/run/state/state_parts.h"

/* "was" and "is" are rows of one account; NULL: it was not there. One that is without
   a rest is not there any more, or is not known: then all of what was is kept. */
struct state_undo {
    struct state *state;
    int64_t generation;
    struct difference difference;
    struct buf chunk, entry;
};
void state_undo_add(struct state_undo *u, const struct state_row *was, const struct state_row *is);
void state_undo_end(struct state_undo *u);

/* What was added, one after the other. False: there are no more, or it is damaged (is_torn). */
struct state_undone {
    uint64_t kind;
    struct state_row was; /* its rest may be a difference */
};
bool state_undo_next(struct unpack *chunk, struct state_undone *out);

/* The row as it was, from that which is there; its rest may be in the room, until the next one. */
struct state_undo_room {
    struct difference difference;
    struct buf rest;
};
bool state_undo_make(const struct state_undone *undone, const struct state_row *is,
                     struct state_undo_room *room, struct state_row *was);
void state_undo_free(struct state_undo_room *room);

/* state_held.c: one row of each account, in memory, to be taken back without touching the file. */
struct state_held {
    slice name;
    struct buf rest; /* empty: it is not there */
    int64_t body;
    struct buf other_rest; /* for whoever holds two */
    int64_t other_body;
};
struct state_holder {
    struct state_held *at; /* in order of name */
    size_t n, cap;
    struct arena names;
};
void state_hold_all(struct state *s, struct state_holder *h);
/* Makes one that is not there when there is none. */
struct state_held *state_hold(struct state_holder *h, slice name);
struct state_row state_held_row(const struct state_held *held);
void state_let_go(struct state_holder *h);

#endif
