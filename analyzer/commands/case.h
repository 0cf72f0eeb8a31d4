#ifndef COMMANDS_CASE_H
#define COMMANDS_CASE_H

/*
 * case - what the parts of `mailproctor case` have in common: the state's cases and decisions
 *
 * Texts come from logs and from people: they go out through the escapers. Times are UTC, as there
 * is no site whose zone could be meant.
 */

#include "analyzer/run/judge/cases.h"
#include "analyzer/run/state/journal.h"
#include "reports/out.h"

struct case_book {
    struct store store;
    struct arena arena;
    struct decisions decisions;
    struct journal_state journal;
    struct precedents precedents;
    struct cases cases;
};

/* What is for the case handler alone is another book. False: it was told why not. An altered
 * journal is told as well, but used as far as it is good. */
bool case_open(struct case_book *b, const char *path, enum store_use use, enum sightings_of which);
void case_close(struct case_book *b);

/* The case whose id begins so; NULL: there is none, or several, which was told. */
const struct case_row *case_find(const struct case_book *b, const char *id);

/* Always false; on standard error, escaped. */
bool case_error(const char *before, slice text, const char *behind);

/* "confirmed on 2026-03-04T09:12:00Z by ann and ben, action taken: disable_sending: a reason", and
   a newline; wrapped, further lines indented. */
void case_write_decision(struct out *o, const struct decision *d, size_t indent);

/* What was decided about it, and its account's other cases. */
void case_write_history(struct out *o, const struct case_book *b, const struct case_row *row);

/* argv[0] is the part's own name; each returns the exit status. */
int case_list(int argc, char **argv);
int case_show(int argc, char **argv);
int case_decide(int argc, char **argv);
int case_check(int argc, char **argv);

#endif
