#ifndef BENCH_TRAFFIC_H
#define BENCH_TRAFFIC_H

/*
 * traffic - what goes on at the mail server, in the order of its log
 *
 * Sessions (an SMTP client's connection) and messages (a queue entry) are tasks:
 * each writes one line when its time has come and names the time of its next.
 * A task frees itself when it has nothing more to log. Everything in flight
 * stands in the agenda, ordered by time and then by who came first, so that the
 * log's order never depends on anything but the seed.
 */

#include "tests/bench/dice.h"
#include "tests/bench/log.h"
#include "tests/bench/world.h"

struct rendering;
struct script;

enum { CREW = 2048, INODES = 1 << 13 };

#define FINISHED ((int64_t)-1)

struct traffic;

struct task {
    /* The time of the next step, or FINISHED after the task freed itself. */
    int64_t (*step)(struct traffic *t, struct task *task);
    struct task *next_free;
};

struct entry {
    int64_t due;
    uint64_t order;
    struct task *task;
};

struct agenda {
    struct entry *heap;
    size_t used;
    size_t room;
    uint64_t added;
};

/* Processes of one service: those with a session are out, the rest wait. */
struct crew {
    uint32_t pids[CREW];
    uint32_t waiting;
};

struct options {
    uint64_t bytes;
    uint64_t sessions; /* 0: as many as fill the bytes */
    uint64_t seed;
    uint64_t rotate; /* lines a file; 0: one file */
    int64_t start;
    int64_t retry; /* mean time to the next attempt; 0: as keeps in_flight */
    uint32_t accounts;
    uint32_t in_flight;
    uint32_t days;
    uint32_t edges; /* servers that take mail in */
    const char *into;
    const char *script;  /* the file of a traffic decided elsewhere, or NULL */
    const char *ids;     /* the file for the ids of its messages, or NULL */
    const char *letters; /* the same with their Message-IDs */
    const struct rendering *mta;
    const struct rendering *hop; /* the second host's, or NULL */
    enum log_format format;
    bool filter;
    bool greylist;
    bool abuse;
    bool subjects;
    bool rich;
    bool new_ids;
    bool rspamd;
    bool no_removed;
    bool directory;
    bool stats;
};

struct counts {
    uint64_t sessions;
    uint64_t messages;
    uint64_t recipients;
    uint64_t deferrals;
    uint64_t in_flight;
    uint64_t in_flight_sum; /* over the sessions' beginnings */
};

/* Where mail is taken in, by one server or several, and the own server that it may go on to. */
enum { EDGE, HUB, MORE_EDGES, HOSTS = MORE_EDGES + 3 };

struct host {
    const char *name;
    const char *address;
    const struct rendering *rendering;
    struct log *log;
};

struct traffic {
    const struct options *options;
    struct dice dice;
    struct world world;
    struct script *script;
    FILE *ids, *letters;
    struct host hosts[HOSTS];
    struct log *log; /* of the line being written */
    struct agenda agenda;
    struct counts counts;
    struct task *free_sessions;
    struct task *free_messages;
    struct crew crews[SERVICES];
    uint32_t next_pid;
    uint32_t inodes[INODES]; /* a ring of those that no queue file has */
    uint32_t inodes_taken;
    uint32_t inodes_returned;
    int64_t now;
    int64_t arrival; /* of the next session */
    int64_t gap;     /* mean time between two sessions */
};

struct options options_read(int argc, char **argv);

void agenda_add(struct agenda *a, int64_t due, struct task *task);
struct entry agenda_next(struct agenda *a);

void *task_new(struct task **free_list, size_t size);
uint32_t crew_pid(struct traffic *t, enum service service);  /* any of a few */
uint32_t crew_take(struct traffic *t, enum service service); /* one for itself */
void crew_return(struct traffic *t, enum service service, uint32_t pid);
uint32_t crew_fresh(struct traffic *t);

/*
 * What decides who sends what to whom and what comes of it. When sessions are
 * counted it follows from the key alone, so that neither rendering nor topology
 * changes it; when bytes are, from the one stream of chance.
 */
struct dice *deal(struct traffic *t, struct dice *own, uint64_t key);

#endif
