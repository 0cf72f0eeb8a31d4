#ifndef DETECTORS_COMMERCIAL_H
#define DETECTORS_COMMERCIAL_H

/*
 * commercial - what commercial.c counts of an account, and commercial_words.c says of it
 */

#include "detectors/toolbox.h"

/* In the order of what they call for. */
enum commercial_rule {
    BY_NOTHING,
    BY_FEW_COMPLAINTS, /* a share that may be below what providers tolerate */
    BY_OFFERS,         /* strangers got mail whose subject fits the site's patterns */
    BY_COMPLAINTS,
    BY_STRANGERS, /* who do not answer, and somebody complains or takes it for spam */
    COMMERCIAL_RULES
};

struct commercial {
    int64_t complainants, domains, outside;
    int64_t strangers, answers, offers, verdicts; /* strangers: without an answer */
    int64_t of_late;                              /* of these, within a day */
    seconds week;
    bool sees_answers;
    bool is_commercial; /* by the site's patterns: its mail, or a complaint's */
};

enum action commercial_action(enum commercial_rule rule);

/* The piece is ripe and says so; its owner is the newest complaint, or empty. */
void commercial_say(struct evidence *e, const struct commercial *c, enum commercial_rule rule);

#endif
