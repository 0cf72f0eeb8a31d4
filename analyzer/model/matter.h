#ifndef MODEL_MATTER_H
#define MODEL_MATTER_H

/*
 * matter - what the site's own files say that the policy does not want
 *
 * No line of a log is about it; it is told once a run, of the account that has to give way.
 */

#include "analyzer/base/slice.h"

enum matter_kind {
    MATTER_ADDRESS_CLAIMED, /* subject: an address that another row keeps, and why */
    MATTER_SECOND_ACCOUNT,  /* subject: the person, as the directory names it */
    MATTER_KINDS
};

enum matter_why {
    MATTER_ORGANISATION, /* the other is an organisation's */
    MATTER_EARLIER,      /* the other was asked for, or made, earlier */
    MATTER_DATED,        /* the other's day is known, this one's is not */
    MATTER_ORDER,        /* nothing tells: the other stands first in the file */
};

struct matter {
    enum matter_kind kind;
    enum matter_why why;
    slice subject;
    slice other;               /* account that keeps it; lives as long as the run */
    uint32_t line, other_line; /* in directory.csv */
};

#endif
