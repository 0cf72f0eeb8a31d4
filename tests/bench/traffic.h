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

enum { RECIPIENTS = 64, CREW = 2048, INODES = 1 << 13 };

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
    uint64_t seed;
    int64_t start;
    uint32_t accounts;
    uint32_t in_flight;
    uint32_t days;
    bool rfc3339;
    bool filter;
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

struct traffic {
    const struct options *options;
    struct dice dice;
    struct world world;
    struct log log;
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
    int64_t gap; /* mean time between two sessions */
};

enum sender { FROM_NOBODY, FROM_ACCOUNT, FROM_OUTSIDE, FROM_PROGRAM };

/* What comes of one attempt to deliver; the order matters to verdict_defers(). */
enum verdict {
    UNTRIED,
    ACCEPTED,
    GREYLISTED,
    MAILBOX_FULL,
    RATE_LIMITED,
    CONNECT_TIMEOUT,
    CONNECTION_LOST,
    USER_UNKNOWN,
    SPAM_REFUSED,
    NO_SUCH_DOMAIN
};

static inline bool verdict_defers(enum verdict v)
{
    return v >= GREYLISTED && v <= CONNECTION_LOST;
}

static inline bool verdict_bounces(enum verdict v)
{
    return v >= USER_UNKNOWN;
}

static inline bool verdict_without_talk(enum verdict v)
{
    return v == CONNECT_TIMEOUT || v == CONNECTION_LOST || v == NO_SUCH_DOMAIN;
}

struct recipient {
    struct address address;
    enum verdict verdict;
};

struct queue_id {
    uint32_t micros;
    uint32_t inode;
};

/* What is in a queue file. A copy (filter, forward) keeps all but recipients. */
struct letter {
    enum sender sender;
    struct address from; /* of FROM_PROGRAM: nothing */
    uint64_t id;         /* of its Message-ID, */
    int64_t written;     /* and for those that cleanup makes up, */
    struct queue_id made_by;
    uint32_t size;
    uint32_t recipients;
    struct recipient to[RECIPIENTS];
};

/*
 * A queue entry. The times are for `delays=`: when it arrived, when qmgr took
 * it up this time, how long connection and transmission took this time.
 */
struct message {
    struct task task;
    struct queue_id id;
    struct queue_id copy; /* the filter's or the bounce's queue entry */
    struct client client; /* whom the milter refused */
    int64_t arrived;
    int64_t active;
    int64_t connecting;
    int64_t sending;
    uint32_t at; /* the recipient being tried */
    uint32_t pid;
    uint32_t attempts;
    bool filtered;
    bool refused;
    struct letter letter;
};

void agenda_add(struct agenda *a, int64_t due, struct task *task);
struct entry agenda_next(struct agenda *a);

void *task_new(struct task **free_list, size_t size);
uint32_t crew_pid(struct traffic *t, enum service service);  /* any of a few */
uint32_t crew_take(struct traffic *t, enum service service); /* one for itself */
void crew_return(struct traffic *t, enum service service, uint32_t pid);

/* A session from outside or from a login, or mail from a program: drawn. */
void session_open(struct traffic *t);

/* Mail from a program of this machine, by pickup. */
void session_none(struct traffic *t);

/* What anvil tells every few minutes. */
void session_statistics(struct traffic *t);

/* The filter's way back in with a message that has its letter. */
void session_reinject(struct traffic *t, struct message *m);

/* A queue entry with its id, its letter still to be written, nothing logged. */
struct message *message_new(struct traffic *t);

/*
 * Sets a message going: cleanup logs it after about `wait` milliseconds.
 * The result is when qmgr will have taken it.
 */
int64_t message_start(struct traffic *t, struct message *m, uint32_t wait);

void letter_write(struct traffic *t, struct letter *l, uint32_t account);
void letter_receive(struct traffic *t, struct letter *l, uint32_t account);
void letter_by_program(struct traffic *t, struct message *m);
void letter_bounce(struct traffic *t, struct message *bounce, const struct message *m);

void put_queue_id(struct log *log, struct queue_id id);
void put_sender(struct log *log, const struct world *w, const struct letter *l);
void put_message_id(struct log *log, const struct world *w, const struct letter *l);

/* `relay=... (text)`: everything after the recipient's addresses. */
enum service reply_service(const struct message *m, const struct recipient *r);
void put_reply(struct traffic *t, const struct message *m, const struct recipient *r);

#endif
