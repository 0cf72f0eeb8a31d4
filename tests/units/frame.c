/* The heads of lines: what they say, what year they mean, what is none. */
#include <criterion/criterion.h>

#include "parsers/parser.h"

extern const struct frame frame_rfc3164, frame_rfc3339;

static _Alignas(16) char state[256];

static void berlin(void)
{
    cr_assert(clock_set_zone("Europe/Berlin"));
    memset(state, 0, sizeof(state));
}

TestSuite(frame, .init = berlin);

static usec at(const char *text)
{
    usec when = USEC_NONE;

    cr_assert(clock_parse(slice_str(text), &when), "%s", text);
    return when;
}

static bool split(const struct frame *f, const char *text, const char *not_after, struct line *out)
{
    struct frame_context ctx = { .not_after = not_after ? at(not_after) : USEC_MAX };

    *out = (struct line){ .text = slice_str(text) };
    cr_assert_leq(f->state_size, sizeof(state));
    return f->split(state, &ctx, out->text, out);
}

static usec when(const struct frame *f, const char *text, const char *not_after)
{
    struct line out;

    cr_assert(split(f, text, not_after, &out), "%s", text);
    return out.when;
}

Test(frame, takes_the_head_apart)
{
    struct line out;

    cr_assert(
        split(&frame_rfc3339,
              "2026-03-02T10:00:00.5+01:00 mail postfix/submission/smtpd[97]: 4XyZ: client=a[1]",
              NULL, &out));
    cr_assert_eq(out.when, at("2026-03-02T09:00:00Z") + 500000);
    cr_assert(slice_eq(out.host, SLICE("mail")));
    cr_assert(slice_eq(out.program, SLICE("postfix/submission/smtpd")));
    cr_assert_eq(out.pid, 97);
    cr_assert(slice_eq(out.message, SLICE("4XyZ: client=a[1]")));
    berlin();
    cr_assert(split(&frame_rfc3164, "<22>Mar  2 10:00:00 mx1.example.edu rsyslogd: [x] a: b",
                    "2026-03-03", &out));
    cr_assert(slice_eq(out.program, SLICE("rsyslogd")));
    cr_assert_eq(out.pid, 0);
    cr_assert(slice_eq(out.message, SLICE("[x] a: b")));
}

Test(frame, refuses_what_is_no_head)
{
    static const char *const wrong[] = {
        "",
        "Mar  2 10:00:00",
        "Mar  2 10:00:00 ",
        "Mar  2 10:00:00 mail",
        "Mar  2 10:00:00 mail postfix/smtpd[9]",
        "Mar  2 10:00:00 mail postfix/smtpd[9: x",
        "Mar  2 10:00:00 mail no tag here: x",
        "Mar 32 10:00:00 mail a[1]: x",
        "Feb 30 10:00:00 mail a[1]: x",
        "Mrz  2 10:00:00 mail a[1]: x",
        "Mar  2 25:00:00 mail a[1]: x",
    };
    struct line out;

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        cr_assert_not(split(&frame_rfc3164, wrong[i], "2026-04-01", &out), "%s", wrong[i]);
    cr_assert_not(split(&frame_rfc3339, "2026-02-30T10:00:00Z mail a[1]: x", NULL, &out));
    cr_assert_not(split(&frame_rfc3339, "2026-02-03T10:00:00 mail a[1]: x", NULL, &out));
    cr_assert_not(split(&frame_rfc3339, "2026-02-03T10:00:00Z", NULL, &out));
}

Test(frame, bids_for_its_own_kind_only)
{
    slice old = SLICE("Mar  2 10:00:00 mail a[1]: x"),
          new = SLICE("2026-03-02T10:00:00Z mail a[1]: x");

    cr_assert(frame_rfc3164.bid(old) && !frame_rfc3164.bid(new));
    cr_assert(frame_rfc3339.bid(new) && !frame_rfc3339.bid(old));
    cr_assert(frame_rfc3164.bid(SLICE("<22>Mar  2 10:00:00 mail a[1]: x")));
}

Test(frame, the_first_year_is_the_latest_that_fits)
{
    cr_assert_eq(when(&frame_rfc3164, "Mar  2 10:00:00 m a: x", "2026-03-02 12:00"),
                 at("2026-03-02 10:00"));
    berlin();
    cr_assert_eq(when(&frame_rfc3164, "Dec 31 10:00:00 m a: x", "2026-03-02"),
                 at("2025-12-31 10:00"));
    berlin();
    cr_assert_eq(when(&frame_rfc3164, "Feb 29 10:00:00 m a: x", "2027-03-02"),
                 at("2024-02-29 10:00"));
}

Test(frame, the_year_changes_between_december_and_january)
{
    cr_assert_eq(when(&frame_rfc3164, "Dec 31 23:59:59 m a: x", "2026-01-05"),
                 at("2025-12-31 23:59:59"));
    cr_assert_eq(when(&frame_rfc3164, "Jan  1 00:00:01 m a: x", "2026-01-05"),
                 at("2026-01-01 00:00:01"));
    cr_assert_eq(when(&frame_rfc3164, "Dec 31 23:59:59 m a: late", "2026-01-05"),
                 at("2025-12-31 23:59:59"));
    cr_assert_eq(when(&frame_rfc3164, "Jan  1 00:00:02 m a: x", "2026-01-05"),
                 at("2026-01-01 00:00:02"));
}

Test(frame, the_hour_that_occurs_twice_goes_on)
{
    cr_assert_eq(when(&frame_rfc3164, "Oct 25 02:59:50 m a: x", "2026-10-26"),
                 at("2026-10-25T02:59:50+02:00"));
    cr_assert_eq(when(&frame_rfc3164, "Oct 25 02:00:05 m a: x", "2026-10-26"),
                 at("2026-10-25T02:00:05+01:00"));
    cr_assert_eq(when(&frame_rfc3164, "Oct 25 03:00:00 m a: x", "2026-10-26"),
                 at("2026-10-25T03:00:00+01:00"));
}
