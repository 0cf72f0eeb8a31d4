#ifndef RUN_SESSIONS_H
#define RUN_SESSIONS_H

/*
 * sessions - whose session a line belongs to that names no login
 *
 * A server's process serves one client after the other, so a session is found by queue and
 * pid. It begins with the first line that says who hands a message in (FACT_CLIENT) and is
 * over when the process connects, disconnects, or tells of another client or login. From
 * that line on its login is known; of what came before it is not, nor of a session that
 * began before the log and names nobody in it.
 *
 * Bounded: one that is quiet for hours is forgotten, and beyond SESSIONS_MAX the one that
 * is quiet for longest. What is forgotten is unknown, never somebody else's.
 */

#include "analyzer/base/map.h"
#include "analyzer/base/pool.h"
#include "analyzer/model/fact.h"
#include "analyzer/model/message.h"

enum { SESSIONS_MAX = 8192, SESSION_LINE_MAX = 1024 };

struct session {
    struct session *older, *newer; /* in the order in which they were last heard of */
    uint64_t hash;
    uint32_t queue, pid;
    usec touched;
    slice login, ip;       /* within its line; login empty: none was given */
    struct kept_line line; /* the first that said who it is */
    char text[SESSION_LINE_MAX];
};

struct sessions {
    struct map by_pid;
    struct pool pool;
    struct session *oldest, *newest;
    uint64_t evicted; /* for room */
};

void sessions_init(struct sessions *s);

/* FACT_CLIENT, FACT_CONNECT and FACT_DISCONNECT, logged under this queue's instance. */
void sessions_take(struct sessions *s, uint32_t queue, const struct fact *f, const struct line *ln);

/* The session of a fact about a client that this line tells of, or NULL: not known. Good until
   the next call of another function. */
const struct session *sessions_find(const struct sessions *s, uint32_t queue, const struct fact *f,
                                    const struct line *ln);

/* Forgets what has been quiet for too long at this log time. */
void sessions_age(struct sessions *s, usec when);
void sessions_free(struct sessions *s);

#endif
