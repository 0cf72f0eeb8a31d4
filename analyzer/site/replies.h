#ifndef SITE_REPLIES_H
#define SITE_REPLIES_H

/*
 * replies - what remote servers' replies mean, in the site's own words (policy.yaml)
 *
 * Asked in the order in which they are written, the first that fits decides. The scope
 * is what the reply is about: one about an IP says nothing of the account at hand.
 */

#include "analyzer/site/pattern.h"

enum reply_scope {
    REPLY_MESSAGE,
    REPLY_SENDER,
    REPLY_RECIPIENT,
    REPLY_IP,
    REPLY_DOMAIN,
    REPLY_SCOPES
};

extern const char *const reply_scope_names[REPLY_SCOPES + 1]; /* ends with NULL */

struct reply_rule {
    struct pattern *match; /* the site's */
    enum reply_scope scope;
    slice reason;
    uint32_t line; /* in policy.yaml */
};

#endif
