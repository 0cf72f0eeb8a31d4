#ifndef RUN_SESSIONS_H
#define RUN_SESSIONS_H

/*
 * sessions - whose session a line belongs to that names no login, and what it came to
 *
 * A server's process serves one client after the other, so a session is found by queue and
 * pid. It begins with the first line that says who hands a message in (FACT_CLIENT) and is
 * over when the process connects, disconnects, or tells of another client or login. From
 * that line on its login is known; of what came before it is not, nor of a session that
 * began before the log and names nobody in it.
 *
 * A session of many recipients is told when it is over and all its messages are queued, if
 * the server counted as many transactions as there are messages: then nothing is missing.
 *
 * Bounded: one that is quiet for hours is forgotten, and beyond SESSIONS_MAX the one that
 * is quiet for longest, of those without a login if there are any: Sendmail logs no end, so
 * that all the mail which came in lately is in open sessions. What is forgotten is unknown,
 * never somebody else's.
 */

#include "analyzer/base/map.h"
#include "analyzer/base/pool.h"
#include "analyzer/model/fact.h"
#include "analyzer/model/session.h"
#include "analyzer/run/join/tracker.h"

/* SESSION_MANY: as many recipients any server must take at once (RFC 5321, 4.5.3.1.8). */
enum { SESSIONS_MAX = 8192, SESSION_LINE_MAX = 1024, SESSION_MANY = 100 };

struct session {
    struct session *older, *newer; /* in the order in which they were last heard of */
    uint64_t hash;
    uint64_t number; /* within the run; 0: forgotten */
    uint32_t queue, pid;
    usec touched;
    slice login, ip;         /* within its line; login empty: none was given */
    struct kept_line line;   /* the first that said who it is */
    struct kept_line ending; /* the disconnect line; at.line 0: it is not over */
    struct session_sum sum;
    bool has_refusal; /* of a command, since its last message */
    uint32_t begun;   /* messages, sum.messages of them are queued */
    uint32_t place;   /* among those that are carried over (carry) */
    char text[SESSION_LINE_MAX];
};

struct session_list {
    struct session *oldest, *newest;
};

/* A session for as long as it is known. */
struct session_ref {
    struct session *session;
    uint64_t number;
};

struct sessions {
    struct accounts *accounts;
    struct watchers *watchers;
    struct map by_pid;
    struct pool pool;
    struct session_list named, nameless; /* with a login, and without */
    struct session *latest;              /* the one looked for last, or NULL */
    size_t n;
    uint64_t numbered;
    uint64_t evicted;              /* logins forgotten for room that may still be needed */
    uint32_t accepted[QUEUES_MAX]; /* recipients of one message: the most that were proved */
};

void sessions_init(struct sessions *s, struct accounts *accounts, struct watchers *watchers);

/* FACT_CLIENT, FACT_CONNECT and FACT_DISCONNECT, logged under this queue's instance. */
void sessions_take(struct sessions *s, uint32_t queue, const struct fact *f, const struct line *ln);

/* The session that the process is in; it refers to none when that is not known. */
struct session_ref sessions_refer(struct sessions *s, uint32_t queue, uint32_t pid);

/* The same; and a filter in front of the queue has taken a message of it. */
struct session_ref sessions_proxied(struct sessions *s, uint32_t queue, uint32_t pid);

/* A message of it, if it is still known, was taken into the queue. */
void sessions_queued(struct sessions *s, struct session_ref ref, const struct message *m);

/* The session of a fact about a client that this line tells of, or NULL: not known. Good until
   the next call of another function. */
const struct session *sessions_find(struct sessions *s, uint32_t queue, const struct fact *f,
                                    const struct line *ln);

/* The process refused a command of its session, or is over with that message. */
void sessions_refused(struct sessions *s, uint32_t queue, uint32_t pid, bool is_refused);

/* One of an earlier run, whose texts may go; behind those that are there. */
struct session *sessions_restore(struct sessions *s, const struct session *like);

/* Forgets what has been quiet for too long at this log time. */
void sessions_age(struct sessions *s, usec when);
void sessions_free(struct sessions *s);

/* sessions_tell.c: to the detectors, if it is an account's. */
void sessions_tell(struct sessions *s, struct session *one);

#endif
