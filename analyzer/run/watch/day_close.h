#ifndef RUN_DAY_CLOSE_H
#define RUN_DAY_CLOSE_H

/*
 * day_close - what happens when the log has passed a midnight of the site's zone
 *
 * In two beats: first every account's sums of the day go to its peers, and with that it is known
 * what the day did to everybody; then each account is held against its own rate, and how
 * surprising that was goes to its peers. Fifteen minutes of log time after midnight, as the join
 * holds mail for ten. Until then a day is open: whose mail it has is kept from run to run by
 * name. The end of input closes nothing, so it does not matter in how many runs days were read.
 *
 * Days that this log time never touched are no days without mail, but days that were not logged.
 * Only where there is a state.
 */

#include "analyzer/run/watch/peers.h"
#include "analyzer/run/watch/watchers.h"

enum { DAY_CLOSES_AFTER = 15 * MINUTE, OPEN_DAYS = 4 };

#define DAY_NONE INT64_MIN

/* It had mail on an open day, in a run before; what it had is in the state. */
struct sender {
    slice name;
    enum account_kind kind;
    int64_t day;
    bool is_loaded; /* what it had is in memory */
};

struct day_close {
    struct peers peers;
    struct watchers *watchers; /* with a state */
    struct arena *arena;
    struct calendar today, then;
    int64_t begins;    /* the first day that was logged since there is a state, or DAY_NONE */
    int64_t not_again; /* days before this one were closed by earlier runs */
    int64_t open[OPEN_DAYS];
    size_t n_open;
    struct sender *senders; /* by name */
    size_t n_senders, senders_cap;
    usec next; /* nothing happens before */
};

/* What is known at the state's base; after state_begin(). */
void day_close_begin(struct day_close *d, struct watchers *w);

/* Log time moves on. */
void day_close_pass(struct day_close *d, usec when);

/* The account's history is in memory from now on. */
void day_close_loaded(struct day_close *d, slice name);

/* The day's sums so far, as a closed day would have them after its first beat. */
void day_close_sum_up(struct day_close *d, int64_t day, struct peers_day *sums);

/* Days of accounts that nothing was found on, of the closed days before that of `when`. */
uint64_t day_close_benign(struct day_close *d, usec when);

/* The log has ended: into the state; before the histories are freed. */
void day_close_keep(struct day_close *d);
void day_close_free(struct day_close *d);

/* The table alone, of what was kept; false: it is not whole, and only a part of it is here. */
bool day_close_unpack_peers(struct peers *p, slice packed);

#endif
