/* Days are those of the site, each counted once, never too many. */
#include "analyzer/base/days.h"

#include <criterion/criterion.h>

#include "analyzer/base/log10.h"

static const usec hour = (usec)HOUR * USEC_PER_SECOND;

Test(days, each_counts_once)
{
    struct days d = { 0 };
    static const int64_t told[] = { 20000, 20000, 20001, 20000, 19999, 20001, 20060, 20001 };

    for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
        days_add(&d, told[i]);
    cr_expect_eq(d.n, 4);
    days_add(&d, 20060 - DAYS_LATE);
    cr_expect_eq(d.n, 5, "late, but not too late");
    days_add(&d, 20060 - DAYS_LATE);
    cr_expect_eq(d.n, 5);
    days_add(&d, 20060 - DAYS_LATE - 1);
    cr_expect_eq(d.n, 5, "too late to be told from one that counted");
    days_add(&d, 30000);
    days_add(&d, 29990);
    cr_expect_eq(d.n, 7);
}

Test(days, any_day_may_be_the_first)
{
    static const int64_t firsts[] = { 0, -5, 20000 };

    for (size_t i = 0; i < 3; i++) {
        struct days d = { 0 };

        days_add(&d, firsts[i]);
        days_add(&d, firsts[i]);
        cr_expect_eq(d.n, 1);
    }
}

Test(days, are_the_site_s)
{
    struct calendar c = { 0 };
    usec midnight; /* the night in which clocks go forward: a day of 23 hours */

    cr_assert(clock_set_zone("Europe/Berlin"));
    cr_assert(clock_parse(SLICE("2026-03-29 00:00"), &midnight));
    cr_expect_eq(calendar_day(&c, midnight), 20541);
    cr_expect_eq(calendar_day(&c, midnight - 1), 20540);
    cr_expect_eq(calendar_day(&c, midnight + 22 * hour), 20541);
    cr_expect_eq(calendar_day(&c, midnight + 23 * hour), 20542);
    cr_expect_eq(calendar_day(&c, -hour * 24 * 3), -3);
    cr_expect_eq(calendar_day(&c, -hour * 24 * 3 - 2 * hour), -4);
}

Test(days, have_hours_that_are_the_site_s)
{
    struct calendar c = { 0 };
    usec midnight; /* two o'clock is skipped */

    cr_assert(clock_set_zone("Europe/Berlin"));
    cr_assert(clock_parse(SLICE("2026-03-29 00:00"), &midnight));
    cr_expect_eq(calendar_hour(&c, midnight), 0);
    cr_expect_eq(calendar_hour(&c, midnight - 1), 23);
    cr_expect_eq(calendar_hour(&c, midnight + hour), 1);
    cr_expect_eq(calendar_hour(&c, midnight + 2 * hour - 1), 1);
    cr_expect_eq(calendar_hour(&c, midnight + 2 * hour), 3);
    cr_expect_eq(calendar_hour(&c, -hour - 1), 23, "before 1970, and not kept");
    cr_expect_eq(calendar_hour(&c, 0), 1);
    cr_expect_eq(calendar_begins(&c, midnight + 22 * hour), midnight);
    cr_expect_eq(calendar_begins(&c, midnight - 1), midnight - 24 * hour);
}

Test(log10, is_exact_to_the_thousandth)
{
    static const struct {
        uint64_t n;
        int32_t milli;
    } rows[] = { { 0, 0 },
                 { 1, 0 },
                 { 2, 301 },
                 { 3, 477 },
                 { 7, 845 },
                 { 9, 954 },
                 { 10, 1000 },
                 { 49, 1690 },
                 { 999, 3000 },
                 { 1000, 3000 },
                 { 99998, 5000 },
                 { 4294967295, 9633 },
                 { UINT64_MAX, 19266 } };
    uint64_t power = 1;

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        cr_expect_eq(log10_milli(rows[i].n), rows[i].milli);
    for (int i = 0; i < 19; i++, power *= 10)
        cr_expect_eq(log10_milli(power), i * 1000);
}
