#ifndef RUN_REPEATS_H
#define RUN_REPEATS_H

/*
 * repeats - lines by which a syslog daemon says that the line before them came again
 *
 * Rsyslog's and syslog-ng's name what came again. "last message repeated" is about the last line of
 * its host in the same input; it is looked for in the batch and among the last lines of the one
 * before. What was refused in that line is counted as often as it is said to have come again; what
 * it says of a queue entry is not taken twice. A line that stands for nothing we have is
 * counted, and told in a note.
 */

#include "analyzer/run/input/batch.h"

/* REPEATS_MAX: no server lets one client go on longer in a row, and a log may be made up. */
enum { KEPT_LINES = 32, REPEATS_MAX = 1000 };

struct repeats {
    struct parsed resolved;
    struct parsed kept[KEPT_LINES]; /* of the batch before: each host's last, latest first */
    size_t n_kept;
    struct buf text;               /* theirs */
    uint64_t n, times;             /* such lines, and what they add up to */
    uint64_t beyond;               /* of these: more than REPEATS_MAX of one line */
    uint64_t n_homeless, homeless; /* of lines that are not there; not in the others */
    struct fact facts[FACTS_MAX];
};

/* What line i of the batch, which is such a line (parsed.repeats), stands for, and the facts that
   it counts from; lives until the next call. */
const struct parsed *repeats_resolve(struct repeats *r, const struct batch *b, size_t i,
                                     const struct fact **facts);

/* To be called when a batch was taken, before it is filled again. */
void repeats_keep(struct repeats *r, const struct batch *b);
void repeats_free(struct repeats *r);

#endif
