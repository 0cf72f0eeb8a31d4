#ifndef DETECTORS_LIMITS_H
#define DETECTORS_LIMITS_H

/* The two sides of limits: who sent too much, and the servers that accepted it. */

#include "detectors/toolbox.h"

/* The order of its limits. */
enum { MESSAGE_SIZE, RECIPIENTS, REFUSED_DAY, RETRIES_DAY, SURPLUS };

struct limits_state { /* one account, or the operators */
    struct window refused;
    int64_t size_told, recipients_told; /* operators: the most of what was told */
};

static inline void limits_number(struct evidence *e, const struct watch *w)
{
    evidence_number(e, "allowed_size", BYTES, w->limit[MESSAGE_SIZE]);
    evidence_number(e, "allowed_recipients", COUNT, w->limit[RECIPIENTS]);
}

/* limits_operators.c: EVENT_TAKEN. */
void limits_on_taken(struct watch *w, const struct event *ev);

#endif
