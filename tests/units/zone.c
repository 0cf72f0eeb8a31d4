/* A zone beside the process's: the same answers as the C library's, hour by hour. */
#include <criterion/criterion.h>

#include "analyzer/base/zone.h"

#define HOURS(n) ((n) * (usec)HOUR * USEC_PER_SECOND)

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

TestSuite(zone, .init = berlin);

Test(zone, knows_only_what_the_system_has)
{
    cr_assert_null(zone_new("Europe/Berlyn"));
    cr_assert_null(zone_new("../../etc/passwd"));
    cr_assert_null(zone_new(""));
}

Test(zone, leaves_the_process_its_own)
{
    struct zone *z = zone_new("America/New_York");

    cr_assert(z);
    cr_assert_eq(clock_offset(at("2026-07-01T12:00:00Z")), 120);
    cr_assert_eq(zone_offset(NULL, at("2026-07-01T12:00:00Z")), 120);
    cr_assert_eq(zone_offset(z, at("2026-07-01T12:00:00Z")), -240);
    zone_free(z);
    cr_assert(clock_set_zone("UTC"));
    z = zone_new("Asia/Kathmandu");
    cr_assert_eq(zone_offset(z, 0), 330);
    cr_assert_eq(zone_offset(z, at("2026-07-01T12:00:00Z")), 345);
    cr_assert_eq(clock_offset(at("2026-07-01T12:00:00Z")), 0);
    zone_free(z);
}

/* Changes on the hour, by half an hour, four a year, none, and one long ago. */
Test(zone, agrees_with_the_system_at_every_change)
{
    static const char *const names[] = {
        "UTC",           "Europe/Berlin",       "America/New_York",
        "Asia/Kolkata",  "Australia/Lord_Howe", "Africa/Casablanca",
        "Asia/Pyongyang"
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct zone *z;

        berlin();
        z = zone_new(names[i]);
        cr_assert(z && clock_set_zone(names[i]));
        for (usec when = at("2013-01-01"); when < at("2034-01-01"); when += HOURS(1)) {
            struct civil c = clock_to_local(when), own = zone_to_civil(z, when);

            cr_assert_eq(zone_offset(z, when), clock_offset(when), "%s", names[i]);
            cr_assert_eq(zone_offset(z, when - 1), clock_offset(when - 1), "%s", names[i]);
            cr_assert_eq(memcmp(&c, &own, sizeof(c)), 0);
            cr_assert_eq(zone_from_civil(z, &c), clock_from_local(&c), "%s", names[i]);
        }
        zone_free(z);
    }
}

Test(zone, beyond_its_table_the_nearest_offset_holds)
{
    struct zone *z = zone_new("America/New_York");

    cr_assert_eq(zone_offset(z, USEC_NONE), -300);
    cr_assert_eq(zone_offset(z, USEC_MAX), -300);
    cr_assert_eq(zone_offset(z, at("2099-07-01T12:00:00Z")), -240);
    zone_free(z);
}

static usec second_time(const char *zone, struct civil c, usec *first)
{
    struct zone *z = zone_new(zone);
    usec second;

    *first = zone_from_civil(z, &c);
    second = zone_second_time(z, &c, *first);
    zone_free(z);
    return second;
}

Test(zone, tells_the_second_time_of_an_hour_that_comes_twice)
{
    usec first, second;

    second = second_time("America/New_York", (struct civil){ 2026, 11, 1, 1, 30, 0 }, &first);
    cr_assert_eq(first, at("2026-11-01T05:30:00Z"));
    cr_assert_eq(second, at("2026-11-01T06:30:00Z"));
    second = second_time("Australia/Lord_Howe", (struct civil){ 2026, 4, 5, 1, 45, 0 }, &first);
    cr_assert_eq(first, at("2026-04-04T14:45:00Z"));
    cr_assert_eq(second, at("2026-04-04T15:15:00Z"), "its clocks are put back by half an hour");
    second = second_time("America/New_York", (struct civil){ 2026, 11, 1, 0, 59, 59 }, &first);
    cr_assert_eq(second, first);
    second = second_time("America/New_York", (struct civil){ 2026, 11, 1, 2, 0, 0 }, &first);
    cr_assert_eq(second, first);
    second = second_time("America/New_York", (struct civil){ 2026, 3, 8, 3, 0, 0 }, &first);
    cr_assert_eq(second, first);
}
