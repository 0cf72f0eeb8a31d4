#ifndef MODEL_SESSION_H
#define MODEL_SESSION_H

/*
 * session - what an SMTP session with many recipients came to, when it is over
 *
 * Only of sessions that are known from end to end: each transaction that was begun became
 * a message, and each of these is counted.
 */

#include "analyzer/model/message.h"

struct session_sum {
    const struct account *account; /* its login's, or the own host's that it came from */
    bool has_login;
    uint32_t offered; /* recipients, but for those that were refused with a line of their own */
    uint32_t messages;
    uint64_t recipients;          /* of these together, behind aliases, each once (nrcpt) */
    uint32_t largest;             /* of one message */
    uint32_t accepted_before;     /* of one message: the most this server was seen to accept */
    struct kept_line queued_line; /* of the largest message */
};

#endif
