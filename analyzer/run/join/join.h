#ifndef RUN_JOIN_H
#define RUN_JOIN_H

/*
 * join - queue entries become messages, messages become events with their account
 *
 * The legs of one message (content filter, second instance, own relay on another host)
 * are one parcel. The link is often logged after the second leg's lines: an entry that
 * may be a further leg is held until it is linked or ten minutes of log time are over,
 * and told then. When all entries of a parcel have ended it is entered in the ledger: each
 * message once, each recipient with one outcome.
 */

#include "analyzer/base/rhythm.h"
#include "analyzer/run/join/accounts.h"
#include "analyzer/run/join/filtered.h"
#include "analyzer/run/join/heard.h"
#include "analyzer/run/join/ledger.h"
#include "analyzer/run/join/links.h"
#include "analyzer/run/join/reported.h"
#include "analyzer/run/join/tracker.h"
#include "analyzer/run/watch/planted.h"
#include "analyzer/run/watch/watchers.h"
#include "analyzer/site/organisations.h"
#include "analyzer/site/replies.h"

enum { LOGGED_IN = 1 << 14 };

enum ending {
    ENDING_REMOVED, /* the log says that it left the queue */
    ENDING_DELETED, /* taken out by hand */
    ENDING_REFUSED, /* not accepted after all */
    ENDING_LOST,    /* its life was over, its id used again, no room */
    ENDING_INPUT,   /* the log ended */
};

/* Of what a queue took in under a login: is the header From in the log? */
struct from_sum {
    uint64_t messages, logged, unreadable; /* the last: of those logged */
};

struct join {
    struct places *places;
    struct accounts *accounts;
    struct watchers *watchers;
    struct tracker *tracker;
    struct sessions *sessions;
    struct reported *reported;
    const struct planted *planted;
    struct links links;
    struct heard heard;
    struct filtered filtered;
    uint64_t logged_in[LOGGED_IN]; /* frozen hashes of the newest ids of messages under a login */
    struct parcel_pool parcels;
    struct parcel *waiting_first, *waiting_last; /* in order of time */
    struct parcel *answers_first, *answers_last; /* held, with a Message-ID of Dovecot's */
    struct ledger ledger;
    struct rhythm rhythm;                 /* messages of all, by when they were accepted */
    uint64_t unknown_origin, without_leg; /* messages; recipients behind an unseen filter */
    uint64_t unnamed;        /* FACT_SUBMITTED without an id, or of a message told already */
    usec begins;             /* the first stamp of the log; USEC_NONE: none yet */
    uint64_t unknown_late;   /* of unknown_origin: first heard of hours after that */
    uint64_t unknown_logins; /* messages under a login that no line names */
    struct replies replies;
    struct organisations organisations;
    uint64_t reasons[REPLY_REASONS]; /* refusals and deferrals by or of the outside, as read */
    bool saw_subject;
    struct from_sum froms[QUEUES_MAX]; /* by queue */
    bool is_over;                      /* the log has ended: what is undecided is open, not lost */
};

void join_init(struct join *j, struct places *places, struct accounts *accounts,
               struct watchers *watchers, struct tracker *tracker);

/* The tracker's calls: an entry begins, a fact about it (false: it was refused), its end. */
void join_begin(struct join *j, struct entry *e, usec when);
bool join_take(struct join *j, struct entry *e, const struct fact *f, const struct line *ln);
void join_end(struct join *j, struct entry *e, enum ending how, usec when);

/* A line that says who handed the entry in would still be of use, if none did so before. */
bool join_lacks_beginning(const struct entry *e);

/* Some recipients of it are deferred. */
bool join_has_open(const struct entry *e);

/* FACT_PROXIED of this queue: what a filter in front of the queue handed back under next_queue_id
   was the client's. */
void join_proxied(struct join *j, uint32_t queue, const struct fact *f, const struct line *ln);

/* FACT_SUBMITTED, which a program of this host logged. */
void join_submitted(struct join *j, uint32_t host, const struct fact *f, const struct line *ln);

/* FACT_FILTERED, which a program of this host logged. */
void join_filtered(struct join *j, uint32_t host, const struct said *said);

/* FACT_REINJECTED; FACT_BLOCKED, which a program of this host logged. */
void join_reinjected(struct join *j, uint32_t host, const struct fact *f, const struct line *ln);
void join_blocked(struct join *j, uint32_t host, const struct fact *f);

/* FACT_REDIRECTED; FACT_ANSWERED, which a program of this host logged. */
void join_redirected(struct join *j, const struct fact *f, const struct line *ln);
void join_answered(struct join *j, uint32_t host, const struct fact *f, const struct line *ln);

/* How replies were read goes to the sums, behind join_close(). */
void join_close_replies(struct join *j, struct arena *a, struct reply_sums *out);

/* Releases what has waited long enough at this log time. */
void join_age(struct join *j, usec when);

/* The end of input, after the tracker's: everything is added to the sums. */
void join_close(struct join *j);
void join_free(struct join *j); /* closed or not */

#endif
