#ifndef RUN_CARRY_PARTS_H
#define RUN_CARRY_PARTS_H

/*
 * carry_parts - the pieces of what is carried, each by one function for both directions
 *
 * Parcels, sessions and queues are numbered in the order in which they are written, from 1; 0
 * stands for none.
 */

#include "analyzer/run/state/carrier.h"
#include "analyzer/run/state/carry.h"

struct carry {
    struct carrier c;
    const struct under_way *w;
    uint32_t queues[QUEUES_MAX]; /* saving: a queue's place, or 0; loading: the queue of a place */
    size_t n_queues;
    struct parcel **parcels; /* by place */
    size_t n_parcels, parcels_cap;
    struct session **sessions; /* by place */
    size_t n_sessions;
};

/* carry_places.c: the queues that anything here is of. */
void carry_places(struct carry *y);
void carry_queue(struct carry *y, uint32_t *queue);
/* By a queue of it; ANY_HOST stays. */
void carry_host(struct carry *y, uint32_t *host);

/* carry_sessions.c */
void carry_sessions(struct carry *y);
void carry_session_ref(struct carry *y, struct session_ref *ref);

/* carry_parcels.c: with the queue entries. */
void carry_find_parcels(struct carry *y);
void carry_parcels(struct carry *y);
void carry_parcel_ref(struct carry *y, struct parcel **p);

/* carry_links.c */
void carry_links(struct carry *y);

/* carry_complaints.c */
void carry_complaints(struct carry *y);

/* carry_message.c: its texts go to the parcel's arena. */
void carry_message(struct carrier *c, struct message *m);

#endif
