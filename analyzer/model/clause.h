#ifndef MODEL_CLAUSE_H
#define MODEL_CLAUSE_H

/* clause, action, certainty, family - the vocabulary of the policy and of its findings */

#include <stdbool.h>

enum clause {
    CLAUSE_RESOURCES,
    CLAUSE_MASS_MAILING,
    CLAUSE_COMMERCIAL,
    CLAUSE_FORGED_HEADER,
    CLAUSE_HARASSMENT,
    CLAUSE_MALICIOUS,
    CLAUSE_RELAYING,
    CLAUSE_LIMITS,
    CLAUSE_LEAVERS,
    CLAUSE_ALIASES,
    CLAUSE_ACCOUNTS,
    CLAUSES
};

/* What is found of it is for the case handler alone, and in no general report. */
static inline bool clause_is_restricted(enum clause c)
{
    return c == CLAUSE_HARASSMENT;
}

extern const char *const clause_names[CLAUSES];
extern const char *const clause_titles[CLAUSES]; /* the policy's sentence, for people */

/* The ladder: each step costs the person more than the one before. */
enum action {
    ACTION_RECORD,
    ACTION_NOTIFY,
    ACTION_CONTACT,
    ACTION_THROTTLE,
    ACTION_HOLD_MAILING,
    ACTION_DISABLE_SENDING,
    ACTION_DISABLE_ACCOUNT,
    ACTIONS
};

extern const char *const action_names[ACTIONS];
extern const char *const action_meanings[ACTIONS];

/* ACTIONS when there is no such name. */
enum action action_find(const char *name);

enum certainty {
    CERTAINTY_HINT,
    CERTAINTY_LIKELY,
    CERTAINTY_STRONG,
    CERTAINTY_PROVED,
    CERTAINTIES
};

extern const char *const certainty_names[CERTAINTIES];

/* Independent kinds of evidence; the judge caps each, so that none decides alone. */
enum family {
    FAMILY_VOLUME,
    FAMILY_INVALID,
    FAMILY_REMOTE,
    FAMILY_LOCAL_FILTER,
    FAMILY_COMPLAINT,
    FAMILY_CANARY,
    FAMILY_AUTHENTICATION,
    FAMILY_FORGED,
    FAMILY_CAMPAIGN,
    FAMILY_CONFIGURATION, /* of the servers: about the operator, not about a sender */
    FAMILIES
};

extern const char *const family_names[FAMILIES];

#endif
