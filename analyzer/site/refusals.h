#ifndef SITE_REFUSALS_H
#define SITE_REFUSALS_H

/*
 * refusals - what the site's own servers mean when they refuse, in the site's words (policy.yaml)
 *
 * An ACL, a ruleset or an access map may say anything. Asked for refusals alone whose words no
 * parser knows, in the order in which the rules are written; the first that fits decides.
 */

#include "analyzer/model/reject_reason.h"
#include "analyzer/site/pattern.h"

struct refusal_rule {
    struct pattern *match; /* the site's */
    enum reject_reason reason;
};

struct site;

/* REJECT_OTHER: none fits. The matcher is the caller's. */
enum reject_reason refusal_reason(const struct site *s, slice text, struct matcher *m);

#endif
