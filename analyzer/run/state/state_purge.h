#ifndef RUN_STATE_PURGE_H
#define RUN_STATE_PURGE_H

/*
 * state_purge - throws away what is remembered of an account, or of the time before a day
 *
 * From every table of personal.h, the kept generations included, so that no way back brings it
 * again. The file is written anew behind it: no byte of what was thrown away is left in it. Logs
 * that are read again teach it again.
 */

#include "analyzer/run/state/state.h"

struct purge {
    slice account;  /* as the reports name it; empty: everybody */
    int64_t before; /* otherwise: the first day, since 1970, that stays */
    bool decisions; /* of the account: the journal's as well */
};

/* How many were. */
struct purged {
    struct purged_rows {
        uint64_t gone, cut;
    } now, undone;
};

/* state_purge_records.c: of the accounts' records alone. Nothing is durable yet. */
void state_purge_records(struct state *s, const struct purge *what, struct purged *count);

/* The state must be open for a change; false: nothing was thrown away, or, as *err says, it was
   but the file could not be written anew. Rows thrown away or cut down are told. */
bool state_purge(struct state *s, const struct purge *what, struct out *out, struct err *err);

#endif
