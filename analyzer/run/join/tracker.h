#ifndef RUN_TRACKER_H
#define RUN_TRACKER_H

/*
 * tracker - facts that know their queue entry
 *
 * Finds the entry of a queue id, per queue (host and instance), and hands each fact with
 * its entry to the join. When an id is not in the queue that a line names, the other
 * queues of its host are asked: services may be logged under names of their own. Bounded: an entry
 * that was never queued lives an hour of log time, one whose recipients are all decided ten
 * minutes, any other six days; beyond entries_max the one unused for longest goes. An id that comes
 * from a client while an entry of that id exists has been used again: the old entry ends, unless
 * it has just begun and nobody has handed it in.
 */

#include "analyzer/base/map.h"
#include "analyzer/base/pool.h"
#include "analyzer/model/fact.h"
#include "analyzer/model/line.h"

enum { QUEUES_MAX = 1024 };

/* LIFE_OVER: ended, and nobody has said yet who handed it in. */
enum life { LIFE_FRESH, LIFE_QUEUED, LIFE_DONE, LIFE_OVER, LIVES };

struct entry {
    uint64_t hash;
    struct parcel *parcel;
    struct entry *sibling;       /* next entry of the same parcel */
    struct entry *before;        /* the one whose sibling it is; NULL: the first */
    struct entry *older, *newer; /* in its list of life */
    usec moved, touched, begun;  /* put at the list's end; last and first heard of */
    uint32_t host, queue;        /* numbers of the host, of the instance's queue */
    uint32_t nrcpt, decided;
    uint32_t leg;    /* its number within the parcel */
    uint32_t n_open; /* deliveries of this leg that may be undecided: not more than these */
    uint8_t life;    /* enum life */
    uint8_t ending;  /* enum ending, of LIFE_OVER */
    bool has_beginning;
    bool is_torn;   /* broken off while it was read, unless it is delivered after all */
    bool is_behind; /* took what a leg before has handed on, recipient by recipient */
    uint8_t id_n;
    char id[30];
};

struct life_list {
    struct entry *oldest, *newest;
};

struct tracker {
    struct join *join;
    struct map by_id;
    struct pool entries;
    struct life_list lists[LIVES];
    size_t entries_max;
    uint32_t host_of[QUEUES_MAX];   /* of each queue */
    bool ends_silently[QUEUES_MAX]; /* its server does not say that a message left it */
    uint32_t n_queues;
    uint64_t evicted, reused, outlived; /* entries: for room, id used again, life over */
    uint64_t begun, unremoved;          /* entries; of the outlived, all recipients were decided */
};

void tracker_init(struct tracker *t, struct join *join, size_t entries_max);

/* The number of a queue of that host; beyond QUEUES_MAX they share the last. */
uint32_t tracker_add_queue(struct tracker *t, uint32_t host, bool ends_silently);

/* Only facts with a queue id. */
void tracker_take(struct tracker *t, uint32_t queue, const struct fact *f, const struct line *ln);

/* Ends what has lived too long at this log time. */
void tracker_age(struct tracker *t, usec when);

/* The entry of that id in any queue of that host, or NULL. */
struct entry *tracker_find(const struct tracker *t, uint32_t host, slice id);

/* The same, of any host: of several the one whose queue was met first. */
struct entry *tracker_find_anywhere(const struct tracker *t, slice id);

/* An entry of an earlier run, at the end of its list of life; its parcel is there. */
struct entry *tracker_restore(struct tracker *t, const struct entry *like);

/* The end of input: every entry is handed back to the join as still open. */
void tracker_close(struct tracker *t);

#endif
