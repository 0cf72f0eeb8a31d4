#ifndef RUN_STATE_CHECK_H
#define RUN_STATE_CHECK_H

/*
 * state_check - whether a state file and its key are whole
 *
 * Says all that is wrong, one a line, with table and row; the file is opened for reading only, and
 * not a byte of it changes. What it cannot see: a byte that was changed within a hash of a
 * contact, which is as good a hash as any.
 */

#include "reports/out.h"

/* True: nothing is wrong. */
bool state_check(const char *path, struct out *out);

#endif
