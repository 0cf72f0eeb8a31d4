#ifndef RUN_REPORTED_H
#define RUN_REPORTED_H

/*
 * reported - which complaints are about messages of these logs, and whose they are
 *
 * One counts only when an own line agrees with all that it says: the message has its Message-ID
 * (or the queue id that an own server gave it), was accepted under a login, about when it says,
 * and went to the domain that it names. What was taken by phone names an account: it counts when
 * that account's login wrote to the complainant before. Each is told to the detectors once, at
 * the recipient that decides it; how far the others got is told in the reports.
 *
 * With a state the messages of earlier logs are remembered (sent), and what no line of this run
 * agrees with is looked for there, as strictly, when all lines have been read. That a complaint was
 * counted is remembered (carry), for as long as it may lie in the folder.
 */

#include "analyzer/model/complaint.h"
#include "analyzer/model/result.h"
#include "analyzer/run/join/accounts.h"
#include "analyzer/run/join/tracker.h"
#include "analyzer/run/state/sent.h"
#include "analyzer/run/watch/watchers.h"

/* What an earlier run has counted. */
struct reported_before {
    uint64_t content;
    slice account;
    usec accepted;
    uint64_t message, complainant; /* reported_counted; 0: of a version that did not say */
};

struct reported_row;

struct reported {
    struct accounts *accounts;
    struct watchers *watchers;
    struct arena *arena;
    struct reported_row *rows; /* in the site's order */
    size_t n;
    struct map by_message_id, by_queue_id, by_complainant, by_domain; /* -> the first row of each */
    struct map counted;     /* message and complainant, of those that were */
    struct sent sent;       /* its state is NULL where nothing is remembered */
    struct matcher matcher; /* for the site's patterns of adverts */
    struct reported_before *before;
    size_t n_before, before_cap;
};

/* state: NULL: nothing is remembered. */
void reported_init(struct reported *r, struct accounts *accounts, struct watchers *watchers,
                   struct state *state);

/* A queue entry has got its Message-ID, which a complaint that leaves it out goes by from then on.
 */
void reported_named(struct reported *r, struct message *m, slice queue_id, usec when);

/* A message was accepted, of whomever. */
void reported_message(struct reported *r, const struct message *m);

/* ev: as EVENT_RECIPIENT has it, told already; its account's message goes there. */
void reported_recipient(struct reported *r, const struct event *ev);

/* reported_recall.c: all lines have been read. */
void reported_recall(struct reported *r);

/* What was counted before; a row that is among them is not told again. */
void reported_add_before(struct reported *r, const struct reported_before *one);

/* With those of this run, oldest first; nothing that was accepted before `since`. */
const struct reported_before *reported_counted(struct reported *r, usec since, size_t *n);

/* As recipient.domain_hash: 0 where there are no complaints. */
uint32_t reported_domain(const struct reported *r, slice domain);

void reported_tell(struct reported *r, struct result *result);
void reported_free(struct reported *r);

#endif
