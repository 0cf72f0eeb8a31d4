#ifndef RUN_JOIN_PARTS_H
#define RUN_JOIN_PARTS_H

/* What the parts of the join ask of each other: linking, telling, summing up. */

#include "analyzer/run/join/join.h"

/* Under which id what is of a message goes on, and where. */
struct next {
    slice id;
    enum next_kind kind;
    uint32_t host; /* or ANY_HOST */
};

/* join_link.c */
bool join_may_be_leg(const struct parcel *p);
void join_adopt(struct entry *e, struct parcel *p);                   /* e has no parcel yet */
struct parcel *join_open(struct join *j, struct entry *e, usec when); /* e has none yet */
void join_restore(struct entry *e);                                   /* to its parcel */
void join_leave(struct parcel *p, const struct entry *e);
void join_part(struct join *j, struct entry *e, usec when); /* e gets a parcel of its own again */
void join_next(struct join *j, struct parcel *p, const struct next *to, usec when);
void join_follow(struct join *j, struct entry *e, const struct fact *f, enum place to, usec when);
bool join_by_message_id(struct join *j, struct entry *e); /* its parcel is not told yet */
bool join_by_orig_id(struct join *j, struct entry *e, slice orig_id);

void join_merge(struct join *j, struct parcel *into, struct parcel *from, usec when);
void join_merge_leg(struct join *j, struct parcel *into, struct parcel *from,
                    usec when); /* took what `into` handed on: its recipients are named there */
void join_let_go(struct join *j, struct parcel *p, usec when); /* if it is held */
bool join_was_handed_on(const struct parcel *p);               /* or may yet be */
struct parcel *join_parcel_of(struct join *j, uint32_t host, slice id, bool *is_known);

/* join_delivery.c */
void join_take_delivery(struct join *j, struct entry *e, const struct fact *f,
                        const struct line *ln);

/* join_guess.c */
bool join_has_other_queues(const struct join *j); /* an own server behind this one may be here */
uint64_t join_next_id(const struct fact *f);      /* hash of the id that its reply names; never 0 */
bool join_may_be_guessed(const struct join *j, const struct parcel *p);
void join_guess(struct join *j, struct entry *e, const struct fact *f, usec when); /* its reply */
bool join_by_guess(struct join *j, struct entry *e, slice id);

/* join_named.c */
bool join_may_be_named(const struct parcel *p);
void join_logged_in(struct join *j, const struct entry *e); /* so it needs no name */
void join_by_name(struct join *j, struct entry *e);         /* by a line that came before it */

/* join_filtered.c */
void join_note_copy(struct parcel *first, const struct parcel *p); /* NULL: its id is new */
void join_by_filter(struct join *j, const struct entry *e); /* what came before it was queued */
void join_move_filterings(struct parcel *from, struct parcel *into);
void join_tell_filterings(struct join *j, const struct parcel *p, usec when); /* all so far */

/* join_derived.c */
void join_double(struct parcel *first, struct parcel *p); /* p is a leg of it, or made of it */
void join_undouble(struct parcel *p);
void join_move_doubles(struct parcel *from, struct parcel *into); /* NULL: they are none any more */
void join_claim_doubles(struct join *j, struct parcel *p, usec when); /* they are its legs */
/* The same, at its end: lines of what it was handed on to may have come behind those that say so,
   and wait as long as it. */
void join_claim_held(struct join *j, struct parcel *p, usec when);
bool join_is_derived(struct join *j, struct parcel *p); /* by a line that came before it */
void join_piped(struct join *j, const struct entry *e, const struct fact *f,
                usec when); /* a recipient's program has ended */
void join_check_redirect(struct join *j, struct parcel *p);
void join_list_answer(struct join *j, struct parcel *p);
void join_unlist(struct join *j, struct parcel *p);

/* join_queued.c */
void join_take_queued(struct join *j, struct entry *e, const struct fact *f, const struct line *ln);
void join_settle(struct join *j, struct entry *e, usec when); /* a later line shows: accepted */
bool join_take_back(struct parcel *p); /* refused after all; false: it was accepted */
bool join_take_oversize(struct join *j, struct parcel *p, const struct fact *f,
                        const struct line *ln); /* false: refused */

/* join_addressed.c: of a delivery that is passed on, too: only that line may name the alias */
struct way_taken {
    const struct delivery *delivery;
    bool is_passed; /* to a filter or an own server, by this line */
};
void join_tell_addressed(struct join *j, struct parcel *p, const struct way_taken *way,
                         const struct fact *f, const struct line *ln);

/* join_received.c: where it was delivered to may be a mailbox of the site */
struct reached {
    slice address;
    uint64_t hash; /* hash_address() */
};
void join_tell_received(struct join *j, const struct parcel *p, const struct reached *to,
                        const struct line *ln);

/* join_outcome.c: EVENT_OUTCOME */
void join_hear_reply(struct join *j, struct parcel *p, struct delivery *d, const struct fact *f,
                     const struct line *ln);
/* What is known of it by now, if it was not told; ln: the line that decides, or NULL. */
void join_tell_outcome(struct join *j, struct parcel *p, struct delivery *d, const struct line *ln);
void join_tell_outcomes(struct join *j, struct parcel *p, bool is_over); /* of all recipients */
void join_tell_expired(struct join *j, const struct entry *e, const struct line *ln);
void join_move_replies(struct parcel *from, struct parcel *into);

/* join_tell.c */
void join_tell(struct join *j, struct parcel *p, usec when);
void join_tell_delivery(struct join *j, struct parcel *p, struct delivery *d, const struct fact *f,
                        const struct line *ln, usec when);
void join_tell_oversize(struct join *j, const struct parcel *p, const struct fact *f,
                        const struct line *ln);
void join_sum_up(struct join *j, struct parcel *p);

/* join.c */
slice join_bare_id(slice message_id); /* as messages keep it: without its brackets */
void join_wait(struct join *j, struct parcel *p, usec when);
void join_stop_waiting(struct join *j, struct parcel *p);

#endif
