#ifndef RUN_CLAIMS_H
#define RUN_CLAIMS_H

/*
 * claims - the addresses that an account sends under and that are not its own
 *
 * Held against the site's directory: accounts with their addresses, delegates, lists. An
 * account has at most CLAIMS_MAX of each kind at a time; what comes then shares one more,
 * without an address. So it is beyond CLAIMS_FEW for a login that the directory does not
 * have, as it may be a server's, and at once for a list or a system, whose task it is to
 * send for others. What was quiet for a day is forgotten. With a claim lives the state of
 * the detectors that watch claims.
 *
 * Addresses of forwarders (SRS0=) claim to be nobody. Without a login nothing is a claim.
 */

#include "analyzer/base/pool.h"
#include "analyzer/model/claim.h"
#include "analyzer/run/join/accounts.h"

enum { CLAIMS_MAX = 8, CLAIMS_FEW = 2 };

/* One claim, and what every detector that watches claims knows of it. */
struct claim_slot {
    struct claim claim;
    uint64_t owner_hash; /* or of the address; 0: what found no place */
    usec last;
    _Alignas(8) char watched[]; /* struct watched, one after the other */
};

/* The claims of one account. */
struct claim_list {
    struct claim_slot **at;
    size_t n, cap;
    uint64_t own[2]; /* hashes of the addresses last found to be its own */
};

struct claims {
    const struct site *site;
    uint64_t numbered; /* claims of the run so far */
    struct pool slots;
    /* Called before a claim goes, with everything that hangs on it. */
    void (*forget)(void *context, struct claim_slot *slot);
    void *context;
};

/* What an account claims by this address; NULL: nothing. */
struct claim_slot *claims_join(struct claims *cs, struct claim_list *list,
                               const struct account *who, slice address, usec when);

/* True when the account may use this address, or nothing can be said of it. */
bool claims_may_use(struct claims *cs, struct claim_list *list, const struct account *who,
                    slice address);

/* The account's claim of that number, or NULL when it has been forgotten. */
struct claim_slot *claims_find(const struct claim_list *list, uint64_t number);

/* One of an earlier run; its address is copied, its owner lives as long as the run. */
struct claim_slot *claims_restore(struct claims *cs, struct claim_list *list,
                                  const struct claim_slot *like);

/* Forgets what was quiet for a day before `when`; all of it for USEC_MAX. */
void claims_sweep(struct claims *cs, struct claim_list *list, usec when);

#endif
