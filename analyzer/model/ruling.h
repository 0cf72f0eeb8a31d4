#ifndef MODEL_RULING_H
#define MODEL_RULING_H

/*
 * ruling - what all findings about one account come to
 *
 * Its sum is made of what each family of evidence counts, capped, and of what excuses the
 * account as a whole. Numbers are thousandths of log10 of a likelihood ratio, and all that
 * the sum is made of stands here and in the findings, so that anybody can add it up again:
 *
 *   a finding's score    the lesser of its weight and its family's cap, and what speaks
 *                        against it, but never below 0
 *   a family's weight    the greatest score of its findings; where the family adds, the
 *                        greatest of each cause, added
 *   a family's count     the lesser of its weight and its cap
 *   the sum              the counts of all families, and the excuses
 *
 * Where the volume and the invalid recipients of one announced mailing would both count,
 * only one of them does, whichever leaves more.
 */

#include "analyzer/model/account.h"
#include "analyzer/model/clause.h"
#include "analyzer/model/limit.h"

/* What one family must count so that it is one of the two that disabling needs: no site's to set,
   nor that there have to be two, and one of them harm. LADDER_MOST: more than all caps together. */
enum { SUM_OF_FAMILY = 2000, LADDER_MOST = 100000 };

/* The sums from which on it recommends something by itself: the policy's section `ladder`. */
struct ladder {
    int32_t contact, hold, disable;
};

extern const struct limit ladder_limits[];

/* As the policy has it; the presets where no section is the ladder's. */
struct ladder ladder_of(const struct limit_section *sections, size_t n);

/* False where the steps are in no order, or one is so low that it would be no step. */
bool ladder_check(const int64_t *values, struct err *why);

struct family_sum {
    enum family family;
    bool adds;       /* its causes add up; otherwise the greatest stands for all of them */
    bool is_harm;    /* shows harm, as far as it counts */
    uint32_t pieces; /* findings of it, faults of the servers aside */
    int32_t weight, cap, counted;
};

struct reason;
struct finding;
struct account_past;
struct portrait;

struct ruling {
    const struct account *account;
    enum action action;       /* the greater of the two below */
    enum action by_rule;      /* the strongest that a finding warrants by itself */
    enum action by_sum;       /* what the sum recommends */
    enum certainty certainty; /* of the action */
    bool is_operators;        /* nothing but faults of the servers */
    int32_t sum;
    int32_t prior, posterior; /* log10 of the odds without and with the sum, thousandths */
    const char *chance;       /* the posterior as a chance, coarse: "about 67 %"; a literal */
    struct family_sum families[FAMILIES];
    size_t n_families;
    struct reason *excuses; /* of the account as a whole */
    size_t n_excuses;
    const slice *withheld; /* why the sum recommends no more: sentences */
    size_t n_withheld;
    const struct portrait *usual; /* what is usual for it; NULL: nothing is remembered */
    struct finding *findings;     /* strongest first; one part of the result's list */
    size_t n_findings;
    const slice *logins; /* as its servers printed them in this run, sorted */
    size_t n_logins;
    uint32_t confirmed; /* findings of the account that people confirmed within a year */
    const struct account_past *past; /* NULL: the run has no state */
};

#endif
