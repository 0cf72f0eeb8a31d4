#ifndef RUN_JUDGE_TEXT_H
#define RUN_JUDGE_TEXT_H

/*
 * judge_text - the sentences of a finding
 *
 * A sentence names its numbers in braces ("{recipients} recipients"), so that text and
 * figures cannot differ; {anchor} is what the evidence is about, {owner} whose it is.
 * "{size MB}" is a size in megabytes, cut to tenths. A name that the evidence does not have
 * is left as it is.
 */

#include "analyzer/base/arena.h"
#include "analyzer/model/evidence.h"

slice judge_sentence(struct arena *a, const char *text, const struct evidence *e);

/* Who did what, with the main number. */
slice judge_headline(struct arena *a, const struct evidence *e);

/* What to do now, once the action is decided. */
slice judge_advice(struct arena *a, const struct evidence *e, enum action action);

#endif
