#ifndef RUN_REDACT_NAMES_H
#define RUN_REDACT_NAMES_H

/*
 * redact_names - the names that are known, and sentences without them
 *
 * A name is found as a whole word, in whatever case; of several the longest. One that is an
 * ordinary word, too, is replaced wherever that word stands: a garbled sentence is better than
 * a name that is told. Numbers of less than four digits are no names.
 */

#include "analyzer/base/arena.h"
#include "analyzer/base/map.h"
#include "analyzer/run/publish/redact.h"

struct redact_names {
    const struct redaction *how;
    struct map by_name;
    size_t longest;
};

/* The site's, and the accounts of the result. */
void redact_names_init(struct redact_names *n, const struct redaction *how, const struct result *r);
void redact_names_free(struct redact_names *n);

/* The pseudonym of a whole field. */
slice redact_name(const struct redact_names *n, const char *kind, slice name);

/* A sentence; anchor: what its finding is about, a subject or an address, or empty. */
slice redact_text(const struct redact_names *n, slice text, slice anchor);

/* An anchor itself: the name of an account, an address, else a subject. */
slice redact_anchor(const struct redact_names *n, slice anchor);

#endif
