#ifndef COMMANDS_EXPLAIN_H
#define COMMANDS_EXPLAIN_H

/*
 * explain - one stored finding in full, for a terminal
 *
 * What is printed is what the report says; nothing is worked out anew but the layout.
 */
#include "analyzer/commands/stored.h"
#include "reports/text_parts.h"

/* All of it; f is one of s's. Times are in the run's zone, which is set for the process. */
void explain_write(struct out *o, const struct stored *s, const json_t *f);

/* Its parts. A heading stands at the margin after an empty line. */
void explain_heading(struct out *o, enum text_word text);
const char *explain_word(enum text_word word);
void explain_sum(struct out *o, const struct stored *s, const json_t *f);
void explain_rests_on(struct out *o, const json_t *f); /* the lines by their numbers there: */
void explain_lines(struct out *o, const json_t *f);
void explain_quality(struct out *o, const struct stored *s, const json_t *f);
void explain_usual(struct out *o, const json_t *f);
void explain_past(struct out *o, const json_t *f);

#endif
