#ifndef RUN_SAID_TRIES_H
#define RUN_SAID_TRIES_H

/*
 * said_tries - failed logins of a session that no line tells of but its last one
 *
 * Postfix counts a session's AUTH commands on its disconnect line ("auth=0/3"). Those that a line
 * of its own told of are counted there; what is left are commands that the server did not take (no
 * AUTH offered without TLS, or at all), or lines that the log does not have. They are known by
 * client alone: whose password was tried they do not say.
 *
 * A process serves one client after the other, so lines are counted by process until it is over
 * with that client. Bounded: with SAID_MAX processes in such sessions at a time no more of the
 * others are counted, for a try must not count twice.
 */

#include "analyzer/base/pool.h"
#include "analyzer/run/join/tries.h"

enum { SAID_MAX = 8192 };

struct said_tries {
    struct tries *tries;
    struct map by_process;
    struct pool pool;
    bool is_full; /* some were not kept */
};

void said_tries_init(struct said_tries *s, struct tries *tries);

/* FACT_AUTH_FAILED, logged under this queue's instance, and so many times. */
void said_tries_line(struct said_tries *s, uint32_t queue, const struct fact *f,
                     const struct line *ln, uint32_t times);

/* FACT_CONNECT and FACT_DISCONNECT of a host. */
void said_tries_session(struct said_tries *s, uint32_t host, uint32_t queue, const struct fact *f,
                        const struct line *ln);

void said_tries_free(struct said_tries *s);

#endif
