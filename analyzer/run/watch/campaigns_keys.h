#ifndef RUN_CAMPAIGNS_KEYS_H
#define RUN_CAMPAIGNS_KEYS_H

/* campaigns_keys - what a message is, as keys that alike ones have in common: subject, digest, size
 */

#include "analyzer/model/message.h"

enum { WHATS_MAX = 4 };

struct campaign_whats {
    uint64_t at[WHATS_MAX];
    size_t n;
};

/* Into an empty one. */
void campaigns_whats(const struct message *m, struct campaign_whats *k);

#endif
