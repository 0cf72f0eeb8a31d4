#ifndef RUN_ATTEMPTS_H
#define RUN_ATTEMPTS_H

/*
 * attempts - what was refused before it became a message
 *
 * Refusals of outside clients accuse nobody: they are counted by network (/24, /48) in a
 * table of fixed size, because clients are chosen by attackers; when it is full the
 * network with the fewest attempts makes room and its counts go to "(other)". Refusals
 * of own hosts are told to the detectors.
 */

#include "analyzer/run/watchers.h"

enum { NETWORKS_MAX = 4096 };

struct attempts {
    struct places *places;
    struct accounts *accounts;
    struct watchers *watchers;
    struct arena *arena;
    struct map by_network;
    struct network_row *rows;
    size_t n;
    uint64_t evicted;
    struct network_sum other;
    uint64_t rejects;
};

void attempts_init(struct attempts *a, struct places *places, struct accounts *accounts,
                   struct watchers *watchers, struct arena *arena);

/* FACT_REJECT and FACT_AUTH_FAILED. */
void attempts_take(struct attempts *a, const struct fact *f, const struct line *ln);

/* Most attempts first, "(other)" last, in the arena. */
struct network_sum *attempts_sorted(const struct attempts *a, size_t *n);
void attempts_free(struct attempts *a);

#endif
