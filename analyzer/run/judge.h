#ifndef RUN_JUDGE_H
#define RUN_JUDGE_H

/*
 * judge - evidence becomes findings with a recommended action
 *
 * What a piece warrants on its own is lowered by what excuses it: an announcement, a
 * list or system account, a weak identity, a registry that was not given. Every family
 * is capped, so that none decides alone; disabling never rests on volume. Each finding
 * says what speaks against it, if only that nothing was found.
 */

#include "analyzer/run/watchers.h"

struct judge {
    const struct site *site;
    struct arena *arena; /* texts of the findings */
    usec ended;          /* the last stamp of the log */
    bool *excused;       /* by an exception's number: a finding leans on it */
};

/* Findings in report order, in the arena; quotes point into the evidence. */
struct finding *judge_all(const struct judge *j, const struct evidence_list *list, size_t *n);

#endif
