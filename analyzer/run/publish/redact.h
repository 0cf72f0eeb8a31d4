#ifndef RUN_REDACT_H
#define RUN_REDACT_H

/*
 * redact - a result without names, for whoever is to see figures and not people
 *
 * Between the judge and the reports: a result comes in, another one goes out, and reports know
 * nothing of it. Accounts, persons, subjects, local parts of addresses, ids of announcements and
 * ids of findings are pseudonyms, the same ones for the same key; texts of lines and what
 * people typed are left out. A name in a sentence is found because it is known (of the accounts of
 * the run, or in the site's files), an address by its form. Lists that were in order of names are
 * in order of pseudonyms. Departments, domains, hosts of the servers and outside networks stay.
 */

#include "analyzer/base/arena.h"
#include "analyzer/base/siphash.h"
#include "analyzer/model/result.h"
#include "analyzer/site/site.h"

struct redaction {
    const uint8_t *key; /* SIPHASH_KEY bytes */
    bool is_of_run;     /* the key goes with the run: nobody can ever turn anything back */
    const struct site *site;
    struct arena *arena; /* of what goes out; it refers to what came in as well */
};

const struct result *redact(const struct result *r, const struct redaction *how);

#endif
