#ifndef SITE_CLASHES_H
#define SITE_CLASHES_H

/*
 * clashes - addresses that two rows of the directory claim
 *
 * An address goes to its first requester, unless an organisation's claim is stronger. Directories
 * that grew have some; they stop no run. The one that keeps the address has its mail; both may
 * send under it until the directory is mended.
 */

#include "analyzer/site/person.h"

/* Why it is kept by the one that keeps it. */
enum clash_reason {
    CLASH_ORGANISATION, /* it is an organisation's, and the other's is not */
    CLASH_FIRST,        /* it was asked for earlier */
    CLASH_DATED,        /* only one of them says when it was asked for */
    CLASH_ORDER,        /* nothing tells: it stands first in the file */
};

struct clash {
    slice address;
    const struct person *keeper, *other;
    enum clash_reason reason;
};

struct clashes {
    struct clash *at;
    size_t n, cap; /* at most CLASHES_MAX; more are counted */
    size_t more;
};

enum { CLASHES_MAX = 1 << 16 };

struct arena;

/* Who of two rows that have this address in their column keeps it: true: the first. */
bool clash_is_kept_by(const struct person *first, const struct person *second, slice address,
                      enum clash_reason *reason);

void clashes_add(struct clashes *all, struct arena *a, const struct clash *one);

/* True: the address stands in the row. */
bool person_has_address(const struct person *p, slice address);

#endif
