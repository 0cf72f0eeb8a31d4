/* The heads of lines: what they say, what year they mean, what is none. */
#include <criterion/criterion.h>

#include "parsers/parser.h"

extern const struct frame frame_rfc3164, frame_rfc3339;

static _Alignas(16) char state[4096];

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

struct head {
    const char *text, *host, *program;
    uint32_t pid;
    const char *message;
};

Test(frame, knows_hosts_and_programs_of_any_shape)
{
    static const struct head heads[] = {
        { "Mar 2 10:00:00 m postfix-out/smtp[1]: x", "m", "postfix-out/smtp", 1, "x" },
        { "Mar 12 10:00:00 192.0.2.7 a.b-c[4194304]: x", "192.0.2.7", "a.b-c", 4194304, "x" },
        { "Mar 02 10:00:00 2001:db8::1 postfix/smtpd[9]:x", "2001:db8::1", "postfix/smtpd", 9,
          "x" },
        { "Mar  2 10:00:00 m kernel: [ 1.5] oom: a", "m", "kernel", 0, "[ 1.5] oom: a" },
        { "<0>Mar  2 10:00:00 m /usr/sbin/cron[3]: ", "m", "/usr/sbin/cron", 3, "" },
        { "<191>Mar 2 10:00:00 m a:", "m", "a", 0, "" },
    };

    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        const struct head *h = &heads[i];
        struct line out;

        cr_assert(frame_rfc3164.bid(slice_str(h->text)), "%s", h->text);
        cr_assert(split(&frame_rfc3164, h->text, "2026-04-01", &out), "%s", h->text);
        cr_assert(slice_eq(out.host, slice_str(h->host)), "%s", h->text);
        cr_assert(slice_eq(out.program, slice_str(h->program)), "%s", h->text);
        cr_assert(slice_eq(out.message, slice_str(h->message)), "%s", h->text);
        cr_assert_eq(out.pid, h->pid, "%s", h->text);
        cr_assert(out.host.p > h->text && out.message.p <= h->text + strlen(h->text));
    }
}

Test(frame, a_short_day_is_the_same_day)
{
    usec padded = when(&frame_rfc3164, "Mar  2 10:00:00 m a: x", "2026-04-01");

    cr_assert_eq(when(&frame_rfc3164, "Mar 2 10:00:00 m a: x", "2026-04-01"), padded);
    cr_assert_eq(when(&frame_rfc3164, "Mar 2 10:00:01 m a: x", "2026-04-01"),
                 padded + USEC_PER_SECOND);
    cr_assert_eq(when(&frame_rfc3164, "Mar 22 10:00:01 m a: x", "2026-04-01"),
                 at("2026-03-22 10:00:01"));
}

Test(frame, rfc3339_tells_its_own_zone)
{
    static const char *const same[] = {
        "2026-03-02T10:00:00Z m a: x",
        "2026-03-02T10:00:00+00:00 m a: x",
        "2026-03-02T11:00:00+01:00 m a: x",
        "2026-03-02T05:00:00-05:00 m a: x",
        "2026-03-02T15:30:00.000000+05:30 m a: x",
        "<22>2026-03-02T10:00:00.0Z m a: x",
    };
    usec second = at("2026-03-02T10:00:00Z");

    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
        cr_assert_eq(when(&frame_rfc3339, same[i], NULL), second, "%s", same[i]);
    cr_assert_eq(when(&frame_rfc3339, "2026-03-02T10:00:00.000001Z m a: x", NULL), second + 1);
    cr_assert_eq(when(&frame_rfc3339, "2026-03-02T10:00:00.25Z m a: x", NULL), second + 250000);
    cr_assert_eq(when(&frame_rfc3339, "2026-03-02T10:00:00.1234567899Z m a: x", NULL),
                 second + 123456);
    cr_assert_eq(when(&frame_rfc3339, "2026-03-02T10:00:00+01:00 m a: x", NULL),
                 second - (usec)HOUR * USEC_PER_SECOND);
}

/* A line that is none between two of the same second changes nothing. */
Test(frame, keeps_the_last_stamp_over_a_wrong_one)
{
    struct line out;
    usec first = when(&frame_rfc3164, "Mar  2 10:00:00 m a: x", "2026-04-01");

    cr_assert_not(split(&frame_rfc3164, "Mar 32 10:00:00 m a: x", "2026-04-01", &out));
    cr_assert_eq(when(&frame_rfc3164, "Mar  2 10:00:00 m a: x", "2026-04-01"), first);
    berlin();
    first = when(&frame_rfc3339, "2026-03-02T10:00:00Z m a: x", NULL);
    cr_assert_not(split(&frame_rfc3339, "2026-03-02T10:00:61Z m a: x", NULL, &out));
    cr_assert_eq(when(&frame_rfc3339, "2026-03-02T10:00:00Z m a: x", NULL), first);
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
        "Mar  2 10:60:00 mail a[1]: x",
        "Mar  2 10:00:00 mail : x",
        "Mar  2 10:00:00  a[1]: x",
        "Mar  2 10:00:00mail a[1]: x",
        "Mar 2 10:00:0 mail a[1]: x",
        "Mar x 10:00:00 mail a[1]: x",
        "<22 Mar  2 10:00:00 mail a[1]: x",
        "\0",
    };
    static const char *const wrong_3339[] = {
        "",
        "2026-02-30T10:00:00Z mail a[1]: x",
        "2026-02-03T24:00:00Z mail a[1]: x",
        "2026-02-03T10:00:00 mail a[1]: x",
        "2026-02-03T10:00:00.5 mail a[1]: x",
        "2026-02-03T10:00:00.Z mail a[1]: x",
        "2026-02-03T10:00:00.5.5Z mail a[1]: x",
        "2026-02-03T10:00:00+1:00 mail a[1]: x",
        "2026-02-03T10:00:00+24:00 mail a[1]: x",
        "2026-02-03 10:00:00Z mail a[1]: x",
        "2026-02-03T10:00:00Z",
        "2026-02-03T10:00:00Z mail",
        "2026-02-03T10:00:00Z mail a[1]",
    };
    struct line out;

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        cr_assert_not(split(&frame_rfc3164, wrong[i], "2026-04-01", &out), "%s", wrong[i]);
    for (size_t i = 0; i < sizeof(wrong_3339) / sizeof(wrong_3339[0]); i++)
        cr_assert_not(split(&frame_rfc3339, wrong_3339[i], NULL, &out), "%s", wrong_3339[i]);
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

Test(frame, the_first_stamp_may_be_a_day_late)
{
    cr_assert_eq(when(&frame_rfc3164, "Jan  1 00:10:00 m a: x", "2025-12-31 23:50"),
                 at("2026-01-01 00:10"));
    berlin();
    cr_assert_eq(when(&frame_rfc3164, "Mar  3 09:59:00 m a: x", "2026-03-02 10:00"),
                 at("2026-03-03 09:59"));
    berlin();
    cr_assert_eq(when(&frame_rfc3164, "Mar  3 10:01:00 m a: x", "2026-03-02 10:00"),
                 at("2025-03-03 10:01"));
}

Test(frame, without_a_limit_the_machine_dates_the_first_stamp)
{
    usec now = clock_now();
    usec stamp = when(&frame_rfc3164, "Jul  1 12:00:00 m a: x", NULL);

    cr_assert_leq(stamp, now + (usec)DAY * USEC_PER_SECOND);
    cr_assert_gt(stamp, now - 366 * (usec)DAY * USEC_PER_SECOND);
}

Test(frame, a_leap_day_needs_its_year)
{
    struct line out;

    cr_assert_eq(when(&frame_rfc3164, "Feb 28 23:59:59 m a: x", "2028-03-05"),
                 at("2028-02-28 23:59:59"));
    cr_assert_eq(when(&frame_rfc3164, "Feb 29 00:00:00 m a: x", "2028-03-05"), at("2028-02-29"));
    berlin();
    (void)when(&frame_rfc3164, "Feb 28 23:59:59 m a: x", "2026-03-05");
    cr_assert_not(split(&frame_rfc3164, "Feb 29 00:00:00 m a: x", "2026-03-05", &out));
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

Test(frame, small_steps_back_are_stragglers)
{
    cr_assert_eq(when(&frame_rfc3164, "Oct 25 02:30:00 m a: x", "2026-10-26"),
                 at("2026-10-25T02:30:00+02:00"));
    cr_assert_eq(when(&frame_rfc3164, "Oct 25 02:21:00 m a: x", "2026-10-26"),
                 at("2026-10-25T02:21:00+02:00"));
    berlin();
    (void)when(&frame_rfc3164, "Oct 24 02:30:00 m a: x", "2026-10-26");
    cr_assert_eq(when(&frame_rfc3164, "Oct 24 02:00:00 m a: x", "2026-10-26"),
                 at("2026-10-24T02:00:00+02:00"));
}

Test(frame, the_second_time_round_lasts_its_hour)
{
    (void)when(&frame_rfc3164, "Oct 25 02:59:50 m a: x", "2026-10-26");
    (void)when(&frame_rfc3164, "Oct 25 02:00:05 m a: x", "2026-10-26");
    cr_assert_eq(when(&frame_rfc3164, "Oct 25 02:00:06 m a: x", "2026-10-26"),
                 at("2026-10-25T02:00:06+01:00"));
    cr_assert_eq(when(&frame_rfc3164, "Oct 25 02:00:06 m a: again", "2026-10-26"),
                 at("2026-10-25T02:00:06+01:00"));
    cr_assert_eq(when(&frame_rfc3164, "Oct 25 02:45:00 m a: x", "2026-10-26"),
                 at("2026-10-25T02:45:00+01:00"));
    cr_assert_eq(when(&frame_rfc3164, "Oct 25 02:44:00 m a: late", "2026-10-26"),
                 at("2026-10-25T02:44:00+01:00"));
}
