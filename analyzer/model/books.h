#ifndef MODEL_BOOKS_H
#define MODEL_BOOKS_H

/*
 * books - every line, message, refusal and login, counted where it belongs
 *
 * A message belongs to the host and instance that accepted it first, whatever filters
 * and own servers it passed later; it is of one account, or of one of the nobodies. So
 * the hosts together, and the accounts with the nobodies together, are all there is.
 * A line belongs to the host that its head names and to the program that wrote it.
 */

#include "analyzer/model/account.h"
#include "analyzer/model/line.h"

enum { FURTHER_MAX = 2 };

/* Lines that got the same verdict for the same reason. */
struct verdict_reason {
    enum verdict verdict;
    slice program; /* as in struct program_sum; may be empty */
    slice why;
    uint64_t lines;
    struct quote sample;               /* the first of them */
    struct quote further[FURTHER_MAX]; /* the next ones that begin otherwise */
    size_t n_further;
};

struct program_sum {
    slice name;   /* server and daemon, "postfix/smtpd"; as printed when it is not read */
    bool is_read; /* there is a parser for it */
    bool is_cut;  /* does not say which daemon it is */
    uint64_t verdicts[VERDICTS];
    uint64_t unread; /* of these in no known form: malformed, or ignored as not known */
};

/* What a host or an instance had to do. */
struct traffic {
    struct sums sums;            /* accepted here first, or refused here */
    uint64_t merged;             /* queue entries here that were a further leg */
    uint64_t sessions;           /* of clients that logged in */
    uint64_t verdicts[VERDICTS]; /* its lines */
};

struct instance_sum {
    slice name;   /* first part of its programs' names: "postfix-out" */
    slice server; /* who reads it: "postfix" */
    struct traffic traffic;
};

struct host_sum {
    slice name;             /* as the lines have it; may be empty */
    struct traffic traffic; /* of its instances; its lines are also those of other programs */
    struct instance_sum *instances; /* by name */
    size_t n_instances;
};

struct books {
    struct host_sum *hosts; /* by name */
    size_t n_hosts;
    struct program_sum *programs; /* by name */
    size_t n_programs;
    struct sums nobodies[NOBODIES]; /* what is in no account */
    uint64_t sessions;              /* of clients that logged in, everywhere */
    uint64_t hostless[VERDICTS];    /* lines without a readable head, or of programs without room */
};

void sums_add(struct sums *to, const struct sums *one);
void traffic_add(struct traffic *to, const struct traffic *one); /* but for its lines */
void verdicts_add(uint64_t to[VERDICTS], const uint64_t from[VERDICTS]);

#endif
