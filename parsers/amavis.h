#ifndef PARSERS_AMAVIS_H
#define PARSERS_AMAVIS_H

/*
 * amavis - the line that amavis writes of each message, taken apart
 *
 * What it says of one message is two lines where it passed some recipients and not others.
 * Slices point into the line; what the line does not say is empty.
 */

#include "parsers/text.h"

struct amavis_summary {
    bool is_blocked; /* "Blocked"; otherwise "Passed" */
    bool is_whole;   /* to the end, and nothing in it that is not known */
    slice category;  /* "SPAM", "BAD-HEADER-2" */
    slice actions;   /* "DiscardedInbound,Quarantined" */
    slice sender, recipient;
    slice queue_id, message_id;
    slice hits;      /* "-0.9", "-": not scored, "1.2..5.3": not the same for all recipients */
    slice queued_as; /* ids or replies of the next server, with '/' between them */
    uint64_t size;
    uint32_t nrcpt; /* that stand in this line */
};

/* Behind "(12345-06) ". False: it is no such line, or cannot be read in one way only. */
bool amavis_read_summary(slice s, struct amavis_summary *out);

#endif
