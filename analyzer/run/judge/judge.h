#ifndef RUN_JUDGE_H
#define RUN_JUDGE_H

/*
 * judge - evidence becomes findings, and the findings of an account one ruling
 *
 * What a piece warrants on its own is lowered by what excuses it: an announcement, a
 * list or system account, a weak identity, a registry that was not given. Besides, all
 * pieces of an account are added up by family (model/ruling.h); the account's action is
 * the greater of both. Every family is capped, so that none decides alone; volume counts
 * no more than the days without a finding could have contradicted; disabling never rests
 * on volume. Each finding says what speaks against it, if only that nothing was found.
 *
 * Accounts are told apart by how they are identified (login, local user, host), so one
 * ruling never mixes what a login did with what anybody at a host could have done.
 */

#include "analyzer/run/judge/precedents.h"
#include "analyzer/run/watch/watchers.h"

struct judge {
    const struct site *site;
    struct arena *arena;          /* texts of the findings */
    usec ended;                   /* the last stamp of the log */
    bool *excused;                /* by an exception's number: a finding leans on it */
    uint64_t account_days;        /* days on which accounts sent mail, added up */
    uint64_t earlier_days;        /* the same before the log began, those with a finding left out */
    struct precedents precedents; /* decisions on earlier findings */
    struct precedents restricted; /* those on findings for the case handler alone */
    const struct flag *flags;     /* raised so far */
    size_t n_flags;
    int32_t volume_cap;   /* judge_all's own, as the next */
    struct ladder ladder; /* the policy's */
};

/* Rulings and findings of the result, in report order; quotes point into the evidence. What is
   for the case handler alone is judged apart. */
void judge_all(struct judge *j, const struct evidence_list *list, struct result *r);

#endif
