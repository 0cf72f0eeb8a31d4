#ifndef RUN_REPORTED_PARTS_H
#define RUN_REPORTED_PARTS_H

/* reported_parts - what matching with this run's messages and with remembered ones share */

#include "analyzer/run/join/reported.h"

/* A message is not complained about before it was accepted, give or take a clock; it arrives
   within the days for which queues keep mail (five, and a day), and who has not complained two
   months later does not any more. Who phones means mail of the last month. */
#define REPORT_CLOCKS ((usec)DAY * USEC_PER_SECOND)
#define REPORT_QUEUED ((usec)6 * DAY * USEC_PER_SECOND)
#define REPORT_LATEST ((usec)60 * DAY * USEC_PER_SECOND)
#define REPORT_RECENT ((usec)30 * DAY * USEC_PER_SECOND)

/* What was counted counts once, in whichever run. */
struct reported_counted {
    uint64_t message, complainant;
};

struct reported_row {
    struct complaint_told told;
    struct reported_row *next_id, *next_taken; /* of the same message, of the same complainant */
    struct account *claimed;                   /* whom a complaint by phone names, once he is met */
    struct reported_counted counted;           /* MATCH_COUNTED */
};

/* One recipient of a message that a complaint agrees with. */
struct reported_mail {
    const struct event *event;   /* message, account, recipient */
    uint64_t message, recipient; /* sent_hash() of both; recipient 0: one of several */
    bool wrote_before, was_announced;
};

/* Not decided yet. */
static inline bool reported_is_open(const struct reported_row *row)
{
    return row->told.match < MATCH_OTHER_KIND;
}

static inline bool reported_has_login(const struct message *m)
{
    return m->identity == IDENTITY_LOGIN || m->identity == IDENTITY_SUBMISSION;
}

/* The recipient, to the account. */
static inline bool reported_wrote_before(const struct event *ev)
{
    return ev->account->work && writers_have(work_writers(ev->account->work), ev->recipient.hash);
}

/* For complaints that come when this log is long read. */
void reported_remember(struct reported *r, const struct event *ev);

bool reported_is_then(const struct complaint *c, usec accepted);

/* Whom it names writes to the domain; who is not named is at least outside. */
bool reported_is_domain(const struct reported *r, const struct complaint *c,
                        const struct recipient *to);

/* Tells it to the detectors, unless it is about something else, or there already. */
void reported_count(struct reported *r, struct reported_row *row, const struct reported_mail *mail);

void reported_keep_counted(struct reported *r, const struct reported_counted *one);

#endif
