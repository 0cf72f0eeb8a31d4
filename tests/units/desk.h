#ifndef TESTS_UNITS_DESK_H
#define TESTS_UNITS_DESK_H

/* desk - one account and all that a detector of accounts or mailings is called with */

#include <criterion/criterion.h>

#include "analyzer/base/arena.h"
#include "detectors/groups.h"
#include "detectors/toolbox.h"
#include "detectors/writers.h"

struct desk {
    struct arena arena;
    struct evidence_list list;
    struct evidence *slot;
    struct account account;
    struct mailing mailing;
    struct groups groups;
    struct calendar calendar;
    struct writers writers;
    struct usual usual;
    int64_t limits[LIMITS_MAX];
    _Alignas(16) char state[256]; /* begins with a struct distinct */
    struct watch w;
};

/* With the limits as they are preset. What is not there in a test is NULL in w: set it. */
static inline void open_desk(struct desk *d, const struct detector *detector,
                             enum account_kind kind)
{
    *d = (struct desk){ .account = { .name = SLICE("alice"), .kind = kind } };
    d->list.arena = &d->arena;
    d->mailing = (struct mailing){ .account = &d->account, .number = 1 };
    for (size_t i = 0; detector->limits[i].name; i++)
        d->limits[i] = detector->limits[i].preset;
    cr_assert_leq(detector->state_size, sizeof(d->state));
    d->w = (struct watch){ .detector = detector,
                           .limit = d->limits,
                           .account = &d->account,
                           .state = d->state,
                           .slot = &d->slot,
                           .list = &d->list };
}

static inline void close_desk(struct desk *d)
{
    evidence_list_free(&d->list);
    distinct_free((struct distinct *)(void *)d->state);
    groups_free(&d->groups);
    writers_free(&d->writers);
    arena_free(&d->arena);
}

#endif
