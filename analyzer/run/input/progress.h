#ifndef RUN_PROGRESS_H
#define RUN_PROGRESS_H

/* progress - one line on the terminal while a run lasts: share, rate, time left */

#include "analyzer/base/clock.h"
#include "analyzer/run/input/inputs.h"

struct progress {
    bool is_shown;
    usec began, next;
    uint64_t lines;
};

/* Shows nothing unless standard error is a terminal. */
void progress_begin(struct progress *p, bool wanted);
void progress_line(struct progress *p, const struct inputs *in);
void progress_end(struct progress *p);

#endif
