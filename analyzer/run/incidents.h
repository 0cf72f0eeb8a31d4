#ifndef RUN_INCIDENTS_H
#define RUN_INCIDENTS_H

/*
 * incidents - which organisations refuse everybody's mail, since when, and who may be the cause
 *
 * Hears of every recipient of an account's mail, with its outcome. Keeps the last day's new
 * recipients (RECENT_MAX of them; then the oldest go, and an incident says that it knows less than
 * a day), INCIDENTS_MAX incidents and of each HURT_MAX accounts. An incident begins with the first
 * reply of an organisation about the server's address, and is over when there was none for a
 * day. All of it is of one run: a log that begins with an incident does not know the day before.
 */

#include "analyzer/base/arena.h"
#include "analyzer/base/map.h"
#include "analyzer/model/event.h"
#include "analyzer/model/result.h"

enum { RECENT_MAX = 1 << 18, INCIDENTS_MAX = 256, HURT_MAX = 2048 };

struct recent_mail {
    const struct account *account;
    seconds when; /* accepted */
    uint32_t organisation;
};

struct incidents {
    struct recent_mail *recent; /* a ring */
    size_t n_recent;            /* ever */
    struct map open;            /* struct incident_work, by organisation */
    struct incident_work *all;  /* the newest first */
    size_t n_all;
    struct map names; /* of organisations that spoke of the address */
    uint64_t beyond;  /* replies of incidents for which there was no room */
    usec begins;      /* of the log; USEC_NONE: not known yet */
};

void incidents_take(struct incidents *in, const struct event *ev);

/* What the organisation is called, from the name of its server, when it speaks of the address. */
void incidents_name(struct incidents *in, uint32_t organisation, slice name);

/* Behind the judge: names culprits and lists all in the result, most accounts first. */
void incidents_close(struct incidents *in, struct arena *a, struct result *r);
void incidents_free(struct incidents *in);

#endif
