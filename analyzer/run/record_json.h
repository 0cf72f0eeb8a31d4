#ifndef RUN_RECORD_JSON_H
#define RUN_RECORD_JSON_H

/* record_json - a packed record as a JSON object: days, contacts, and what detectors keep */

#include "analyzer/base/slice.h"
#include "reports/out.h"

/* A part that this version does not know is written as hex digits. */
void record_json(slice packed, struct out *out);

#endif
