#ifndef RUN_WATCHERS_H
#define RUN_WATCHERS_H

/*
 * watchers - brings events to the detectors, with the state of the right key
 *
 * Owns every detector's state: per account, and per mailing, claim and pair of an account. States
 * are found through the account, hold no pointers between accounts, and go with their key.
 */

#include "analyzer/run/watch/account_work.h"
#include "analyzer/run/watch/inbound.h"
#include "analyzer/run/watch/incidents.h"
#include "analyzer/run/watch/locations.h"
#include "analyzer/run/watch/mailings.h"
#include "analyzer/run/watch/pairs.h"
#include "detectors/toolbox.h"

struct campaigns;

/* Some detectors by number, in their order. */
struct hearers {
    uint8_t n, at[WATCHES_MAX];
};

struct watchers {
    const struct limit_section *sections; /* one per detector, in their order */
    struct mailings mailings;
    struct claims claims;
    struct pairs pairs;
    struct inbound inbound;
    struct evidence_list evidence;
    struct incidents incidents; /* hears of what came of recipients */
    struct locations *locations;
    struct campaigns *campaigns; /* as locations */
    struct arena *arena;
    struct cold watched;         /* of accounts: struct watched, one after the other */
    size_t offsets[WATCHES_MAX]; /* of each detector's part, within its key's */
    struct hearers hearers[EVENT_KINDS];
    struct hearers keepers[KEYS]; /* those that watch such a key */
    struct account_work **works;  /* every one handed out, for sweeping */
    size_t n_works, works_cap;
    struct state *state;    /* NULL: nothing is remembered */
    struct day_close *days; /* where there is a state */
    struct calendar calendar;
    usec day;                 /* in which log time is, its beginning */
    struct account **awaited; /* of an earlier run: with pieces that are looked at together */
    size_t n_awaited;
    bool is_blind; /* told nothing on purpose: a run that only counts */
};

/* w->locations is the caller's to set. */
void watchers_init(struct watchers *w, const struct site *site, struct accounts *accounts,
                   struct arena *arena);

/* Puts an accepted message into its mailing, finds its claims, and tells EVENT_MESSAGE. */
void watchers_message(struct watchers *w, struct message *m, usec when);

/* Mail of a login with an empty sender: nobody's sending, but its header From may claim
   somebody. m->claimant is set; tells the detectors of claims only, later events likewise. */
void watchers_notice(struct watchers *w, struct message *m, usec when);

/* What the run keeps of the account, with what is remembered of it. */
struct account_work *watchers_work(struct watchers *w, struct account *account);

/* Every other event; ev->mailing and ev->claim are looked up here. */
void watchers_tell(struct watchers *w, struct event *ev);

/* Finds or makes the claims of a message with a login, and numbers them in it. */
void watchers_find_claims(struct watchers *w, struct account *who, struct message *m);

/* EVENT_RECEIVED: told to the detectors of ev->account, and to those of its pair with who wrote. */
void watchers_received(struct watchers *w, struct event *ev);

/* A refused claim of ev->account: EVENT_CLAIM_REFUSED, unless the address is its own. */
void watchers_claim_refused(struct watchers *w, struct event *ev);

/* A login as ev->account failed: EVENT_LOGIN_FAILED. */
void watchers_login_failed(struct watchers *w, struct event *ev);

/* Of this message so many recipients were still in the queue when the log ended. */
void watchers_unsettled(struct watchers *w, const struct message *m, uint64_t recipients);

/* All recipients of this message are decided, and so many of them bounced. */
void watchers_bounced(struct watchers *w, const struct message *m, uint64_t recipients);

/* The log has ended, and what is kept of it has been written: an organisation closes its door hours
   after the spam, often behind midnight, and the run that sees it does not see who was to blame. */
void watchers_recall_suspects(struct watchers *w);

/* The log begins, or goes on: who is awaited is looked at as of the day that was open. */
void watchers_begin(struct watchers *w, usec day);

/* Day close, or the first day's beginning: what was quiet for a day before `when` is forgotten. */
void watchers_sweep(struct watchers *w, usec when);

/* What is to be remembered of each account goes to the state. */
void watchers_remember(struct watchers *w);

/* Frees all state; the evidence stays until watchers_free_evidence(). */
void watchers_close(struct watchers *w);
void watchers_free_evidence(struct watchers *w);

#endif
