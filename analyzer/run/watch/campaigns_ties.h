#ifndef RUN_CAMPAIGNS_TIES_H
#define RUN_CAMPAIGNS_TIES_H

/* campaigns_ties - what messages that are alike may have in common besides, and who else has it */

#include "analyzer/run/watch/campaigns.h"
#include "analyzer/run/watch/campaigns_keys.h"

enum { TIES_MAX = 2 + CLIENTS_MAX, TIE_TEXT = 128 };

struct campaign_tie {
    uint64_t key;
    bool is_place; /* else nobody else has it, and a size alone makes no message alike */
    slice text;    /* what it is, for people */
};

/* Keys of one message; zeroed, but for what it is. */
struct campaign_keys {
    struct campaign_whats whats;
    struct campaign_tie ties[TIES_MAX];
    size_t n_ties;
    char texts[CLIENTS_MAX][TIE_TEXT];
};

/* Where it is from, and what its client is; its account is counted among those who have that. */
void ties_of_message(struct campaigns *c, struct campaign_keys *k, const struct message *m,
                     const struct location *from);
/* One of its recipients, by the hash of the address. */
void ties_of_recipient(struct campaigns *c, struct campaign_keys *k, const struct message *m,
                       uint64_t recipient);

/* The message has such keys: it is from a place, and nobody's who is left out. */
bool ties_known(const struct campaigns *c, const struct message *m);

#endif
