#ifndef BENCH_SCRIPT_H
#define BENCH_SCRIPT_H

/*
 * script - traffic that was decided elsewhere: who hands in what to whom, and what comes of it
 *
 * One message a line, in the order of time, fields apart by tabs, `-` where there is nothing:
 *
 *	second kind client login sender header-from size subject recipient ...
 *
 * second    since 1970 that the connection is made
 * kind      login: with a password; mail: without one; program: of this machine, under the
 *           user `login`; more: one more message of the connection before; relay: refused,
 *           relaying; unknown: refused, no such user; owner: refused, not this login's sender;
 *           large: refused, too large; password: a wrong one
 * client    name[address], and unknown[address] where it has no name
 * sender    envelope sender; <> is nobody
 * recipient one field each, behind a `|` what comes of it (+ if nothing is said) and behind
 *           another `|` the address that its user has all mail forwarded to:
 *           + taken; g greylisted first; r rate-limited twice; t first not reached;
 *           f full for good; u unknown; s refused as spam; n no such domain; q its user gets too
 *           much mail, refused once; x refused at once, one too many of the message
 *
 * The second and third domain of a world are providers with wordings of their own: they
 * are called bigmail.example and outmail.example here, too. Mail for example.edu is local.
 */

#include "tests/bench/letter.h"
#include "tests/bench/session.h"

#include <stdio.h>

/* A line. Texts are numbers in the world's words; 0: nothing. */
struct deed {
    int64_t when; /* microseconds */
    enum kind kind;
    enum refusal refusal;
    bool is_more;
    bool is_by_program;
    struct client client;
    uint32_t login;
    enum sender sender;
    struct address from;
    uint32_t header_from;
    uint32_t size;
    uint32_t subject;
    uint32_t recipients;
    struct recipient *to;
    uint32_t excess; /* recipients beside these, refused as too many */
    uint64_t number; /* of its line, from 1 on */
    struct deed *next;
};

struct script {
    FILE *file;
    char *line;
    size_t room;
    uint64_t lines;
    struct deed *ahead;
};

struct script *script_open(const char *path, struct world *w);

/* When the next connection is made; INT64_MAX: there are no more. */
int64_t script_next(const struct script *s);

/* The next connection's messages, one behind the other. */
struct deed *script_take(struct script *s, struct world *w);

void script_write(struct traffic *t, struct letter *l, const struct deed *deed);
/* The local user whose program handed it in; www-data where no script says who. */
void script_put_user(struct traffic *t, const struct message *m);
uint32_t script_uid(const struct traffic *t, const struct message *m);

void script_free(struct deed *deed);

#endif
