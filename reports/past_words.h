#ifndef REPORTS_PAST_WORDS_H
#define REPORTS_PAST_WORDS_H

/*
 * past_words - sentences about the past of a finding and of its account, for all formats
 *
 * Added to a buf, unescaped: reasons were typed by people. None of them names who decided. Each
 * adds nothing where there is nothing to say, above all in a run without a state.
 */

#include "analyzer/base/buf.h"
#include "analyzer/model/result.h"

/* "Going on since 2026-03-02 11:00." */
void past_add_standing(struct buf *b, const struct finding *f);

/* "1842 of 5000 recipients still in the queue." */
void past_add_queue(struct buf *b, const struct finding *f);

/* "benign on 2026-03-04, done: contact: a class list" */
void past_add_decision(struct buf *b, const struct decision *d);

/* "Repeat offender: 2 findings of this account were confirmed within a year." */
void past_add_confirmed(struct buf *b, const struct ruling *v);

/* "Since the run before: 3 new, 1 going on, 2 no longer seen" */
void past_add_changes(struct buf *b, const struct changes *c);

#endif
