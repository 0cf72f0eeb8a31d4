#ifndef RUN_TRIES_H
#define RUN_TRIES_H

/*
 * tries - one failed try to log in is counted once, however many lines tell of it
 *
 * Two lines: the mail server's, and that of the auth service which it asked, of the same host,
 * client address and name within TRY_SPAN. Where only the auth service's is in the logs, that
 * one counts, when the span is over. Lines of two password databases that it asked for one try
 * say different things within a second.
 *
 * Two methods: a client whose PLAIN was refused tries LOGIN with the same name and password.
 * Another method for the same name, by the same server process and client, within
 * FALLBACK_SPAN is no further try; a method that comes again is. The auth service makes clients
 * wait between them, up to 15 s. Where no process is printed it must come within two seconds.
 *
 * Bounded: of a client PENDING_MAX tries wait, of CLIENTS_MAX clients; beyond that the oldest
 * are counted at once.
 */

#include "analyzer/run/join/attempts.h"

enum { TRY_SPAN = 2 * MINUTE, FALLBACK_SPAN = 30, PENDING_MAX = 64, CLIENTS_MAX = 4096 };
enum { METHODS_MAX = 4, UNPAIRED_MAX = 16 };

struct tries {
    struct attempts *attempts;
    struct map by_client;
    struct client_tries *oldest, *newest;
    size_t n;
};

void tries_init(struct tries *t, struct attempts *attempts);

/* FACT_AUTH_FAILED of a host, logged under this queue's instance, and so many times. */
void tries_take(struct tries *t, uint32_t host, uint32_t queue, const struct fact *f,
                const struct line *ln, uint32_t times);

/* FACT_DISCONNECT: so many tries of its client that no line of the server told of. One that the
   auth service told of meanwhile is that one. */
struct tried {
    uint32_t host, queue;
    const struct fact *over;
    const struct line *ln;
};
void tries_uncounted(struct tries *t, const struct tried *session, uint32_t times);

/* Counts what has waited long enough at this log time. */
void tries_age(struct tries *t, usec when);
void tries_close(struct tries *t);

#endif
