/* Civil time, the zone's two odd hours a year, and what counts as a date. */
#include <criterion/criterion.h>

#include "analyzer/base/clock.h"

static usec at(const char *text)
{
    usec when = USEC_NONE;

    cr_assert(clock_parse(slice_str(text), &when), "%s", text);
    return when;
}

static void berlin(void)
{
    cr_assert(clock_set_zone("Europe/Berlin"));
}

TestSuite(clock, .init = berlin);

Test(clock, reads_rfc3339_and_local_dates)
{
    cr_assert_eq(at("1970-01-01T00:00:00Z"), 0);
    cr_assert_eq(at("2026-03-02T10:00:00+01:00"), at("2026-03-02 10:00"));
    cr_assert_eq(at("2026-03-02T10:00:00-05:30"), at("2026-03-02T15:30:00Z"));
    cr_assert_eq(at("2026-07-01"), at("2026-06-30T22:00:00Z"));
    cr_assert_eq(at("2026-03-02T10:00:00.999Z"), at("2026-03-02T10:00:00Z"));
}

Test(clock, refuses_what_is_no_date)
{
    static const char *const wrong[] = {
        "",           "2026",        "2026-02-30",         "2026-13-01",
        "31.12.2026", "2026-1-1",    "2026-03-02T",        "2026-03-02 25:00",
        "20260302",   "2026-03-02x", "2026-03-02T10:00+1", "1969-12-31"
    };
    usec when;

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        cr_assert_not(clock_parse(slice_str(wrong[i]), &when), "'%s'", wrong[i]);
}

Test(clock, writes_what_it_reads)
{
    char text[32];

    cr_assert_str_eq(clock_local_text(at("2026-07-01T12:00:00Z"), text),
                     "2026-07-01T14:00:00+02:00");
    cr_assert_str_eq(clock_utc_text(at("2024-02-29T23:59:59Z"), text), "2024-02-29T23:59:59Z");
    cr_assert_str_eq(clock_utc_text(-1, text), "1969-12-31T23:59:59Z");
}

Test(clock, days_have_23_to_25_hours)
{
    cr_assert_eq(clock_day(at("2026-03-29 15:00")), at("2026-03-29"));
    cr_assert_eq(clock_next_day(at("2026-03-29")) - at("2026-03-29"), 23 * 3600 * USEC_PER_SECOND);
    cr_assert_eq(clock_next_day(at("2026-10-25 23:00")), at("2026-10-26"));
    cr_assert_eq(at("2026-10-26") - at("2026-10-25"), 25 * 3600 * USEC_PER_SECOND);
}

Test(clock, the_hour_that_occurs_twice_is_its_first)
{
    cr_assert_eq(at("2026-10-25 02:30"), at("2026-10-25T02:30:00+02:00"));
}

Test(clock, unknown_zones_change_nothing)
{
    cr_assert_not(clock_set_zone("Europe/Nowhere"));
    cr_assert_not(clock_set_zone("../../etc/passwd"));
    cr_assert_not(clock_set_zone("Europe"), "a folder of zones is no zone");
    cr_assert_eq(clock_offset(at("2026-07-01T12:00:00Z")), 120);
}
