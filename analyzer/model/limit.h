#ifndef MODEL_LIMIT_H
#define MODEL_LIMIT_H

/*
 * limit - a number that the policy may set
 *
 * Policy file, `mailproctor policy`, help and documents all come from tables of these;
 * a table ends with a zeroed row. Values are integers in the unit's base: bytes,
 * seconds, counts, per cent, thousandths.
 */

#include <stdint.h>

#include "analyzer/base/err.h"

enum unit { COUNT, SECONDS, BYTES, PER_CENT, MILLI };

struct limit {
    const char *name;
    int64_t preset;
    enum unit unit;
    const char *meaning;
};

enum { LIMITS_MAX = 16 };

/* A section of the policy: its table and the values in force, in the table's order. */
struct limit_section {
    const char *name;
    const char *title;
    const struct limit *limits;
    bool is_detector;                                      /* its findings may be excused */
    bool (*check)(const int64_t *values, struct err *why); /* NULL: any values will do */
    int64_t values[LIMITS_MAX];
};

#endif
