#ifndef DETECTORS_FLOODING_H
#define DETECTORS_FLOODING_H

/*
 * flooding - what one account and several have in common when they pour mail on one recipient
 *
 * flooding.c watches each pair; flooding_crowd.c looks at all of its open pieces. What both need
 * of a piece are its numbers: messages, in_an_hour, same, answers.
 */

#include "detectors/toolbox.h"

enum { A_DAY, AN_HOUR, DELIBERATE, BYTES_A_DAY, SAME, ANSWERED, CROWD, CROWD_EACH };

static inline bool flooding_is_share(int64_t part, int64_t per_cent, int64_t all)
{
    return part * 100 >= per_cent * all;
}

/* What came before the pair had a place is not known. */
static inline bool flooding_is_alike(int64_t same, int64_t per_cent, int64_t messages)
{
    return flooding_is_share(same, per_cent, messages - (PAIR_MESSAGES - 1));
}

void flooding_across(const int64_t *limit, struct evidence **at, size_t n);

#endif
