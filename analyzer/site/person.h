#ifndef SITE_PERSON_H
#define SITE_PERSON_H

/* person - one row of directory.csv: an account and whose it is */

#include "analyzer/model/account.h"

struct slices {
    slice *at;
    size_t n, cap;
};

struct alias {
    slice address;  /* lower case */
    usec requested; /* the day it was asked for; USEC_NONE: not said */
};

struct person {
    slice account; /* lower case */
    slice person;  /* a name or an id: the same in two rows is the same person */
    slice department;
    enum account_kind kind;
    bool is_in_bad_standing;
    usec created, left, deleted, disabled, forward_until, forward_stop; /* USEC_NONE: empty;
                                       forward_until is exclusive: a day counts whole */
    slice forward_to;
    struct alias *aliases; /* the column `addresses` */
    size_t n_aliases;
    struct slices delegates; /* account names that may send as this one */
    uint32_t line;           /* in directory.csv */
};

/* Since when a name or address is its: 0, but for an alias that was asked for on a day. */
usec person_known_as(const struct person *p, slice name);

/* When the policy ends its access: in bad standing with the day of leaving, else when it is
   deleted, a year after it left at the latest. USEC_NONE: it goes on, as for retirees; and for what
   is no person's the directory has another owner to ask. */
usec person_access_ends(const struct person *p);

/* By then its access has ended, or it was deleted or switched off: it claims nothing any more. */
bool person_is_over(const struct person *p, usec when);

/* When mail to its addresses may no longer be forwarded to the outside: when the person asked to
   stop, on the day that was granted, with the day of leaving in bad standing, a year after leaving
   at the latest. USEC_NONE: it goes on. */
usec person_forwarding_ends(const struct person *p);

/* When its addresses are nobody's any more: with a person's access and what forwarding was granted
   beyond it; for others when they are deleted. USEC_NONE: they go on. */
usec person_addresses_end(const struct person *p);

#endif
