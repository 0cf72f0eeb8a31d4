/*
 * plan - a seed's weeks at a university: script, site files and labels into a folder
 */
#include "tests/benchmark/plan.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct behaviour *const behaviours[] = {
#define BEHAVIOUR(NAME, IS_ATTACK) &behaviour_##NAME,
#include "tests/benchmark/behaviours.inc"
#undef BEHAVIOUR
};

enum { BEHAVIOURS = sizeof(behaviours) / sizeof(*behaviours), PER_100K_IN_LIFE = 5 };

static void fail(const char *what)
{
    (void)fprintf(stderr,
                  "plan: %s\nusage: plan FOLDER [--seed N] [--accounts N] [--days N] [--week N] "
                  "[--benign] [--rare] [--quiet] [--no-systems]\n",
                  what);
    exit(2);
}

/* The 2nd of March 2026 was a Monday. */
static struct plan read_options(int argc, char **argv)
{
    struct plan p = { .seed = 1, .accounts = 400, .days = 42, .start = 1772409600 };

    for (int i = 2; i < argc; i++) {
        char *end = NULL;
        uint64_t n = i + 1 < argc ? strtoull(argv[i + 1], &end, 10) : 0;

        if (strcmp(argv[i], "--benign") == 0) {
            p.is_benign = true;
            continue;
        }
        if (strcmp(argv[i], "--rare") == 0) {
            p.is_rare = true;
            continue;
        }
        if (strcmp(argv[i], "--quiet") == 0) {
            p.is_quiet = true;
            continue;
        }
        if (strcmp(argv[i], "--no-systems") == 0) {
            p.is_unknown = true;
            continue;
        }
        if (!end || *end != '\0' || n == 0)
            fail(argv[i]);
        if (strcmp(argv[i], "--seed") == 0)
            p.seed = n;
        else if (strcmp(argv[i], "--accounts") == 0)
            p.accounts = (uint32_t)n;
        else if (strcmp(argv[i], "--days") == 0)
            p.days = (uint32_t)n;
        else if (strcmp(argv[i], "--week") == 0)
            p.start += (int64_t)n * 7 * DAY;
        else
            fail(argv[i]);
        i++;
    }
    return p;
}

uint32_t work_day(struct plan *p, uint32_t behind)
{
    uint32_t day;

    do
        day = 1 + dice_below(&p->dice, p->days - 1 - behind);
    while (is_weekend(p, day));
    return day;
}

enum { LIMIT_LIFTED = 3 };

uint32_t work_day_without_limit(struct plan *p)
{
    uint32_t day;

    do
        day = work_day(p, 1);
    while (day < LIMIT_LIFTED);
    return day;
}

/* Each has chance of its own, so that one more changes nothing of the others but the accounts. */
static void play(struct plan *p, const struct behaviour *b)
{
    uint64_t own = 17;

    for (const char *c = b->name; *c; c++)
        own = dice_mix(own ^ (uint8_t)*c);
    p->dice.state = dice_mix(p->seed ^ own);
    b->play(p, b->name, (uint32_t)((p->seed + own % 3) % 3));
}

static uint32_t count_attacks(void)
{
    uint32_t attacks = 0;

    for (uint32_t n = 0; n < BEHAVIOURS; n++)
        attacks += behaviours[n]->is_attack;
    return attacks;
}

/* In life five attacks come to 100,000 account-days; which, the seed decides. */
static bool is_chosen(const struct plan *p, uint32_t attack)
{
    uint64_t days = (uint64_t)p->accounts * p->days;

    return !p->is_rare || dice_mix(p->seed * 7919 + attack) % ((uint64_t)100000 * count_attacks()) <
                              PER_100K_IN_LIFE * days;
}

/* The folders are the caller's; what was in them is overwritten. */
int main(int argc, char **argv)
{
    struct plan p = argc < 2 ? (struct plan){ 0 } : read_options(argc, argv);

    if (p.accounts < 300 || p.days < 21)
        fail(argc < 2 ? "which folder?" : "at least 300 accounts and 21 days");
    people_make(&p);
    site_open(&p, argv[1]);
    for (uint32_t n = 0; n < BEHAVIOURS; n++)
        if (!behaviours[n]->is_attack && !p.is_quiet)
            play(&p, behaviours[n]);
    for (uint32_t n = 0; n < BEHAVIOURS; n++)
        if (behaviours[n]->is_attack && !p.is_benign && !p.is_quiet && is_chosen(&p, n))
            play(&p, behaviours[n]);
    habits_play(&p);
    site_close(&p, argv[1]);
    return 0;
}
