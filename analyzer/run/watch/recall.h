#ifndef RUN_RECALL_H
#define RUN_RECALL_H

/*
 * recall - what is remembered of an account, brought to its watchers and back to the state
 *
 * Loaded at the account's first event, written when the run is over, if it has changed. Of the
 * detectors' states those by account are remembered; what belongs to mailings and claims lives for
 * the run. Only where watchers->state is set.
 */

#include "analyzer/run/watch/watchers.h"

void recall_account(struct watchers *w, struct account_work *work);
void recall_message(struct watchers *w, struct account_work *work, const struct message *m);

/* Its last recipient is decided: of all of them so many bounced. */
void recall_bounced(struct watchers *w, struct account_work *work, const struct message *m,
                    uint64_t recipients);

/* A piece of evidence about the account is ripe: the day of the event is not learned from. */
void recall_suspect(struct watchers *w, const struct event *ev);

/* Sets ev->recipient.contact: as long as the account is young only whom it knows is told. False:
 * this mail is not learned from. */
bool recall_recipient(struct watchers *w, struct account_work *work, struct event *ev);

/* What is usual for the event's account, at the beginning of its day; NULL: nothing is remembered.
 */
const struct usual *recall_usual(struct watchers *w, const struct event *ev);

/* The days alone, of a piece of what was kept of an account; nothing to free. */
void recall_days(slice piece, struct history *h);

/* Writes it. */
void recall_keep(struct watchers *w, struct account_work *work);

#endif
