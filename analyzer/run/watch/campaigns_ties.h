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

/* How many of what it is make a row with that tie, and the row's key. */
size_t ties_alike(const struct campaign_whats *whats, const struct campaign_tie *tie);
uint64_t ties_row_key(const struct campaign_whats *whats, size_t what,
                      const struct campaign_tie *tie);
/* All rows are asked for before the first is looked for, and so waited for together. */
void ties_fetch_rows(const struct campaigns *c, const struct campaign_keys *k);

/* The message has such keys: it is from a place, and nobody's who is left out. */
bool ties_known(const struct campaigns *c, const struct message *m);

#endif
