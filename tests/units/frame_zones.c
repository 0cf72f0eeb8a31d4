/* Stamps without a zone, of hosts that have one of their own. */
#include <criterion/criterion.h>

#include "parsers/parser.h"

extern const struct frame frame_rfc3164, frame_rfc3339, frame_rfc5424;

static _Alignas(16) char state[4096];
static struct host_zone hosts[] = { { { "us", 2 }, 0 }, { { "mx1.example.edu", 15 }, 1 } };
static struct host_zones zones = { .at = hosts, .n = 2 };
static struct frame_context ctx;

static usec at(const char *text)
{
    usec when = USEC_NONE;

    cr_assert(clock_parse(slice_str(text), &when), "%s", text);
    return when;
}

static void begin(void)
{
    cr_assert(clock_set_zone("Europe/Berlin"));
    zones.zones[0] = zone_new("America/New_York");
    zones.zones[1] = zone_new("UTC");
    zones.n_zones = 2;
    cr_assert(zones.zones[0] && zones.zones[1]);
    cr_assert_leq(frame_rfc3164.state_size, sizeof(state));
    ctx = (struct frame_context){ .not_after = at("2026-11-02"), .zones = &zones };
}

static void end(void)
{
    zone_free(zones.zones[0]);
    zone_free(zones.zones[1]);
}

TestSuite(frame_zones, .init = begin, .fini = end);

static usec when_by(const struct frame *f, const char *text)
{
    struct line out = { .text = slice_str(text) };

    cr_assert(f->split(state, &ctx, out.text, &out), "%s", text);
    return out.when;
}

static usec when(const char *text)
{
    return when_by(&frame_rfc3164, text);
}

Test(frame_zones, each_host_has_its_own)
{
    cr_assert_eq(when("Mar  2 10:00:00 mail a: x"), at("2026-03-02T10:00:00+01:00"));
    cr_assert_eq(when("Mar  2 10:00:00 us a: x"), at("2026-03-02T10:00:00-05:00"));
    cr_assert_eq(when("Mar  2 10:00:00 US.example.edu a: x"), at("2026-03-02T10:00:00-05:00"));
    cr_assert_eq(when("<22>Mar  2 10:00:00 mx1 a: x"), at("2026-03-02T10:00:00Z"));
    cr_assert_eq(when("Mar  2 10:00:00 mx1.example.edu a: x"), at("2026-03-02T10:00:00Z"));
    cr_assert_eq(when("Mar  2 10:00:00 mx1.example.org a: x"), at("2026-03-02T10:00:00+01:00"));
    cr_assert_eq(when("Mar  2 10:00:00 us2 a: x"), at("2026-03-02T10:00:00+01:00"));
    cr_assert_eq(when("Mar  2 10:00:00 us a: again"), at("2026-03-02T10:00:00-05:00"));
}

Test(frame_zones, a_name_of_any_length_is_looked_up)
{
    static const char line[] =
        "Mar  2 10:00:00 us.a-department-with-a-name-of-some-length.a-faculty-with-another-one."
        "example.edu a: x";

    cr_assert_eq(when(line), at("2026-03-02T10:00:00-05:00"));
    cr_assert_eq(when(line), at("2026-03-02T10:00:00-05:00"));
}

Test(frame_zones, stamps_with_an_offset_keep_it)
{
    usec told = at("2026-03-02T10:00:00+01:00");

    cr_assert_eq(when_by(&frame_rfc3339, "2026-03-02T10:00:00+01:00 us a: x"), told);
    memset(state, 0, sizeof(state));
    cr_assert_eq(when_by(&frame_rfc5424, "<22>1 2026-03-02T10:00:00+01:00 us a 9 - - x"), told);
}

/* New York changes on the first of November, Berlin on the 25th of October. */
Test(frame_zones, the_hour_that_comes_twice_is_the_hosts)
{
    cr_assert_eq(when("Nov  1 01:59:50 us a: x"), at("2026-11-01T01:59:50-04:00"));
    cr_assert_eq(when("Nov  1 01:00:05 us a: x"), at("2026-11-01T01:00:05-05:00"));
    cr_assert_eq(when("Nov  1 01:00:05 us a: x"), at("2026-11-01T01:00:05-05:00"));
    cr_assert_eq(when("Nov  1 01:30:00 us a: x"), at("2026-11-01T01:30:00-05:00"));
    cr_assert_eq(when("Nov  1 01:59:59 us a: x"), at("2026-11-01T01:59:59-05:00"));
    cr_assert_eq(when("Nov  1 02:00:00 us a: x"), at("2026-11-01T02:00:00-05:00"));
}

/* A loghost's file: the one steps back while the others go on, an ocean apart. */
Test(frame_zones, hosts_of_one_file_do_not_disturb_each_other)
{
    cr_assert_eq(when("Oct 25 02:59:50 mail a: x"), at("2026-10-25T02:59:50+02:00"));
    cr_assert_eq(when("Oct 25 00:59:51 mx1 a: x"), at("2026-10-25T00:59:51Z"));
    cr_assert_eq(when("Oct 24 20:59:52 us a: x"), at("2026-10-24T20:59:52-04:00"));
    cr_assert_eq(when("Oct 25 02:00:00 mail a: x"), at("2026-10-25T02:00:00+01:00"));
    cr_assert_eq(when("Oct 25 01:00:01 mx1 a: x"), at("2026-10-25T01:00:01Z"));
    cr_assert_eq(when("Oct 24 21:00:02 us a: x"), at("2026-10-24T21:00:02-04:00"));
    cr_assert_eq(when("Oct 25 02:30:00 mail a: x"), at("2026-10-25T02:30:00+01:00"));
    cr_assert_eq(when("Oct 25 01:30:00 mx1 a: x"), at("2026-10-25T01:30:00Z"));
}

Test(frame_zones, the_year_changes_when_the_hosts_does)
{
    ctx.not_after = at("2026-01-05");
    cr_assert_eq(when("Jan  1 00:00:01 mail a: x"), at("2026-01-01T00:00:01+01:00"));
    cr_assert_eq(when("Dec 31 18:00:02 us a: x"), at("2025-12-31T18:00:02-05:00"));
    cr_assert_eq(when("Dec 31 23:00:03 mx1 a: x"), at("2025-12-31T23:00:03Z"));
    cr_assert_eq(when("Jan  1 00:00:04 us a: x"), at("2026-01-01T00:00:04-05:00"));
}
