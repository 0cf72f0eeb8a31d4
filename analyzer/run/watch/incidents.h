#ifndef RUN_INCIDENTS_H
#define RUN_INCIDENTS_H

/*
 * incidents - which organisations refuse everybody's mail, since when, and who may be the cause
 *
 * Hears of every recipient of an account's mail, with its outcome. Keeps the last day's new
 * recipients (RECENT_MAX of them; then the oldest go, and an incident says that it knows less than
 * a day), INCIDENTS_MAX incidents and of each HURT_MAX accounts. An incident begins with the first
 * reply of an organisation about the server's address, and is over when there was none for a
 * day. What is not over, and the last day's new recipients, are carried to the next run, which
 * tells of an incident again if there was a reply of it; a log that begins with one, where no state
 * was, does not know the day before.
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
    usec begins;      /* of the log, or of those that it goes on; USEC_NONE: not known yet */
    usec last;        /* what was told last; 0: nothing yet */
};

struct incident_writer {
    const struct account *account;
    uint64_t refused;           /* recipients */
    uint64_t there, everywhere; /* while the day before is looked at */
};

struct incident_work {
    struct incident_work *before;
    struct incident is;
    uint32_t organisation;
    struct map writers; /* struct incident_writer, by account */
    slice raw;          /* of the first reply; its own */
    bool is_touched;    /* in this run */
};

/* The log goes on, or begins, now: after a gap nothing is known of the day before. */
void incidents_begin(struct incidents *in, usec when);

void incidents_take(struct incidents *in, const struct event *ev);

/* For whoever carries them: of one that was going on; its writers are to be filled in. Its line's
   text is copied. */
struct incident_work *incidents_restore(struct incidents *in, const struct incident_work *read);
struct incident_writer *incidents_writer(struct incident_work *one, const struct account *who);
void incidents_remember(struct incidents *in, const struct recent_mail *mail);
slice incidents_called(const struct incidents *in, uint32_t organisation); /* empty: not known */

/* What the organisation is called, from the name of its server, when it speaks of the address. */
void incidents_name(struct incidents *in, uint32_t organisation, slice name);

/* Who wrote so much of the mail before that it may have brought it about: how many, two at most. */
size_t incidents_suspects(const struct incident_work *one, const struct account *out[2]);

/* Behind the judge: names culprits and lists all in the result, most accounts first. */
void incidents_close(struct incidents *in, struct arena *a, struct result *r);
void incidents_free(struct incidents *in);

#endif
