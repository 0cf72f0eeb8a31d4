#ifndef RUN_JUDGE_PARTS_H
#define RUN_JUDGE_PARTS_H

/*
 * judge_parts - the judge's own pieces, each in a file of its name
 *
 *   judge_finding   what the evidence says: texts, numbers, lines, id
 *   judge_against   what speaks against it, and how far that lowers the action
 *   judge_past      what earlier decisions on the same weigh against it
 *   judge_advice    what to do now
 *   judge_text      sentences with numbers in them
 *   judge_sum       what the findings of one account come to
 *   judge_ladder    what such a sum recommends
 *   judge_account   one account's ruling
 */

#include "analyzer/run/judge/judge.h"
#include "analyzer/run/judge/judge_text.h"

enum { AGAINST_EACH = 16, WITHHELD_EACH = 8 };

/* A finding in the making: what is weighed against the evidence, and what is left of it. */
struct case_file {
    const struct judge *judge;
    const struct evidence *evidence;
    struct finding *finding;
    enum action action;
    int32_t excused; /* 0 or less */
};

/* All of a finding that no ruling is needed for. */
void judge_describe(const struct judge *j, struct finding *f, const struct evidence *e);

/* A mailing of which nothing can still be held: over for more than a day. */
bool judge_is_over(const struct judge *j, const struct evidence *e);

/* Adds what speaks against it, and lowers the action as far as that goes. */
void judge_weigh(struct case_file *c);

/* One thing more, of whatever weight; after it the action is no more than at_most. */
void judge_against(struct case_file *c, int32_t weight, enum action at_most, slice text);

/* What it is about, as far as a further one would be the same; 0: cannot be told. */
uint64_t judge_pattern(const struct evidence *e);
void judge_weigh_past(struct case_file *c);

/* Findings of the account that stand confirmed, within a year before the log ended. */
uint32_t judge_confirmed(const struct judge *j, const struct account *who);

/* What a family may count at most. */
int32_t judge_cap(const struct judge *j, enum family family);

/* The findings of one account, added up. */
struct tally {
    struct family_sum families[FAMILIES];
    int64_t proved[FAMILIES];       /* what the proved ones alone come to */
    struct finding *best[FAMILIES]; /* where the greatest stands for all; NULL: none */
    int32_t sum;                    /* without excuses of the account as a whole */
};

/* Pieces that are not to count: of this family and cause. */
struct left_out {
    enum family family;
    slice cause;
};

/* As judge_add_up() needs them: what belongs together stands together. */
void judge_order(struct finding **at, size_t n);

/* Sets `counted` of each. l: NULL, nothing is left out. */
void judge_add_up(const struct judge *j, struct finding **at, size_t n, const struct left_out *l,
                  struct tally *t);

/* The volume and the invalid recipients of one announced mailing both count in it. */
bool judge_has_one_cause(const struct tally *t);

/* What the sum recommends; fills in v->withheld, why it is no more. */
enum action judge_by_sum(const struct judge *j, struct ruling *v);

/* The ruling on the n findings of one account; they are complete but for `counted`. */
void judge_account(const struct judge *j, struct ruling *v, struct finding *at, size_t n);

#endif
