#ifndef RUN_ACCOUNTS_PARTS_H
#define RUN_ACCOUNTS_PARTS_H

/* accounts_parts - what accounts and their logins share */

#include "analyzer/run/join/accounts.h"

void accounts_init_logins(struct accounts *a);

/* A to Z to lower case, cut at ACCOUNT_NAME_MAX, into buf, which holds that. */
slice accounts_fold_case(slice s, char *buf);

struct account *accounts_find_or_add(struct accounts *a, slice name, enum account_kind kind);
struct account *accounts_of_person(struct accounts *a, const struct person *p);

#endif
