/*
 * Accounts in foreign hands, by how much and how fast. The victims' own mail goes on beside it.
 */
#include "tests/benchmark/spam.h"

PLAY_BEHAVIOUR(blast, true)
{
    static const uint32_t sizes[3] = { 2000, 10000, 50000 };
    struct run r = run_by(p, 300, 20);
    int64_t when = day_start(p, work_day(p, 1)) + dice_below(&p->dice, 20 * HOUR);
    uint64_t net = dice_next(&p->dice);

    for (uint32_t n = 0; n < sizes[intensity]; n++)
        spam(p, &r, when + (int64_t)n * HOUR / sizes[intensity], foreign_client(net + n % 3), n, 1);
    label_hijacked(p, r.victim, when, when + 2 * HOUR, text("%s %u", name, sizes[intensity]),
                   text("%u recipients in an hour, 30 %% unknown", sizes[intensity]));
}

PLAY_BEHAVIOUR(medium, true)
{
    static const uint32_t rates[3] = { 200, 450, 1000 };
    struct run r = run_by(p, 200, 20);
    uint32_t day = work_day(p, 2), many = rates[intensity];
    uint64_t net = dice_next(&p->dice);

    for (uint32_t n = 0; n < 2 * many; n++)
        spam(p, &r,
             day_start(p, day + n / many) + (int64_t)(n % many) * (20 * HOUR / many) + 2 * HOUR,
             foreign_client(net + n % 5), n, 1);
    label_hijacked(p, r.victim, day_start(p, day), day_start(p, day + 2),
                   text("%s %u/day", name, many), text("%u a day for two days", many));
}

/* The same to a list that was cleaned: next to nobody is unknown. */
PLAY_BEHAVIOUR(clean_list, true)
{
    static const uint32_t rates[3] = { 200, 1000, 4000 };
    struct run r = run_by(p, 15 * intensity, 5);
    int64_t when = day_start(p, work_day(p, 2)) + 3 * HOUR;
    uint32_t many = rates[intensity];
    uint64_t net = dice_next(&p->dice);

    for (uint32_t n = 0; n < 2 * many; n++)
        spam(p, &r, when + (n / many) * DAY + (int64_t)(n % many) * (16 * HOUR / many),
             foreign_client(net + n % 2), n, 1);
    label_hijacked(p, r.victim, when, when + 2 * DAY, text("%s %u/day", name, many),
                   text("%u a day for two days, %u in a thousand unknown", many, r.invalid));
}

/* The day on which it begins: now one of the first, when nothing is known of anybody, now one
 * before which the victim has weeks behind it. */
static uint32_t begin(struct plan *p, uint32_t intensity)
{
    uint32_t later = p->days > 21 && (p->seed / 3 + intensity) % 2 ? 14 : 0;

    return later + 1 + dice_below(&p->dice, 2);
}

static uint32_t end_of(const struct plan *p, uint32_t first, uint32_t days)
{
    return first + days < p->days ? first + days : p->days;
}

/* A fifth more each day. */
PLAY_BEHAVIOUR(ramp, true)
{
    struct run r = run_by(p, 150, 20);
    uint32_t rate = 20 + 20 * intensity, first = begin(p, intensity);
    uint32_t last = end_of(p, first, 13);
    uint64_t net = dice_next(&p->dice);
    uint32_t n = 0;

    for (uint32_t day = first; day < last; day++, rate += rate / 5)
        for (uint32_t i = 0; i < rate; i++)
            spam(p, &r, working_hour(&p->dice, day_start(p, day)), foreign_client(net), n++, 1);
    label_hijacked(p, r.victim, day_start(p, first), day_start(p, last),
                   text("%s from %u/day", name, 20 + 20 * intensity),
                   text("a fifth more each day"));
}

/* For a week, for four, or for as long as there is, up to sixty days. */
static void drip_by(struct plan *p, const struct run *r, uint32_t rate, struct text kind)
{
    static const uint32_t lasts[3] = { 7, 28, 60 };
    uint32_t first = begin(p, rate / 10), n = 0;
    uint32_t last = end_of(p, first, lasts[(p->seed / 4) % 3]);
    uint64_t net = dice_next(&p->dice);

    for (uint32_t day = first; day < last; day++)
        for (uint32_t i = 0; i < rate; i++)
            spam(p, r, working_hour(&p->dice, day_start(p, day)), foreign_client(net), n++, 1);
    label_hijacked(
        p, r->victim, day_start(p, first), day_start(p, last), kind,
        text("%u a day for %u days, %u in a thousand unknown", rate, last - first, r->invalid));
}

PLAY_BEHAVIOUR(drip, true)
{
    static const uint32_t rates[4] = { 5, 10, 20, 50 };
    struct run r = run_by(p, 300, 20);
    uint32_t rate = rates[(p->seed + intensity) % 4];

    drip_by(p, &r, rate, text("%s %u/day", name, rate));
}

PLAY_BEHAVIOUR(drip_clean, true)
{
    static const uint32_t rates[3] = { 10, 20, 50 };
    struct run r = run_by(p, 15, 5);

    drip_by(p, &r, rates[intensity], text("%s %u/day", name, rates[intensity]));
}

/* Each message from another network. */
PLAY_BEHAVIOUR(many_networks, true)
{
    static const uint32_t sizes[3] = { 80, 200, 400 };
    struct run r = run_by(p, 250, 20);
    int64_t when = day_start(p, work_day(p, 1)) + 3 * HOUR;

    for (uint32_t n = 0; n < sizes[intensity]; n++)
        spam(p, &r, when + (int64_t)n * (12 * HOUR / sizes[intensity]),
             foreign_client(dice_next(&p->dice)), n, 1 + n % 3);
    label_hijacked(p, r.victim, when, when + DAY, text("%s %u", name, sizes[intensity]),
                   text("%u messages, each from another network", sizes[intensity]));
}

/* On the victim's own machine: no login from elsewhere shows it. */
PLAY_BEHAVIOUR(home_malware, true)
{
    static const uint32_t sizes[3] = { 300, 800, 1500 };
    struct run r = run_by(p, 300, 20);
    int64_t when = day_start(p, work_day(p, 1)) + 18 * HOUR;

    for (uint32_t n = 0; n < sizes[intensity]; n++)
        spam(p, &r, when + (int64_t)n * 3, home_client(p, r.victim, when), n, 1);
    label_hijacked(p, r.victim, when, when + DAY, text("%s %u", name, sizes[intensity]),
                   text("%u from the victim's own machine", sizes[intensity]));
}

PLAY_BEHAVIOUR(hidden_copies, true)
{
    static const uint32_t copies[3] = { 50, 150, 500 };
    struct run r = run_by(p, 250, 20);
    int64_t when = day_start(p, work_day(p, 1)) + 5 * HOUR;
    uint64_t net = dice_next(&p->dice);

    for (uint32_t n = 0; n < 6; n++)
        spam(p, &r, when + (int64_t)n * 400, foreign_client(net), n, copies[intensity]);
    label_hijacked(p, r.victim, when, when + DAY, text("%s %u", name, copies[intensity]),
                   text("six messages to %u each", copies[intensity]));
}

/* One campaign over many accounts: five a day from each. It takes the most people, so it plays
 * last; a hundred, or an eighth of a small university. */
PLAY_BEHAVIOUR(split, true)
{
    const uint32_t parts[3] = { 5, 20, p->accounts < 800 ? p->accounts / 8 : 100 };
    struct run r = run_by(p, 300, 20);
    uint32_t first = work_day(p, 3), n = 0;
    uint64_t net = dice_next(&p->dice);

    for (uint32_t part = 0; part < parts[intensity]; part++) {
        r.victim = part ? people_take(p, ANYBODY) : r.victim;
        for (uint32_t day = first; day < first + 3; day++)
            for (uint32_t i = 0; i < 5; i++)
                spam(p, &r, working_hour(&p->dice, day_start(p, day)), foreign_client(net + n % 4),
                     n, 1),
                    n++;
        label_hijacked(p, r.victim, day_start(p, first), day_start(p, first + 3),
                       text("%s %u", name, parts[intensity]),
                       text("one of %u accounts of a campaign, five a day", parts[intensity]));
    }
}
