#ifndef RUN_NOTES_H
#define RUN_NOTES_H

/*
 * notes - what a reader must know about the data before believing the findings
 *
 * Gaps, damage, guesses, and what these inputs cannot show: sentences, in a fixed order.
 */

#include "analyzer/run/lines.h"

struct notes {
    struct arena *arena;
    const struct site *site;
    struct slices list;
};

void notes_of_inputs(struct notes *n, const struct result *r, struct inputs *in);
void notes_of_programs(struct notes *n, const struct result *r);
void notes_of_repeats(struct notes *n, const struct repeats *r, const struct attempts *a);
void notes_of_site(struct notes *n, const struct places *places, const struct lines *lines);

/* Exceptions that were over when the log ended, and those that no finding leans on. */
void notes_of_exceptions(struct notes *n, const bool *excused, usec ended);
void notes_of_patterns(struct notes *n, const struct matcher *m);
void notes_of_sessions(struct notes *n, const struct sessions *s, const struct attempts *a);
void notes_of_senders(struct notes *n, const struct lines *lines, const struct join *j);
void notes_of_stations(struct notes *n, const struct tracker *t, const struct join *j);

/* Moves them into the result's own list. */
void notes_hand_over(struct notes *n, struct result *r);

#endif
