#ifndef BENCH_SESSION_H
#define BENCH_SESSION_H

/* session - a client's connection, or a program's mail: where messages come from */

#include "tests/bench/message.h"

enum kind { LOGIN, INBOUND, REINJECTION, REFUSED, NOT_OWNER, WRONG_PASSWORD, PROBE, TOO_LARGE };

struct deed;

struct session {
    struct task task;
    struct client client;
    struct message *message; /* of a REINJECTION */
    uint64_t number;
    struct deed *deed; /* what the script says of it, or NULL */
    enum kind kind;
    enum service service;
    uint32_t pid;
    uint32_t account;
    uint32_t wanted; /* messages or tries still to come */
    uint32_t messages;
    uint32_t spam;       /* messages that the milter refused */
    uint32_t recipients; /* with those that were too many */
    uint32_t refused;
    uint8_t host;
    bool tls;
    bool lost;
    bool abused; /* its account's password is in foreign hands */
};

/* Why a recipient was refused, or with NOT_OWNER a sender. */
enum refusal { NO_RELAY, NO_SUCH_USER, NO_HOST_NAME, BLOCKED, NOT_OWNED };

/* A session from outside or from a login, or mail from a program: drawn. */
void session_open(struct traffic *t);
/* The script's next one. */
void session_follow(struct traffic *t);
enum refusal session_refusal(const struct session *s);
struct address session_refused_sender(const struct traffic *t, const struct session *s);

/* Mail from a program of this machine, by pickup. */
void session_none(struct traffic *t, uint64_t number);

/* The next server's or the filter's way in with a message that has its letter; `from` host. */
void session_reinject(struct traffic *t, struct message *m, uint8_t from);

#endif
