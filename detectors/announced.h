#ifndef DETECTORS_ANNOUNCED_H
#define DETECTORS_ANNOUNCED_H

/* announced - how far the announcement that a mailing matches is about it */

#include "analyzer/model/event.h"
#include "analyzer/model/result.h"

struct announced_terms {
    int64_t overrun;   /* per cent more recipients that are let pass, and beyond its scope */
    seconds allowance; /* before and after its time */
};

/* recipients: how many it has had. */
enum announced announced_how(const struct mailing *m, int64_t recipients,
                             const struct announced_terms *terms);

#endif
