#ifndef RUN_RECENT_H
#define RUN_RECENT_H

/*
 * recent - which lines the inputs had of late, and how often
 *
 * Lines are the same when host, second, program (to its first slash), pid and message are; how
 * the stamp was printed makes no difference. A line counts as often as the input with the most of
 * it has it. Remembers an hour of log time at least and two at the most, but no more than
 * RECENT_SLOTS lines: then the older half goes, and `shortest` tells how little is left.
 */

#include "analyzer/model/line.h"

enum { RECENT_SLOTS = 1 << 20 }; /* 16 MB; there are two tables */

struct recent_table {
    struct recent_slot *slots;
    size_t size, used;
};

struct recent {
    struct recent_table fresh, old;
    size_t most;         /* slots of a table; 0: RECENT_SLOTS */
    usec began;          /* of the fresh one */
    bool was_full;       /* lines went before their time */
    usec shortest;       /* log time that was remembered for certain, then */
    uint64_t n_repeated; /* lines that were known */
};

/* Remembers a line of this input; true: others had it as often already. */
bool recent_has(struct recent *r, uint32_t input, const struct line *ln, usec now);
void recent_free(struct recent *r);

#endif
