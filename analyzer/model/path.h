#ifndef MODEL_PATH_H
#define MODEL_PATH_H

/*
 * path - what every line said of one message, in order of time
 *
 * Over its filters, own relays, hosts and queue ids. Slices live as long as the paths; log text in
 * them is hostile.
 */

#include "analyzer/model/fact.h"
#include "analyzer/model/message.h"

struct path_step {
    struct cite at;
    usec when;
    enum fact_kind kind;
    enum delivery_status status;       /* of FACT_DELIVERY */
    slice host, program, id;           /* whose line it is; the queue id that it is about */
    slice recipient, orig_to;          /* of FACT_DELIVERY and others */
    slice relay, dsn, next_id, filter; /* where it went; under which id it goes on */
    slice raw;
};

struct path {
    usec accepted;
    slice account; /* empty: nobody's */
    enum identity identity;
    slice login, sender, message_id, subject, client_ip;
    uint64_t size;
    uint32_t nrcpt;
    uint64_t outcomes[OUTCOMES]; /* of its addresses, as delivered */
    struct path_step *steps;     /* in order of time */
    size_t n_steps;
};

struct paths {
    struct path *at; /* in order of acceptance */
    size_t n;
    uint64_t left_out; /* more than PATHS_MAX fitted */
};

enum { PATHS_MAX = 10000 };

#endif
