#ifndef RUN_DRIFT_H
#define RUN_DRIFT_H

/*
 * drift - when a program began to say things that nobody here can read
 *
 * An update changes a program's words in the middle of a day, and what it says then is
 * missing in the sums without any line being malformed before. Its lines are counted by the
 * hour: an hour in which the share of unread lines has jumped is remembered, and all that
 * comes behind it is counted apart. Zeroed it has seen nothing.
 *
 * Blind to: programs with a few lines an hour, a share that creeps.
 */

#include "analyzer/base/clock.h"

struct share {
    uint64_t lines, unread;
};

struct drift {
    struct share before, hour, after; /* after: from the jump on */
    usec hour_began;
    usec jumped; /* beginning of that hour; 0: it has not */
};

void drift_line(struct drift *d, usec when, bool is_unread);

/* The log has ended: its last hour counts, too. */
void drift_close(struct drift *d);

#endif
