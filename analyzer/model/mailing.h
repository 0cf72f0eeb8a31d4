#ifndef MODEL_MAILING_H
#define MODEL_MAILING_H

/*
 * mailing - messages of one account that are one: same subject, or size within 1 %
 *
 * The core's; it grows with each message, and a detector only reads it.
 */

#include "analyzer/base/clock.h"
#include "analyzer/base/slice.h"
#include "analyzer/model/account.h"
#include "analyzer/model/announcement.h"

struct mailing {
    struct account *account;
    slice subject;    /* as first logged; empty: none */
    uint64_t size;    /* of the first message, bytes */
    usec first, last; /* accepted */
    uint64_t number;  /* within its account, from 1 */
    uint64_t messages, recipients, external;
    uint64_t addressed;                      /* recipients that its messages were accepted for */
    const struct announcement *announcement; /* whose keys it matches; NULL: none */
    bool is_announced_by_owner;
    bool is_subject_unseen; /* none are logged: whose it is was all that could be compared */
    uint64_t beyond_scope;  /* recipients that the announcement does not name */
    slice advert;           /* the site's pattern that its subject fits; empty: none */
};

/* Somebody who may announce it has; whether it fits is another matter. NULL: no. */
static inline bool mailing_is_announced(const struct mailing *m)
{
    return m && m->announcement && m->is_announced_by_owner;
}

#endif
