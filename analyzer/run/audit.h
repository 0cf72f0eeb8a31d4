#ifndef RUN_AUDIT_H
#define RUN_AUDIT_H

/*
 * audit - tells the detectors what is wrong with the site's own files
 *
 * Once, when the log has ended. Of accounts that are over by then nothing is told, and a log
 * without a line (ended: USEC_NONE) has no end.
 */

#include "analyzer/run/join/accounts.h"
#include "analyzer/run/watch/watchers.h"

struct audit {
    const struct site *site;
    struct accounts *accounts;
    struct watchers *watchers;
    usec ended;
};

void audit_tell(const struct audit *a);

#endif
