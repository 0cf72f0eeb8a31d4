/* Counts over time in a fixed room: exact, whatever came first. */
#include "analyzer/base/rhythm.h"

#include <criterion/criterion.h>

#define AT(s) ((usec)(1772452800 + (s)) * USEC_PER_SECOND) /* 2026-03-02 12:00 UTC */

static uint64_t sum(const struct rhythm *r)
{
    uint64_t n = 0;

    for (size_t i = 0; i < RHYTHM_PARTS; i++)
        n += r->counts[i];
    return n;
}

Test(rhythm, counts_by_the_minute)
{
    struct rhythm r = { 0 };

    rhythm_add(&r, AT(0), 3);
    rhythm_add(&r, AT(59), 4);
    rhythm_add(&r, AT(60), 5);
    cr_assert_eq(rhythm_width(&r), MINUTE);
    cr_assert_eq(rhythm_start(&r), AT(0));
    cr_assert_eq(r.counts[0], 7);
    cr_assert_eq(r.counts[1], 5);
    cr_assert_eq(r.total, 12);
}

Test(rhythm, adds_nothing_for_nothing)
{
    struct rhythm r = { 0 };

    rhythm_add(&r, USEC_NONE, 3);
    rhythm_add(&r, AT(0), 0);
    cr_assert_eq(r.total, 0);
}

Test(rhythm, last_minute_that_fits_and_the_first_that_does_not)
{
    struct rhythm r = { 0 };

    rhythm_add(&r, AT(0), 1);
    rhythm_add(&r, AT((RHYTHM_PARTS - 1) * MINUTE), 1);
    cr_assert_eq(rhythm_width(&r), MINUTE);
    cr_assert_eq(r.counts[RHYTHM_PARTS - 1], 1);
    rhythm_add(&r, AT(RHYTHM_PARTS * MINUTE), 1);
    cr_assert_eq(rhythm_width(&r), 5 * MINUTE);
    cr_assert_eq(sum(&r), 3);
}

Test(rhythm, time_may_step_back)
{
    struct rhythm r = { 0 };

    rhythm_add(&r, AT(10 * MINUTE), 1);
    rhythm_add(&r, AT(0), 2);
    cr_assert_eq(rhythm_start(&r), AT(0));
    cr_assert_eq(r.counts[0], 2);
    cr_assert_eq(r.counts[10], 1);
}

Test(rhythm, order_does_not_matter)
{
    struct rhythm up = { 0 }, down = { 0 }, mixed = { 0 };
    enum { N = 5000 };

    for (int i = 0; i < N; i++) {
        rhythm_add(&up, AT(i * 37), 1);
        rhythm_add(&down, AT((N - 1 - i) * 37), 1);
        rhythm_add(&mixed, AT(i * 2777 % N * 37), 1);
    }
    cr_assert_eq(sum(&up), N);
    cr_assert_eq(rhythm_width(&up), HOUR);
    cr_assert_eq(memcmp(&up, &down, sizeof(up)), 0);
    cr_assert_eq(memcmp(&up, &mixed, sizeof(up)), 0);
}

Test(rhythm, years_and_times_before_1970_fit)
{
    struct rhythm r = { 0 };

    rhythm_add(&r, AT(0), 1);
    rhythm_add(&r, USEC_NONE + 1, 1);
    rhythm_add(&r, USEC_MAX, UINT32_MAX);
    cr_assert_eq(r.total, 2 + (uint64_t)UINT32_MAX);
    cr_assert_leq(rhythm_start(&r), AT(0));
    rhythm_add(&r, USEC_MAX, 1);
    cr_assert_eq(r.total, 3 + (uint64_t)UINT32_MAX);
    cr_assert_eq(sum(&r), 2 + (uint64_t)UINT32_MAX, "a full part stays full");
}

Test(rhythm, covers_a_time_in_which_nothing_was)
{
    struct rhythm r = { 0 };

    rhythm_add(&r, AT(DAY / 2), 7);
    rhythm_cover(&r, AT(0), AT(DAY - 1));
    cr_assert_eq(rhythm_start(&r), AT(0));
    cr_assert_eq(rhythm_width(&r), 30 * MINUTE);
    cr_assert_eq(r.counts[24], 7);
    cr_assert_eq(r.total, 7);
}
