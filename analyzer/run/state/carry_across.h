#ifndef RUN_CARRY_ACROSS_H
#define RUN_CARRY_ACROSS_H

/*
 * carry_across - what is known of several accounts together, from run to run
 *
 * Who uses which network, campaigns, incidents, and which published addresses found no mailbox.
 * Each is a part of its own in the state, with its version in front: one of another version, or
 * that was purged, is begun anew. Accounts go by their names, but for the users of networks, which
 * are hashes; each name stands once in a part. Bounded by the bounds of what is carried, and what
 * has passed is left behind.
 */

#include "analyzer/run/state/carrier.h"
#include "analyzer/run/state/carry.h"

/* What was mentioned before in a part, by the order in which it was. */
struct mentioned {
    struct map by_pointer;
    void **at;
    size_t n, cap;
};

struct across {
    struct carrier c;
    struct watchers *w;
    struct mentioned accounts, lines;
};

/* At the base, before the first line; behind the last one. */
void carry_across_load(const struct under_way *w);
void carry_across_save(const struct under_way *w);

/* The number under which it was mentioned, from 1; 0: it is mentioned now. */
size_t mentioned_find(struct mentioned *m, void *what);
void mentioned_add(struct mentioned *m, void *what);

/* NULL stays NULL. */
void carry_account(struct across *y, const struct account **who);

struct crowds;
/* Of each thing its `most` newest users at most, and none that nobody used since then. */
void carry_crowds(struct across *y, struct crowds *crowds, size_t most, usec since);

/* carry_campaigns.c, carry_incidents.c */
void carry_campaigns(struct across *y);
void carry_incidents(struct across *y);

#endif
