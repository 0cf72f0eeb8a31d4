#ifndef BENCH_MESSAGE_H
#define BENCH_MESSAGE_H

/* message - a queue entry, from its arrival to its last attempt */

#include "tests/bench/letter.h"

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

/* A queue entry with its id, its letter still to be written, nothing logged. */
struct message *message_new(struct traffic *t);

/*
 * Sets a message going: cleanup logs it after about `wait` milliseconds.
 * The result is when qmgr will have taken it.
 */
int64_t message_start(struct traffic *t, struct message *m, uint32_t wait);

/* outcome.c: what comes of this attempt, and how often everybody elsewhere says no at first. */
enum verdict outcome_of(struct traffic *t, const struct message *m, const struct recipient *r);
uint32_t outcome_greylistings(const struct traffic *t);

/* How a recipient's mail is delivered: by SMTP, to a mail store, or by the MTA itself. */
enum service message_service(const struct message *m, const struct recipient *r);
/* The user of this address has all mail forwarded. */
bool recipient_forwards(const struct recipient *r);
/* That was done: its delivery made a new message. */
bool message_is_forwarded(const struct message *m, const struct recipient *r);
/* The role address it was sent to, or NULL. */
const char *message_alias(const struct message *m, const struct recipient *r);
/* This recipient goes out in one transaction with the one before. */
bool message_is_together(const struct message *m, uint32_t at);

#endif
