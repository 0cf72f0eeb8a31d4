#ifndef SITE_RETENTION_H
#define SITE_RETENTION_H

/* retention - how many days of log time the state remembers what: docs/privacy.md */

#include "analyzer/model/limit.h"

enum retention {
    RETAIN_DETAIL,
    RETAIN_BASELINES,
    RETAIN_FINDINGS,
    RETAIN_CONFIRMED,
    RETAIN_WITHDRAWN,
    RETENTIONS
};

/* In the order of the enum; values and presets are seconds, whole days. */
extern const struct limit retention_limits[];

#endif
