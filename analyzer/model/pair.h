#ifndef MODEL_PAIR_H
#define MODEL_PAIR_H

/*
 * pair - an account and one of those that it writes to, again and again
 *
 * Has a place from the third message within a day on, and at once where mail is unwanted. What came
 * before is told by its times alone: an account has many recipients, and next to none of them three
 * messages a day.
 */

#include "analyzer/base/clock.h"
#include "analyzer/base/slice.h"

enum {
    PAIR_MESSAGES = 3,    /* within a day, from which on it has a place */
    PAIR_RECIPIENTS = 10, /* a message to more is for none of them alone */
};

struct pair {
    uint64_t hash;                  /* of the recipient's folded address */
    slice address;                  /* folded; empty: no line has named it yet */
    usec before[PAIR_MESSAGES - 1]; /* when those before it had a place were accepted */
    bool is_own;                    /* another address of the account's own, as far as is known */
    bool sees_answers;              /* mail that accounts receive is in the log */
    usec received;       /* by the account, from anybody, the last time; 0: nothing yet */
    usec unwanted_since; /* the recipient asked for no more mail then; USEC_NONE: nobody did */
    slice unwanted_by;   /* the address that the request names; the site's */
    uint32_t unwanted_line;
};

#endif
