#ifndef MODEL_ACCOUNT_H
#define MODEL_ACCOUNT_H

/*
 * account - whom the evidence is about
 *
 * One record for everybody who can be named: people and roles by their login, hosts
 * of the own network by their address, the operator for faults of the servers. It
 * lives as long as the run and is never moved: the pointer is the identity.
 */

#include "analyzer/base/days.h"

enum account_kind {
    KIND_UNKNOWN, /* not in the directory, or there is none */
    KIND_STUDENT,
    KIND_STAFF,
    KIND_FACULTY,
    KIND_RETIREE,
    KIND_ORGANISATION,
    KIND_SYSTEM,
    KIND_LIST,
    KIND_HOST, /* name is an address; sent without a login */
    ACCOUNT_KINDS
};

extern const char *const account_kind_names[ACCOUNT_KINDS];

/* Whose task it is to send for others. */
static inline bool kind_sends_for_others(enum account_kind kind)
{
    return kind == KIND_LIST || kind == KIND_SYSTEM;
}

/* Several people may use it: it is none of theirs. */
static inline bool kind_is_shared(enum account_kind kind)
{
    return kind == KIND_ORGANISATION || kind_sends_for_others(kind);
}

/* How a message was tied to its account, strongest first. */
enum identity {
    IDENTITY_LOGIN,      /* authenticated */
    IDENTITY_UID,        /* local user of the server */
    IDENTITY_SUBMISSION, /* webmail or a submission proxy names its login */
    IDENTITY_NETWORK,    /* own network and envelope sender: weak, anybody there could write it */
    IDENTITY_NONE,
    IDENTITIES
};

extern const char *const identity_names[IDENTITIES];

enum outcome {
    OUTCOME_OPEN, /* not decided when the log ended */
    OUTCOME_DELIVERED,
    OUTCOME_BOUNCED,
    OUTCOME_EXPIRED,
    OUTCOME_DISCARDED,
    OUTCOME_HELD,
    OUTCOME_LOST, /* the log does not say: it began late, or lines are missing */
    OUTCOMES
};

extern const char *const outcome_names[OUTCOMES];

/* Whose mail is in no account; each has sums of its own. */
enum nobody {
    NOBODY_OUTSIDE,   /* a client from outside, without a login */
    NOBODY_NOTICE,    /* handed in here with an empty sender: vacation replies, receipts */
    NOBODY_BOUNCE,    /* bounce and delay notices that the servers made */
    NOBODY_FORWARDED, /* made by .forward, an alias or a filter of mail counted already */
    NOBODY_PROXY,     /* handed in by webmail or another proxy, and no line names a login */
    NOBODY_UNKNOWN,   /* the log does not say: it began later, or a server's log is not here */
    NOBODIES
};

extern const char *const nobody_names[NOBODIES];
extern const char *const nobody_meanings[NOBODIES]; /* for people */

struct sums {
    uint64_t messages;
    uint64_t recipients; /* as addressed: the sum of outcomes[] */
    uint64_t outcomes[OUTCOMES];
    uint64_t bytes;       /* size x 1: as submitted, not as delivered */
    uint64_t external;    /* recipients outside the own domains */
    uint64_t rejects;     /* refused at SMTP time under this name */
    uint64_t with_login;  /* messages of these that were handed in under a login */
    uint64_t auth_failed; /* logins refused under this name, where the server logs one */
};

struct decision;

struct account {
    slice name;   /* canonical: directory name, or the login folded to lower case without realm */
    slice person; /* directory; may be empty */
    slice department;
    enum account_kind kind;
    bool in_directory;
    bool has_delegates;     /* by the directory others may send for it */
    usec access_ends;       /* by the directory; USEC_NONE: it does not */
    usec forwarding_ends;   /* likewise: mail to its addresses that goes on to the outside */
    usec addresses_end;     /* likewise: they are nobody's any more */
    enum identity identity; /* strongest seen */
    usec first, last;       /* of its messages; USEC_NONE: it sent none */
    struct sums sums;
    struct days days;                /* on which it sent mail */
    const struct decision *disabled; /* people did, and have not taken it back; NULL: no */
    struct account_work *work;       /* the run stations' own */
};

#endif
