#ifndef RUN_RECONCILE_H
#define RUN_RECONCILE_H

/*
 * reconcile - every line gets one verdict, and some lines of each reason are kept
 *
 * Counts lines by input and by reason; lines counts them by host and program. Both see
 * every line once, and books compares them.
 */

#include "analyzer/base/arena.h"
#include "analyzer/base/map.h"
#include "analyzer/model/result.h"

enum { REASONS_MAX = 1000 };

/* Lines by verdict. */
struct tally_row {
    uint64_t verdicts[VERDICTS];
};

struct reconcile {
    struct tally_row *inputs; /* by cite.input */
    size_t inputs_cap;
    struct map by_reason;
    struct known_reason *last; /* lines of one kind come in runs */
    struct arena *arena;
    size_t n;
};

void reconcile_init(struct reconcile *r, struct arena *arena);

/* program is what the reason is counted under; why is a literal, NULL for parsed lines. */
void reconcile_line(struct reconcile *r, enum verdict verdict, slice program, const char *why,
                    const struct line *ln);

/* Malformed first, then not known, foreign, ignored; most lines first; in the arena. */
struct verdict_reason *reconcile_sorted(const struct reconcile *r, size_t *n);
void reconcile_free(struct reconcile *r);

#endif
