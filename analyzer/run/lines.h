#ifndef RUN_LINES_H
#define RUN_LINES_H

/*
 * lines - one line's verdict to the books, its facts to the stations
 *
 * Which queue a program's lines are about is asked once per host and program and
 * remembered; its lines are counted there, by verdict. A line that says that others came again
 * has one verdict, and counts as often as it says, up to REPEATS_MAX.
 */

#include "analyzer/run/attempts.h"
#include "analyzer/run/batch.h"
#include "analyzer/run/join.h"
#include "analyzer/run/reconcile.h"
#include "analyzer/run/repeats.h"

enum { RECENT = 64 };

/* Whose lines they are; mta is NULL for programs that are not read. */
struct program {
    slice host, name, instance;
    slice daemon; /* "postfix/smtpd" whatever its instance and service; or the name */
    const struct mta *mta;
    uint32_t host_number, queue;
    uint64_t verdicts[VERDICTS];
    uint64_t unread; /* of these in no known form */
};

struct lines {
    struct tracker *tracker;
    struct attempts *attempts;
    struct reconcile *reconcile;
    struct arena *arena;
    struct map by_program; /* struct program *, under host and program */
    struct map by_host;    /* struct host_name * */
    struct program *recent[RECENT];
    struct program nameless; /* of lines without a head, and of programs beyond the limit */
    uint32_t n_hosts;
    size_t n_programs;
};

void lines_init(struct lines *l, struct tracker *tracker, struct attempts *attempts,
                struct reconcile *reconcile, struct arena *arena);

/* facts: of the whole batch. */
void lines_take(struct lines *l, const struct parsed *parsed, const struct fact *facts);

/* Names of the hosts that had a line, sorted, in the arena. */
slice *lines_hosts(const struct lines *l, size_t *n);

/* Of a host that had a line. */
uint32_t lines_host_number(const struct lines *l, slice host);
void lines_free(struct lines *l);

#endif
