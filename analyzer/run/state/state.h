#ifndef RUN_STATE_H
#define RUN_STATE_H

/*
 * state - what a run remembers of the runs before it
 *
 * Every run that had something new to read leaves a generation: what it read and what followed
 * from it. Inputs are known again by content. A run whose newest inputs were read before starts
 * from the generation before them and takes its place, so that a log that grew is read as a
 * whole and nothing counts twice. A run over nothing new starts there as well, and changes nothing.
 * What was read before while other runs came after it is not read again: of a log that has grown
 * the run reads what is new; see docs/state.md.
 *
 * What cannot be read twice (standard input, pipes) has no place in a state.
 */

#include "analyzer/base/days.h"
#include "analyzer/base/siphash.h"
#include "analyzer/model/result.h"
#include "analyzer/run/input/contents.h"
#include "analyzer/run/input/inputs.h"
#include "analyzer/run/judge/flags.h"
#include "analyzer/run/state/record.h"
#include "analyzer/run/state/store.h"
#include "analyzer/site/retention.h"
#include "reports/out.h"

struct publication;

/* What this run is told about one of its inputs, by cite.input. */
struct state_input {
    struct contents_look look;
    const struct content_known *known; /* what it is or was; NULL: new */
    const struct content_known *below; /* the longest that it was at the base; NULL: not yet */
    uint64_t skip;                     /* bytes that need not be read again */
    int64_t number;                    /* under which later runs know it; 0: they do not */
    bool is_read, teaches;
};

/* What becomes of accounts: written in order of name when the run is committed. */
struct state_changes {
    struct state_change *at;
    size_t n, cap;
    struct arena texts;
};

struct state {
    struct store store;
    uint8_t key[SIPHASH_KEY];
    struct calendar calendar;
    int64_t today;                       /* the latest day that was asked for */
    struct state_statements *statements; /* of state_row.c */
    sqlite3_stmt *sender, *sent;
    struct state_changes changes;
    struct content_known *known; /* what the kept generations have read */
    size_t n_known, known_cap;
    struct state_input *inputs;
    size_t n_inputs;
    struct input_name *earlier; /* by number; inputs of earlier runs */
    size_t n_earlier, earlier_cap;
    int64_t newest;  /* generation; 0: there is none yet */
    int64_t base;    /* the generation that this run starts from */
    usec as_of;      /* the caller's: what was known then, and nothing is written; USEC_NONE: now */
    usec closed;     /* at the base: every day before this one is closed; USEC_NONE: none */
    uint64_t n_late; /* messages of days that are closed */
    bool is_nothing_new;
    struct record_keep keep;
    struct forgotten passed;       /* what the accounts' own mail has displaced */
    int64_t retention[RETENTIONS]; /* days */
    struct arena texts;
};

/* To be opened before anything is hashed: the program's tables take their seed from its key, which
   is in a file of its own beside it (PATH.key), so that hashes of addresses are the same later. */
bool state_open(struct state *s, const char *path, enum store_use use, struct err *err);

/* Before the first line is read: finds out what the inputs are, and where to start from. What
   need not be read again is left out of them. */
bool state_begin(struct state *s, struct inputs *in, const struct source_options *opt);

/* True and *err set when anything went wrong with it: then the run has to give up. */
bool state_failed(const struct state *s, struct err *err);

/* Of an input in a cite: the number under which later runs know it; 0: they do not. */
uint32_t state_input_number(const struct state *s, uint32_t input);

/* What was not read again, and what was read and did not teach. */
void state_raise_flags(const struct state *s, struct flags *fs, const struct result *r);

/* state_reports.c: shows the reports that the last commit named, should the run have ended before
   it could; to be called when the state has been opened. */
bool state_settle_reports(struct state *s, struct err *err);

/* For the commit to name; NULL: there are none. */
void state_name_reports(struct state *s, const struct publication *p);

/* After a commit that failed: it may be valid nonetheless, when all but a last sync was done, and
   only the next run can tell. */
bool state_may_name_reports(struct state *s, const struct publication *p);

/* Makes the run's generation durable, unless there was nothing new. */
bool state_commit(struct state *s, const struct result *r, struct err *err);
void state_close(struct state *s);

/* The day of the site's zone, by number since 1970. */
int64_t state_day(struct state *s, usec when);
/* Accepted on a day that is closed, and none of those that were under way since. */
bool state_is_late(const struct state *s, const struct message *m);

/* Whether what a line says of this message, or of none, may change what is remembered. */
bool state_learns(const struct state *s, const struct message *m, const struct cite *at);
bool state_learns_then(const struct state *s, usec when, const struct cite *at);

/* There is a closed day to look back on. */
bool state_looks_back(const struct state *s);
/* Keyed, the same in every run with this state. */
uint64_t state_hash(const struct state *s, uint64_t hash);

#endif
