#ifndef BASE_USTAR_H
#define BASE_USTAR_H

/*
 * ustar - small archives in memory: POSIX ustar, plain files alone
 *
 * Same members, same bytes: no times, no owners, mode 0600. Names are given by the program and
 * have at most 100 bytes. What is read may be anybody's: it is looked at as far as it is sound.
 */

#include "analyzer/base/buf.h"
#include "analyzer/base/err.h"

enum { USTAR_NAME = 100 };

struct ustar_member {
    slice name, content; /* within the archive */
};

void ustar_add(struct buf *archive, const char *name, slice content);
void ustar_end(struct buf *archive);

/* The next member; *at starts at 0. False: the end, or err is set where it is no ustar archive. */
bool ustar_next(slice archive, size_t *at, struct ustar_member *out, struct err *err);

#endif
