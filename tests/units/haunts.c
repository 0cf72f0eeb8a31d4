/* What is usual for an account's logins, day by day. */
#include <criterion/criterion.h>

#include "analyzer/run/watch/haunts.h"

static struct location at(uint32_t near, uint32_t wide)
{
    return (struct location){ .near = near, .wide = wide };
}

static struct location visit(struct haunts *h, uint32_t near, uint32_t wide, int64_t day, int hour)
{
    struct location l = at(near, wide);

    haunts_visit(h, &l, day, hour);
    return l;
}

Test(haunts, days_before_this_one_count)
{
    struct haunts h = { 0 };
    struct location l;

    for (int64_t day = 100; day < 104; day++)
        (void)visit(&h, 7, 3, day, 9);
    l = visit(&h, 7, 3, 104, 9);
    cr_expect_eq(l.days, 4);
    cr_expect_eq(l.near_days, 4);
    cr_expect_eq(l.wide_days, 4);
    l = visit(&h, 7, 3, 104, 10);
    cr_expect_eq(l.near_days, 4, "the same day again is no further one");
    l = visit(&h, 8, 3, 104, 10);
    cr_expect_eq(l.near_days, 0);
    cr_expect_eq(l.wide_days, 4, "another line of the same provider");
    cr_expect_eq(l.fresh, 1);
}

Test(haunts, an_hour_is_odd_when_days_enough_are_known)
{
    struct haunts h = { 0 };

    for (int64_t day = 100; day < 110; day++)
        cr_expect_not(visit(&h, 7, 3, day, day == 109 ? 3 : 9).is_odd_hour);
    cr_expect_not(visit(&h, 7, 3, 110, 10).is_odd_hour, "beside the usual one");
    cr_expect(visit(&h, 7, 3, 110, 15).is_odd_hour);
    cr_expect(visit(&h, 7, 3, 110, 15).is_odd_hour, "not learned before the day is over");
    cr_expect_not(visit(&h, 7, 3, 110, 2).is_odd_hour, "the night of the tenth day is known");
}

Test(haunts, own_networks_are_days_and_no_lines)
{
    struct haunts h = { 0 };
    struct location own = { .whence = WHENCE_OWN, .near = 5, .wide = 5 };

    haunts_visit(&h, &own, 100, 9);
    cr_expect_eq(visit(&h, 7, 3, 101, 9).days, 1);
    cr_expect_eq(h.at[1].near, 0);
}

Test(haunts, what_was_used_longest_ago_makes_room)
{
    struct haunts h = { 0 };
    struct location l;

    for (uint32_t i = 0; i <= HAUNTS_MAX; i++)
        (void)visit(&h, 100 + i, 100 + i, 200 + i, 9);
    l = visit(&h, 100, 100, 220, 9);
    cr_expect_eq(l.near_days, 0, "the first one is gone");
    cr_expect_eq(l.strays, HAUNTS_MAX - 1);
    cr_expect_eq(visit(&h, 100 + HAUNTS_MAX, 1, 221, 9).near_days, 1);
}

Test(haunts, a_country_is_new_beside_others)
{
    struct haunts h = { 0 };
    struct location l = at(7, 3);

    l.country = 'D' << 8 | 'E';
    haunts_visit(&h, &l, 100, 9);
    cr_expect_not(l.is_new_country, "the first one");
    l = at(8, 4);
    l.country = 'B' << 8 | 'R';
    haunts_visit(&h, &l, 101, 9);
    cr_expect(l.is_new_country);
}

Test(haunts, packed_and_unpacked)
{
    struct haunts h = { 0 }, again = { 0 };
    struct buf b = { 0 };

    for (uint32_t i = 0; i < 5; i++)
        (void)visit(&h, 1000 + i, 50 + i, 20500 + i, (int)i * 5);
    haunts_pack(&h, 20502, &b);
    cr_assert(haunts_unpack(&again, buf_slice(&b)));
    cr_expect_eq(again.hours, h.hours);
    cr_expect_eq(again.today, h.today);
    cr_expect_eq(again.days, 5);
    cr_expect_eq(again.at[0].near, 1002, "what was used before is left out");
    cr_expect_eq(again.at[2].last, 20504);
    cr_expect_eq(again.at[3].near, 0);
    cr_expect_not(haunts_unpack(&again, slice_head(buf_slice(&b), b.n - 1)));
    buf_clear(&b);
    haunts_pack(&h, 20600, &b);
    cr_expect_eq(b.n, 0);
    buf_free(&b);
}
