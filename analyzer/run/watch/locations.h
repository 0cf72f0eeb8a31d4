#ifndef RUN_LOCATIONS_H
#define RUN_LOCATIONS_H

/*
 * locations - where the clients of logins are, how usual that is, and for how many accounts
 *
 * Only of mail whose client is the person's own: webmail and submission proxies have an address
 * of theirs, which says nothing of the person. Who uses a network as a rule is counted for
 * LOCATION_SPAN, from run to run where there is a state; of those that many use no more is carried
 * than that they are many. Bounded: LOCATIONS_MAX networks.
 */

#include "analyzer/base/days.h"
#include "analyzer/model/message.h"
#include "analyzer/run/join/places.h"
#include "analyzer/run/watch/crowds.h"
#include "analyzer/run/watch/haunts.h"

enum { LOCATIONS_MAX = 1 << 14, LOCATIONS_RECENT = 512, LOCATION_SPAN = 30 * DAY };

struct located_client { /* by a hash of its text, the last one stays */
    uint8_t n;          /* 0: none yet */
    char text[CLIENT_TEXT];
    struct location location;
};

struct locations {
    const struct site *site;
    bool is_kept; /* there is a state, whose key hashes go by; the caller's to set */
    struct calendar calendar;
    struct crowds users;
    struct location visit; /* the one told last */
    struct located_client recent[LOCATIONS_RECENT];
};

void locations_init(struct locations *ls, const struct site *site);

/* Where the account's login of this message came from, which is a visit; NULL: it cannot be told.
   Good until the next call. */
const struct location *locations_visit(struct locations *ls, struct haunts *h,
                                       const struct message *m);

/* The same of a client that tried to log in as the account, which is no visit. */
const struct location *locations_look(struct locations *ls, const struct haunts *h, slice ip,
                                      usec when);

void locations_free(struct locations *ls);

#endif
