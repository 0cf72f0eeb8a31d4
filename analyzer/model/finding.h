#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

/*
 * finding - what one account did, held against one clause of the policy
 *
 * With a recommended action, what speaks for and against it, its numbers and its lines.
 * Every slice lives as long as the result; log text in it is hostile.
 */

#include "analyzer/base/rhythm.h"
#include "analyzer/model/account.h"
#include "analyzer/model/clause.h"
#include "analyzer/model/limit.h"
#include "analyzer/model/line.h"
#include "analyzer/model/past.h"
#include "analyzer/model/queued.h"
#include "analyzer/model/ruling.h"

struct number {
    const char *name; /* literal, snake_case: "recipients" */
    enum unit unit;
    int64_t value;
};

/* weight: thousandths of log10 of the likelihood ratio; negative speaks for the account. */
struct reason {
    slice text; /* a sentence */
    enum family family;
    int32_t weight;
};

struct finding {
    char id[24]; /* "F-" and 16 hex digits: hash of account, clause and anchor */
    const struct account *account;
    const char *detector; /* file, policy section and column value: "mass_mailing" */
    const char *title;    /* for people */
    enum clause clause;
    enum action action;
    enum certainty certainty;
    enum family family; /* of its evidence */
    int32_t weight;     /* of its evidence, thousandths */
    int32_t score;      /* what is left of that: see ruling.h */
    int32_t counted;    /* of the score, in the account's sum: all of it or nothing */
    slice cause;        /* pieces of one cause never add up: "mailing 3", "of ann@example.org" */
    bool can_be_held;   /* about a mailing that is not long over */
    bool has_queue;     /* about mail that could be held: what is left of it is below */
    uint64_t unsettled; /* recipients still in the queue when the log ended */
    const struct queued *queued; /* where these are, sorted by host, instance and id */
    size_t n_queued;
    uint64_t addressed;          /* recipients of all of it; 0: not known */
    bool is_announced;           /* about a mailing that its sender announced, in whatever way */
    const struct ruling *ruling; /* of its account */
    bool is_going_on;            /* its window was still open when the log ended */
    bool is_operators;           /* a fault of the servers, not of a sender */
    usec first, last;
    struct rhythm rhythm; /* recipients or attempts, from half of a limit on */
    uint64_t pattern;     /* what exactly, as far as a further one is the same; 0: cannot be told */
    const struct past *past; /* NULL: the run has no state */
    slice anchor;            /* what exactly: the mailing's subject or size, the client's network */
    slice headline;          /* one sentence: who did what, with its main number */
    slice advice;            /* what to do now, one or two sentences */
    struct reason *reasons;
    size_t n_reasons;
    struct reason *against; /* never empty: what was looked for, and what it weighs */
    size_t n_against;
    struct number *numbers;
    size_t n_numbers;
    struct quote *quotes;
    size_t n_quotes;
    uint64_t lines;                 /* lines that it rests on altogether, quoted or not */
    uint64_t lines_of[QUOTE_KINDS]; /* their sum is lines */
    const slice *unchecked;         /* what these inputs cannot show about this clause */
    size_t n_unchecked;
};

/* People have decided about all of it already. */
static inline bool ruling_is_decided(const struct ruling *v)
{
    return v->past && v->past->is_decided;
}

/* Somebody has to do something about the account, if only to send a note: not the operators, and
   not for the record. */
static inline bool ruling_needs_decision(const struct ruling *v)
{
    return !v->is_operators && v->action > ACTION_RECORD && !ruling_is_decided(v);
}

/* Of these each is one of two: a note is sent, or something has to be decided. Whoever counts
   accounts that need a decision counts the latter. */
static inline bool ruling_is_notice(const struct ruling *v)
{
    return ruling_needs_decision(v) && v->action == ACTION_NOTIFY;
}

static inline bool ruling_is_pressing(const struct ruling *v)
{
    return ruling_needs_decision(v) && v->action > ACTION_NOTIFY;
}

#endif
