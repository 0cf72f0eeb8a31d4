#ifndef RUN_PRECEDENTS_H
#define RUN_PRECEDENTS_H

/*
 * precedents - decisions, found by the account that they are about
 *
 * Of several decisions about one finding the newest stands, that is the one with the highest
 * number, whatever time it names. Zeroed: there are none. Entries that a purge has emptied are
 * about nobody any more, and left out.
 */

#include "analyzer/base/arena.h"
#include "analyzer/model/decision.h"

enum { PRECEDENT_DAYS = 365 /* older ones are shown and weigh nothing */ };

struct precedents {
    const struct decision **at; /* by account, then by number */
    size_t n;
};

/* The decisions are the caller's and have to live as long. */
void precedents_init(struct precedents *p, const struct decisions *all, struct arena *a);

/* Of these, those on findings for the case handler alone, or all others. */
struct precedents precedents_part(const struct precedents *all, bool is_restricted,
                                  struct arena *a);

/* Those of one account. */
struct precedents precedents_of(const struct precedents *all, slice account);

/* Of those of one account: what stands of a finding; NULL: nobody decided. */
const struct decision *precedents_on(const struct precedents *one, slice finding);

/* What stands, newest first: of the detector's findings of this pattern; with pattern 0, of its
   findings that were cleared, whatever pattern. NULL: nothing does. */
const struct decision *precedents_alike(const struct precedents *one, slice detector,
                                        uint64_t pattern);

/* Findings that stand confirmed, decided at `since` or later. */
uint32_t precedents_confirmed(const struct precedents *one, usec since);

/* The oldest decision to disable the account, or its sending, that was not taken back; NULL:
   none. It is taken back for its finding by clearing that, or by going back to `record`. */
const struct decision *precedents_disabled(const struct precedents *one);

#endif
