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
    uint64_t sessions; /* 0: as many as fill the bytes */
    uint64_t seed;
    uint64_t rotate; /* lines a file; 0: one file */
    int64_t start;
    int64_t retry; /* mean time to the next attempt; 0: as keeps in_flight */
    uint32_t accounts;
    uint32_t in_flight;
    uint32_t days;
    const char *into;
    const struct rendering *mta;
    const struct rendering *hop; /* the second host's, or NULL */
    enum log_format format;
    bool filter;
    bool greylist;
    bool abuse;
    bool subjects;
    bool rich;
    bool new_ids;
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

/* Where mail is taken in, and the own server that it may go on to. */
enum { EDGE, HUB, HOSTS };

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
    uint32_t second;
    uint32_t micros;
    uint32_t inode;
    uint32_t pid; /* of the session that it came in; 0: of none */
};

/* What is in a queue file. A copy (filter, forward) keeps all but recipients. */
struct letter {
    enum sender sender;
    struct address from; /* of FROM_PROGRAM: nothing */
    uint64_t id;         /* of its Message-ID, */
    int64_t written;     /* and for those that cleanup makes up, */
    struct queue_id made_by;
    uint64_t subject;
    struct queue_id parent; /* of a bounce: what it tells of */
    uint32_t size;
    uint32_t recipients;
    bool is_spam; /* to addresses of which many are stale */
    struct recipient to[RECIPIENTS];
};

/* Whose session a message came in. */
struct submission {
    struct client client;
    uint32_t pid;
    uint32_t account;
    bool is_login;
    bool tls;
};

/* The way that is still before a queue entry. */
enum leg { TO_FILTER, TO_HUB, TO_RECIPIENTS };

/*
 * A queue entry. The times are for `delays=`: when it arrived, when qmgr took
 * it up this time, how long connection and transmission took this time.
 */
struct message {
    struct task task;
    struct queue_id id;
    struct queue_id copy; /* the filter's or the bounce's queue entry */
    struct submission submission;
    int64_t arrived;
    int64_t active;
    int64_t connecting;
    int64_t sending;
    uint32_t at; /* the recipient being tried */
    uint32_t pid;
    uint32_t attempts;
    uint32_t unlogged; /* the first recipient that the rendering holds back */
    uint8_t host;
    enum leg leg;
    bool refused;
    struct letter letter;
};

enum kind { LOGIN, INBOUND, REINJECTION, REFUSED, NOT_OWNER, WRONG_PASSWORD, PROBE };

struct session {
    struct task task;
    struct client client;
    struct message *message; /* of a REINJECTION */
    uint64_t number;
    enum kind kind;
    enum service service;
    uint32_t pid;
    uint32_t account;
    uint32_t wanted; /* messages or tries still to come */
    uint32_t messages;
    uint32_t spam; /* messages that the milter refused */
    uint32_t recipients;
    uint32_t refused;
    uint8_t host;
    bool tls;
    bool lost;
    bool abused; /* its account's password is in foreign hands */
};

/* Why a recipient was refused, or with NOT_OWNER a sender. */
enum refusal { NO_RELAY, NO_SUCH_USER, NO_HOST_NAME, BLOCKED, NOT_OWNED };

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

/* A session from outside or from a login, or mail from a program: drawn. */
void session_open(struct traffic *t);
enum refusal session_refusal(const struct session *s);
struct address session_refused_sender(const struct traffic *t, const struct session *s);

/* Mail from a program of this machine, by pickup. */
void session_none(struct traffic *t, uint64_t number);

/* The next server's or the filter's way in with a message that has its letter. */
void session_reinject(struct traffic *t, struct message *m);

/* A queue entry with its id, its letter still to be written, nothing logged. */
struct message *message_new(struct traffic *t);

/*
 * Sets a message going: cleanup logs it after about `wait` milliseconds.
 * The result is when qmgr will have taken it.
 */
int64_t message_start(struct traffic *t, struct message *m, uint32_t wait);

/* How a recipient's mail is delivered: by SMTP, to a mail store, or by the MTA itself. */
enum service message_service(const struct message *m, const struct recipient *r);
/* The user of this address has all mail forwarded. */
bool recipient_forwards(const struct recipient *r);
/* That was done: its delivery made a new message. */
bool message_is_forwarded(const struct message *m, const struct recipient *r);
struct address message_forward_to(const struct traffic *t, const struct recipient *r);
/* The role address it was sent to, or NULL. */
const char *message_alias(const struct message *m, const struct recipient *r);
/* This recipient goes out in one transaction with the one before. */
bool message_is_together(const struct message *m, uint32_t at);

void letter_write(struct traffic *t, struct letter *l, const struct session *s, struct dice *d);
void letter_receive(struct traffic *t, struct letter *l, const struct session *s, struct dice *d);
void letter_by_program(struct traffic *t, struct message *m, struct dice *d);
void letter_bounce(struct traffic *t, struct message *bounce, const struct message *m);

void put_queue_id(struct log *log, struct queue_id id); /* Postfix's short one */
void put_sender(struct log *log, const struct world *w, const struct letter *l);
void put_message_id(struct log *log, const struct world *w, const struct letter *l);
void put_subject(struct log *log, const struct letter *l);

#endif
