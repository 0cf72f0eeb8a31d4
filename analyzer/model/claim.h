#ifndef MODEL_CLAIM_H
#define MODEL_CLAIM_H

/*
 * claim - an address that an account sends under and that is not its own
 *
 * Of one account all addresses of one owner are one claim. Nothing is a claim that the
 * site lets the account use: own addresses, those it is a delegate of, its lists.
 */

#include "analyzer/base/slice.h"

enum claim_kind {
    CLAIM_PERSON,  /* another person's address */
    CLAIM_ROLE,    /* of an organisation, a system or a list that does not let this account */
    CLAIM_UNOWNED, /* of an own domain, and nobody's */
    CLAIM_OUTSIDE, /* elsewhere: the person's own there, or somebody else's */
    CLAIM_KINDS
};

struct claim {
    uint64_t number; /* within the run, from 1 */
    enum claim_kind kind;
    slice address;     /* as first printed; empty: all of this kind that found no place */
    slice owner;       /* an account or a list; empty: nobody known, or several */
    bool shares_login; /* the owner may send as this account, so it may be the owner who did */
};

#endif
