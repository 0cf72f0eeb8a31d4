#ifndef RUN_REQUESTS_H
#define RUN_REQUESTS_H

/*
 * requests - who asked for no more mail of whom (no_contact.csv), as it applies to an account
 *
 * A request is about all accounts of one person, and about the mailbox of the one who asked: case
 * and tags do not matter, nor how a domain is written, nor which of the mailbox's own addresses
 * the directory knows it is. Nothing here depends on the time.
 */

#include "analyzer/model/event.h"
#include "analyzer/site/site.h"

/* Somebody asked for no more mail of this account. */
bool requests_name(const struct site *site, const struct account *who);

/* What is asked of the account about this recipient; NULL: nothing. */
const struct no_contact *requests_find(const struct site *site, const struct account *who,
                                       const struct recipient *r);

#endif
