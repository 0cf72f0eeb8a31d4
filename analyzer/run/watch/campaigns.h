#ifndef RUN_CAMPAIGNS_H
#define RUN_CAMPAIGNS_H

/*
 * campaigns - which accounts are in one hand: they send the same, and have something rare in common
 *
 * Each message that was handed in from outside has keys of two kinds: what it is (subject, size
 * within 1 %, the digest that a filter logs) and what ties it to others: its client's address and
 * line (/24 or /48); by subject or digest alone also what the client calls itself, the domain of
 * its Message-IDs, and a recipient whom the account never wrote to (of one or two). Accounts that
 * agree in one of each kind within `span` stand in one row. From `accounts` on they are a campaign,
 * unless the tie is common: people are at home at that place, or most who are there have nothing
 * to do with it; or anybody else has that client or recipient. Campaigns that share an account are
 * one. The detector, whose the limits are, is told of each account and each further message; it is
 * judged as one account would be (campaigns_weigh), as each part may be too small to be seen.
 *
 * Own networks, webmail, VPNs and what the site lists as telling nothing have no place here, nor
 * have mailings that their owner announced. Bounded: ROWS_MAX rows, where those of one account go
 * first; MEMBERS_MAX accounts a row. When nothing was part of one for `span`, it is over, and goes
 * at the day's close. What is not over is carried to the next run.
 */

#include "analyzer/base/map.h"
#include "analyzer/model/campaign.h"
#include "analyzer/model/event.h"
#include "analyzer/run/watch/crowds.h"
#include "detectors/campaign.h"
#include "detectors/eprocess.h"

enum {
    ROWS_MAX = 1 << 16,
    MEMBERS_MAX = 256,
};

struct watchers;

/* The line that says who handed a message in: one copy for all rows that the message stands in. */
struct campaign_line {
    uint32_t uses;
    struct kept_line line;
};

struct campaign_member {
    struct account *account;
    usec when;                  /* of its newest message of this row */
    struct campaign_line *line; /* of that */
};

struct campaign_row {
    struct campaign_row *older, *newer;
    uint64_t key;
    struct campaign_member one;      /* most rows have no other */
    struct campaign_member *members; /* NULL: `one` is all of them */
    uint16_t n, cap;
    usec touched;
    uint64_t campaign; /* 0: none yet */
};

struct campaign_sum {
    struct campaign campaign;
    uint64_t into; /* what it was merged with; 0: it stands */
    struct eprocess unknown;
    usec last;                         /* when something was part of it */
    bool is_news, is_touched, is_over; /* news: since the last day's close; touched: in this run */
};

struct campaign_part {
    struct account *account;
    uint64_t campaign; /* that it is part of */
};

struct campaign_rows {
    struct campaign_row *oldest, *newest;
};

struct campaigns {
    struct watchers *watchers;
    struct arena *arena;
    const int64_t *limits;             /* the detector's, as the policy has them */
    struct map by_key;                 /* rows */
    struct campaign_rows single, many; /* of one account, of several */
    size_t n_rows;
    uint64_t evicted;        /* rows of several */
    struct crowds places;    /* who was where, within the span */
    struct campaign_sum *at; /* by number, from `base` on */
    size_t n, cap;
    uint64_t base;         /* the number of the first; 0: there is none yet */
    struct map by_account; /* parts of those that are not over */
    usec day;              /* its beginning: the one that is open; 0: none yet */
};

void campaigns_init(struct campaigns *c, struct watchers *watchers, struct arena *arena);
const int64_t *campaigns_limits(const struct watchers *w); /* its detector's */
usec campaigns_span(const struct campaigns *c);
/* A message that was told, and each of its recipients; set m->campaign where it is part of one. */
void campaigns_message(struct campaigns *c, struct message *m, const struct event *ev);
void campaigns_recipient(struct campaigns *c, struct message *m, const struct event *ev);
void campaigns_outcome(struct campaigns *c, const struct event *ev); /* of its recipient */
/* A piece of one that goes on: it is open as long as that. */
bool campaigns_hold(struct campaigns *c, const struct evidence *e);

/* The campaign of that number, or what it went into; NULL: it is over. */
struct campaign_sum *campaigns_find(struct campaigns *c, uint64_t number);
struct campaign_part *campaigns_part(const struct campaigns *c, const struct account *who);

/* Log time has come to another day: what each campaign comes to is shared out to its accounts' open
   evidence, and what is over goes. To be told before anything else of the day happens. */
void campaigns_pass(struct campaigns *c, usec when);
/* The log has ended: the same of the day that is open, for this run's reports. */
void campaigns_weigh(struct campaigns *c);

/* Of an earlier run; takes over the row's members, each of which uses its line. */
void campaigns_restore_row(struct campaigns *c, const struct campaign_row *read);
void campaigns_restore_part(struct campaigns *c, struct account *who, uint64_t campaign);
struct campaign_member *campaigns_members(struct campaign_row *row);
struct campaign_member *campaigns_make_room(struct campaign_row *row); /* for one more */
void campaigns_let_go(struct campaign_line *line); /* one use less; NULL: nothing */
void campaigns_free(struct campaigns *c);

#endif
