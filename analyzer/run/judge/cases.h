#ifndef RUN_CASES_H
#define RUN_CASES_H

/*
 * cases - what becomes of findings over days: new, going on, came back, quiet, closed
 *
 * A case is a finding id. What stands of it is worked out from its sightings and the decisions
 * each time it is asked for, and kept nowhere. Cases of one account, detector and pattern follow
 * on each other: a further one goes on, unless there was a pause, or the one before was decided.
 * A decision closes a case for what had happened until then; what happens after brings it back.
 */

#include "analyzer/model/result.h"
#include "analyzer/run/judge/precedents.h"
#include "analyzer/run/state/sightings.h"

struct state;
struct flags;
struct journal_state;

struct case_row {
    struct sighting seen; /* of one that only the journal knows: no times, and what that has */
    struct past past;
    const struct decision *stands; /* the newest; NULL: nobody decided */
};

struct cases {
    struct case_row *at; /* by account, detector, pattern, first, id */
    size_t n;
};

/* All that a state knows, but for what is for the case handler alone, or only that; `decided` has
   the decisions on these and on nothing else. They are kept in the arena as well. */
void cases_read(struct store *s, struct arena *a, const struct precedents *decided,
                enum sightings_of which, struct cases *all);

/* Sets past and stands of rows in their order. ended: of the newest log; USEC_NONE: none of them
   can be quiet. */
void cases_derive(struct case_row *rows, size_t n, const struct precedents *decided, usec ended,
                  struct arena *a);

/* Fills in what a result says of the past, from what lies below the run's base. decided: on what
   is for the case handler alone it is not asked. */
void cases_tell(struct state *s, const struct journal_state *journal,
                const struct precedents *decided, struct arena *a, struct result *r);

/* The same of what is for the case handler alone. */
void cases_tell_restricted(struct state *s, const struct precedents *decided, struct arena *a,
                           struct result *r);

/* Decisions that are not as they were written. */
void cases_raise_flags(const struct journal_state *journal, struct flags *fs);

/* For whoever learns from days: the account has findings on this day, and all of them were
   cleared. Asks for what lies below the run's base. False as well where there are none. */
bool cases_day_is_released(struct store *s, const struct precedents *decided, slice account,
                           usec from, usec to);

#endif
