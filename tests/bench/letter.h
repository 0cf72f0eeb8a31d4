#ifndef BENCH_LETTER_H
#define BENCH_LETTER_H

/* letter - what is in a queue file: who wrote it, to whom, and what comes of that */

#include "tests/bench/traffic.h"

struct message;
struct session;

enum sender { FROM_NOBODY, FROM_ACCOUNT, FROM_OUTSIDE, FROM_PROGRAM };

/* What comes of one attempt to deliver; the order matters to verdict_defers(). */
enum verdict {
    UNTRIED,
    ACCEPTED,
    GREYLISTED,
    MAILBOX_FULL,
    RATE_LIMITED,
    TOO_MUCH_MAIL, /* its user gets */
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
    char fate;     /* of a scripted one; 0: chance decides */
    bool forwards; /* the user of this address has all mail forwarded, */
    struct address forward_to;
    bool was_forwarded; /* a script's user had it sent on from this address */
    struct address offered;
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
    uint32_t said; /* of a scripted one, in words: the subject, */
    uint32_t header_from;
    uint64_t deed; /* and the number of its line; 0: it is none */
    uint32_t recipients;
    uint32_t room;
    bool is_spam; /* to addresses of which many are stale */
    struct recipient *to;
};

void letter_write(struct traffic *t, struct letter *l, const struct session *s, struct dice *d);
void letter_receive(struct traffic *t, struct letter *l, const struct session *s, struct dice *d);
void letter_by_program(struct traffic *t, struct message *m, struct dice *d);
/* The copy has recipients of its own. */
void letter_copy(struct letter *to, const struct letter *from);
void letter_add(struct letter *l, struct recipient r);
void letter_bounce(struct traffic *t, struct message *bounce, const struct message *m);

void put_queue_id(struct log *log, struct queue_id id); /* Postfix's, short or long */
void put_sender(struct log *log, const struct world *w, const struct letter *l);
void put_message_id(struct log *log, const struct world *w, const struct letter *l);
void put_subject(struct log *log, const struct world *w, const struct letter *l);
void put_header_from(struct log *log, const struct world *w, const struct letter *l);

#endif
