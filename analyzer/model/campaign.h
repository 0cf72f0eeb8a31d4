#ifndef MODEL_CAMPAIGN_H
#define MODEL_CAMPAIGN_H

/*
 * campaign - accounts that send the same and have something rare in common besides
 *
 * As known so far: campaigns grow together when an account is part of both.
 */

#include "analyzer/model/message.h"

struct campaign {
    uint64_t number;           /* from 1, as long as it goes on */
    uint64_t accounts;         /* that are part of it */
    uint64_t messages;         /* since it was recognised */
    uint64_t decided, invalid; /* outside recipients of these: delivered or unknown; unknown */
    slice network;             /* where it was seen first, or what tied it together; kept */
};

#endif
