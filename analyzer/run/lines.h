#ifndef RUN_LINES_H
#define RUN_LINES_H

/*
 * lines - one line's verdict to the books, its facts to the stations
 *
 * Which queue a program's lines are about is asked once per host and program and
 * remembered; its lines are counted there, by verdict. A line that says that others came again
 * has one verdict, and counts as often as it says, up to REPEATS_MAX. Of programs beyond a
 * limit lines have a verdict, but what they say is not taken.
 */

#include "analyzer/run/drift.h"
#include "analyzer/run/input/batch.h"
#include "analyzer/run/input/repeats.h"
#include "analyzer/run/join/attempts.h"
#include "analyzer/run/join/join.h"
#include "analyzer/run/join/late_logins.h"
#include "analyzer/run/join/said_tries.h"
#include "analyzer/run/join/tries.h"
#include "analyzer/run/reconcile.h"

enum { RECENT = 64 };

/* A host of the logs, and the longest time that it said nothing. */
struct host_heard {
    slice name;
    uint32_t number;
    uint64_t lines;
    usec first, last;
    usec quiet_from, quiet_to; /* equal: it was never quiet for QUIET_LEAST */
    uint64_t quiet_after;      /* lines before quiet_from */
    uint64_t burst;            /* lines within BURST_SPAN from quiet_to on */
    struct program *instances; /* the first program of each */
};

enum { QUIET_LEAST = 2 * HOUR, BURST_SPAN = 10 * MINUTE };

/* Whose lines they are; mta is NULL for programs that are not read. */
struct program {
    slice host, name, instance;
    slice daemon; /* "postfix/smtpd" whatever its instance and service; or the name */
    const struct mta *mta;
    struct host_heard *heard; /* NULL: no host can be told */
    uint32_t host_number, queue;
    uint64_t verdicts[VERDICTS];
    uint64_t unread; /* of these in no known form */
    struct drift drift;
    struct program *next; /* first one of another instance of its host */
};

struct lines {
    struct tracker *tracker;
    struct attempts *attempts;
    struct tries tries;
    struct late_logins late_logins;
    struct said_tries said_tries;
    struct reconcile *reconcile;
    struct arena *arena;
    struct map by_program; /* struct program *, under host and program */
    struct map by_host;    /* struct host_heard * */
    struct program *recent[RECENT];
    struct program nameless; /* of lines without a head, and of programs beyond the limit */
    uint32_t n_hosts;
    size_t n_programs;
    uint64_t unplaced; /* lines of programs beyond the limit, which were not taken */
};

void lines_init(struct lines *l, struct tracker *tracker, struct attempts *attempts,
                struct reconcile *reconcile, struct arena *arena);

/* The queue of a program that may have no line in this run. */
uint32_t lines_queue(struct lines *l, slice host, slice program, const struct mta *mta);

/* facts: of the whole batch. */
void lines_take(struct lines *l, const struct parsed *parsed, const struct fact *facts);

/* The programs whose words changed: sorted by host and name, in the arena. The log has ended. */
const struct program **lines_drifted(const struct lines *l, size_t *n);

/* The hosts that had a line, sorted by name, in the arena. */
const struct host_heard **lines_heard(const struct lines *l, size_t *n);

/* Of a host that had a line. */
uint32_t lines_host_number(const struct lines *l, slice host);
void lines_free(struct lines *l);

#endif
