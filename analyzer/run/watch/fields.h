#ifndef RUN_FIELDS_H
#define RUN_FIELDS_H

/*
 * fields - a detector's state as bytes, by the names of its fields
 *
 * A later version of the detector reads what an earlier one wrote: a field keeps what it had if
 * its name and kind are the same, or if the detector's table says what it was called; a new one
 * begins empty; one that is gone is dropped. Empty fields take no room.
 */

#include "analyzer/base/packed.h"
#include "detectors/toolbox.h"

/* Nothing is written when all of it is empty. */
void fields_pack(const struct detector *d, const void *state, struct buf *out);

/* The state is zeroed before. */
void fields_unpack(const struct detector *d, void *state, slice bytes);

/* What a field of that version is called by now; NULL: there is none. */
const struct field *fields_find(const struct detector *d, uint64_t version, slice name);

/* All of it can be read; a field that is called otherwise by now counts as well. */
bool fields_are_whole(const struct detector *d, slice bytes);

#endif
