#ifndef RUN_JOURNAL_H
#define RUN_JOURNAL_H

/*
 * journal - decisions, written down once and never changed
 *
 * A table of the state's file that only grows: its triggers refuse to change or delete an entry,
 * and each entry has the digest of the one before it in its own. Whoever gets around the triggers
 * is found by journal_check(), unless the newest entries were cut off or all digests made anew:
 * for that the newest digest stands in every report. Decisions belong to no generation, so no run
 * takes them back. docs/cases.md says how others compute the digests. Of an entry about an account
 * that was purged (state_purge) finding, account and reason are empty, which none is written with:
 * its digest holds the chain together, and can no longer be checked against its text.
 */

#include "analyzer/base/arena.h"
#include "analyzer/model/decision.h"
#include "analyzer/run/state/store.h"

/* What is wrong with it, if anything. */
struct journal_state {
    int64_t entries; /* that there are */
    int64_t emptied; /* of these, by a purge: their text cannot be checked */
    int64_t broken;  /* number of the first one that is not as it was written; 0: none */
    const char *why; /* a literal, for people */
    char newest[DIGEST_HEX];
};

/* Reads all of it and checks it; texts are kept in the arena. What stands from a broken entry on
   is left out. */
void journal_read(struct store *s, struct arena *a, struct decisions *all,
                  struct journal_state *state);

/* The check alone. */
void journal_check(struct store *s, struct journal_state *state);

/* Adds an entry; fills in its number and digests. Durable with store_commit(). */
void journal_append(struct store *s, struct decision *d);

/* The digest that an entry must have: of its text, all but `own`. */
void journal_digest(const struct decision *d, char digest[DIGEST_HEX]);

#endif
