#ifndef SITE_OWNER_H
#define SITE_OWNER_H

/*
 * owner - whose a mail address is, and whether a login may send under it
 *
 * Addresses may come as a log prints them: case is folded (A to Z), a final dot goes,
 * a domain in UTF-8 is taken in its ASCII form (xn--). Rows of the directory come
 * first, wherever their domain is; then account names at own domains, at own hosts
 * (`hosts:`) and without a domain; then the lists of lists.csv, and last all of these
 * without tag. Other sub-domains of own domains are outside, unless a row has them.
 *
 * Delegation is what a row's `delegates` says, one step and one way: an organisation's
 * login may not send as its delegates. Nothing here depends on the time.
 */

#include "analyzer/model/ownership.h"
#include "analyzer/site/site.h"

/* NULL: nobody's. Of a list that has no row of its own it is the list's owner. */
const struct person *site_owner(const struct site *s, slice address);

/* login: site_find_person() of the login; NULL (not in the directory) owns nothing. */
enum ownership site_owns(const struct site *s, const struct person *login, slice address);

#endif
