#ifndef RUN_ACCOUNT_WORK_H
#define RUN_ACCOUNT_WORK_H

/*
 * account_work - what the run keeps of an account beside its sums
 *
 * The watchers make it with the account's first event and free it when all is told.
 */

#include "analyzer/model/usual.h"
#include "analyzer/run/join/claims.h"
#include "analyzer/run/watch/haunts.h"
#include "analyzer/run/watch/history.h"
#include "analyzer/run/watch/mailings.h"
#include "analyzer/run/watch/pairs.h"
#include "detectors/groups.h"

struct account_work {
    struct mailing_list mailings;
    struct claim_list claims;
    struct pair_list pairs;
    struct account *account;
    struct haunts haunts;
    struct history *history; /* NULL: nothing is remembered */
    const struct state_account *remembered;
    bool is_late;               /* of a log of long ago: what is open by now is kept aside */
    struct usual *usual;        /* of the day asked for last; where there is a history */
    struct groups own_groups;   /* where there is no history, which has them otherwise */
    struct writers own_writers; /* likewise */
    struct groups *groups;      /* those, as long as mail that may be learned from is told */
    struct portrait *portrait;  /* when the log has ended; NULL: there is none */
    uint32_t watched;           /* the number of what the detectors know of it */
    uint64_t asked; /* a bit for each recipient, several share one; all: what went before is open */
};

static inline uint64_t work_bit_of(uint64_t recipient)
{
    return (uint64_t)1 << (recipient >> 58);
}

/* Whom it wrote to, or may have: an answer comes from nobody else. */
static inline bool work_may_have_asked(const struct account_work *work, uint64_t recipient)
{
    return work->asked & work_bit_of(recipient);
}

static inline struct writers *work_writers(struct account_work *work)
{
    return work->history ? &work->history->writers : &work->own_writers;
}

#endif
