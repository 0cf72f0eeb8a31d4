#ifndef RUN_RECORD_JSON_H
#define RUN_RECORD_JSON_H

/* record_json - a packed record as a JSON object: days, contacts, and what detectors keep */

#include "analyzer/base/slice.h"
#include "reports/out.h"

/* Both its pieces. Of what is open the texts are written; of the numbers between them none. */
void record_json(slice body, slice rest, struct out *out);

/* The texts among the bytes as an array: runs of printable characters; those alone that mention
   the name, unless it is empty. */
void record_texts_json(slice bytes, slice name, struct out *out);

#endif
