#ifndef SITE_EXCEPTIONS_H
#define SITE_EXCEPTIONS_H

/*
 * exceptions - what the site lets an account or a network do, by whom and until when
 *
 * One record lifts one detector, until it expires: nothing is excused for ever or by
 * nobody. What a finding becomes then is the judge's to say. The site stays as it was
 * loaded: who wants to tell unused ones keeps a flag for each `number`.
 */

#include "analyzer/base/clock.h"
#include "analyzer/base/map.h"
#include "analyzer/site/prefixes.h"

struct site;

struct exception {
    slice account; /* as the directory has it; empty: for a network */
    struct network network;
    slice subject; /* whom it is for, as written: "ann", "10.20.3.0/24" */
    slice detector, reason;
    slice owner;                  /* who answers for it */
    usec expires;                 /* exclusive: a day counts whole */
    uint32_t line, column;        /* in exceptions.yaml */
    size_t number;                /* 0 ... n - 1 */
    const struct exception *next; /* of the same account, or of the same network and, behind
                                     those, of the networks around it */
};

struct exceptions {
    struct exception *at;
    size_t n;
    struct map by_account;      /* the first of each account */
    struct prefixes by_network; /* the number of the first of each network, plus 1 */
};

/* The one in force at that time: an account's by its canonical name, an address's by the
   narrowest network. NULL: none. */
const struct exception *site_find_exception(const struct site *s, slice account_or_ip,
                                            const char *detector, usec when);

#endif
