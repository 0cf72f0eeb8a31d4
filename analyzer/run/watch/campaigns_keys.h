#ifndef RUN_CAMPAIGNS_KEYS_H
#define RUN_CAMPAIGNS_KEYS_H

/*
 * campaigns_keys - what a message is and what sent it, as keys that alike ones have in common
 *
 * What it is: subject, digest, size. What sent it: the name that the client gave itself, where a
 * line tells it (Exim; Postfix with header_checks), and the domain of its Message-IDs, where it is
 * none of the site's own, as those of most mail programs are.
 */

#include "analyzer/model/message.h"
#include "analyzer/site/site.h"

enum { WHATS_MAX = 4, CLIENTS_MAX = 2 };

struct campaign_whats {
    uint64_t at[WHATS_MAX];
    size_t n, n_sure; /* the first ones: subject and digest; a size may be alike by chance */
};

struct campaign_client {
    uint64_t key;
    const char *is; /* a literal: what `text` is of the client */
    slice text;     /* a part of the message's */
};

/* Into an empty one. */
void campaigns_whats(const struct message *m, struct campaign_whats *k);

/* How many there are, CLIENTS_MAX at most. */
size_t campaigns_clients(const struct message *m, const struct site *site,
                         struct campaign_client *out);

#endif
