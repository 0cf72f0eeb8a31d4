#ifndef REPORTS_TALLY_H
#define REPORTS_TALLY_H

/*
 * tally - the ruling on an account, looked up by the account
 *
 * Made once per report, as accounts may be many and rulings too. Owns its rows: free it
 * with tally_free().
 */

#include "analyzer/model/result.h"

struct tally {
    const struct ruling **rows; /* by address of the account: for looking up only */
    size_t n;
};

struct tally tally_new(const struct result *r);

/* NULL when the account has no finding. */
const struct ruling *tally_find(const struct tally *t, const struct account *account);

void tally_free(struct tally *t);

#endif
