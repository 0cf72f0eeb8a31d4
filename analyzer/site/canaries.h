#ifndef SITE_CANARIES_H
#define SITE_CANARIES_H

/*
 * canaries - addresses that never existed or were planted (canaries.txt)
 *
 * One a line, # begins a comment. Nobody writes to one who did not take it from where
 * it was planted, or make it up; so none may be anybody's address.
 */

#include "analyzer/base/map.h"

struct site;

struct canary {
    slice address; /* lower case */
    uint32_t line;
};

struct canaries {
    struct canary *at;
    size_t n;
    struct map by_address;
};

/* NULL: it is none. Case is folded; a tagged address is another one. */
const struct canary *site_find_canary(const struct site *s, slice address);

#endif
