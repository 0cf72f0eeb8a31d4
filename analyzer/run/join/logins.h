#ifndef RUN_LOGINS_H
#define RUN_LOGINS_H

/* logins - under which names the accounts that something was found about have logged in */

#include "analyzer/model/result.h"
#include "analyzer/run/join/accounts.h"

/* Sets the logins of every ruling; at most LOGINS_TOLD of one account, the first by their bytes. */
enum { LOGINS_TOLD = 16 };

void logins_tell(const struct accounts *accounts, struct arena *a, struct result *r);

#endif
