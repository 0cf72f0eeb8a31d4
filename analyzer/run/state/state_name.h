#ifndef RUN_STATE_NAME_H
#define RUN_STATE_NAME_H

/*
 * state_name - whom a pseudonym of a redacted report stands for
 *
 * It cannot be turned back by itself: names that the state and the site's files know are tried with
 * the key, accounts and persons, addresses, subjects and ids of what was found.
 */

#include "analyzer/run/state/state.h"
#include "analyzer/site/site.h"

/* Every match on a line of its own; *n counts them. The key must be beside the state. */
bool state_name(struct state *s, const struct site *site, slice wanted, struct out *out,
                uint64_t *n, struct err *err);

#endif
