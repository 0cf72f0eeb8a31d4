#ifndef RUN_JUDGE_PARTS_H
#define RUN_JUDGE_PARTS_H

/*
 * judge_parts - the judge's own pieces, each in a file of its name
 *
 *   judge_finding   what the evidence says: texts, numbers, lines, id
 *   judge_against   what speaks against it, and how far that lowers the action
 *   judge_advice    what to do now
 *   judge_text      sentences with numbers in them
 */

#include "analyzer/run/judge.h"
#include "analyzer/run/judge_text.h"

enum { AGAINST_EACH = 8 };

/* A finding in the making: what is weighed against the evidence, and what is left of it. */
struct case_file {
    const struct judge *judge;
    const struct evidence *evidence;
    struct finding *finding;
    enum action action;
    int32_t score;
};

/* All of a finding that no ruling is needed for. */
void judge_describe(const struct judge *j, struct finding *f, const struct evidence *e);

/* Adds what speaks against it, and lowers the action as far as that goes. */
void judge_weigh(struct case_file *c);

#endif
