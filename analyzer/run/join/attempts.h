#ifndef RUN_ATTEMPTS_H
#define RUN_ATTEMPTS_H

/*
 * attempts - what was refused before it became a message
 *
 * Refusals of outside clients accuse nobody: they are counted by network (/24, /48) in a
 * table of fixed size, because clients are chosen by attackers; when it is full the
 * network with the fewest attempts makes room and its counts go to "(other)". Refusals
 * of own hosts, and of senders that a login does not own, are told to the detectors. A failed
 * login is counted under the account that it names only if there is such an account: names that
 * are guessed make none. A refusal is its session's login's where the line names none.
 */

#include "analyzer/run/join/ledger.h"
#include "analyzer/run/join/sessions.h"
#include "analyzer/run/watch/planted.h"
#include "analyzer/run/watch/watchers.h"

/* TOLD_MAX: a server ends a session after so many errors (smtpd_hard_error_limit's preset). */
enum { NETWORKS_MAX = 4096, TOLD_MAX = 20 };

struct attempts {
    struct accounts *accounts;
    struct watchers *watchers;
    struct ledger *ledger;
    struct sessions *sessions;
    const struct planted *planted;
    struct matcher matcher; /* for the site's patterns of refusals */
    struct map by_network;
    struct network_row *rows;
    size_t n;
    uint64_t evicted;
    uint64_t nameless; /* messages of own senders refused as too large, whoever it was */
    uint64_t untold;   /* refusals of own hosts that no detector was told of */
    struct network_sum other;
};

void attempts_init(struct attempts *a, struct accounts *accounts, struct watchers *watchers,
                   struct ledger *ledger, struct sessions *sessions);

/* FACT_REJECT and FACT_AUTH_FAILED, logged under this queue's instance, and so many times. The
   detectors are told at most TOLD_MAX of these: one line must not make a finding. */
void attempts_take(struct attempts *a, uint32_t queue, const struct fact *f, const struct line *ln,
                   uint32_t times);

/* FACT_OVERSIZE without a queue id: the session tells whose it was. */
void attempts_oversize(struct attempts *a, uint32_t queue, const struct fact *f,
                       const struct line *ln, uint32_t times);

/* Most attempts first, "(other)" last, in the arena. */
struct network_sum *attempts_sorted(const struct attempts *a, size_t *n);
void attempts_free(struct attempts *a);

#endif
