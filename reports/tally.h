#ifndef REPORTS_TALLY_H
#define REPORTS_TALLY_H

/*
 * tally - how many findings an account has, and the strongest among them
 *
 * Made once per report, as accounts may be many and findings too. Owns its rows:
 * free it with tally_free().
 */

#include "analyzer/model/result.h"

struct tally_row {
    const struct account *account;
    uint64_t findings;
    const struct finding *strongest; /* the first of those with the strongest action */
};

struct tally {
    struct tally_row *rows; /* by address of the account: for looking up only */
    size_t n;
};

struct tally tally_new(const struct result *r);

/* NULL when the account has no finding. */
const struct tally_row *tally_find(const struct tally *t, const struct account *account);

void tally_free(struct tally *t);

#endif
