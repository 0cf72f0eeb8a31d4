#ifndef RUN_LEDGER_H
#define RUN_LEDGER_H

/*
 * ledger - where messages, refusals and logins are added up
 *
 * Each of them is entered once: under all, under the queue (instance of a host) that it
 * came to first, and under its account or a nobody. It is the only place that adds to
 * these sums. Lines are counted elsewhere (lines, reconcile).
 */

#include "analyzer/model/books.h"
#include "analyzer/model/fact.h"
#include "analyzer/model/message.h"
#include "analyzer/run/join/tracker.h"

struct ledger {
    struct traffic all;
    struct traffic queues[QUEUES_MAX]; /* by the tracker's number; verdicts stay empty */
    struct sums nobodies[NOBODIES];
    struct calendar calendar;
    struct sums carried;   /* messages of earlier runs; they are in no other sum here */
    uint64_t account_days; /* the days of all accounts, added up */
    uint64_t notices;      /* messages with an empty sender, whoever handed them in */
};

/* What a message comes to, unless it is one of an earlier run's: that has its own sum. Its
 * recipients are counted by the caller: outcomes and external. */
void ledger_message(struct ledger *l, uint32_t queue, const struct message *m,
                    const struct sums *recipients);

/* An entry of this queue turned out to be a further leg of a message. */
void ledger_merged(struct ledger *l, uint32_t queue);

/* It did not after all. */
void ledger_parted(struct ledger *l, uint32_t queue);

/* FACT_REJECT or FACT_AUTH_FAILED, so many times, under an account's name or a nobody's. */
void ledger_refused(struct ledger *l, uint32_t queue, const struct fact *f, uint32_t times,
                    struct sums *whose);

/* FACT_DISCONNECT, so many times: did its client log in? */
void ledger_session(struct ledger *l, uint32_t queue, const struct fact *f, uint32_t times);

#endif
