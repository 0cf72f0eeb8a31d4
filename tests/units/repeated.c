/* Lines that say that others came again, and lines that look like it. */
#include <criterion/criterion.h>

#include "parsers/parser.h"
#include "parsers/repeated.h"

extern const struct frame frame_rfc3164;

Test(repeated, the_last_message)
{
    cr_assert_eq(repeated_last(SLICE("last message repeated 3 times")), 3);
    cr_assert_eq(repeated_last(SLICE("last message repeated 99999999999999999999 times")),
                 UINT64_MAX);
    cr_assert_eq(repeated_last(SLICE("last message repeated 0 times")), 0);
    cr_assert_eq(repeated_last(SLICE("last message repeated times")), 0);
    cr_assert_eq(repeated_last(SLICE("last message repeated 3 times.")), 0);
    cr_assert_eq(repeated_last(SLICE("last message repeated 3 time")), 0);
    cr_assert_eq(repeated_last(SLICE("last message repeated -3 times")), 0);
    cr_assert_eq(repeated_last(SLICE("last message repeated ")), 0);
    cr_assert_eq(repeated_last(SLICE("")), 0);
}

static void says(const char *message, uint64_t times, const char *text)
{
    slice got = { 0 };

    cr_assert_eq(repeated_message(slice_str(message), &got), times, "%s", message);
    if (times)
        cr_assert(slice_eq(got, slice_str(text)), "%s", message);
    else
        cr_assert_null(got.p, "%s", message);
}

Test(repeated, a_message_with_its_text)
{
    says("message repeated 2 times: [ connect from a[192.0.2.1]]", 2, "connect from a[192.0.2.1]");
    says("message repeated 2 times: [connect]", 2, "connect");
    says("message repeated 2 times: [ ]", 2, "");
    says("message repeated 2 times: []", 2, "");
    says("message repeated 18446744073709551616 times: [ x]", UINT64_MAX, "x");
    says("message repeated 2 times: [ x", 0, "");
    says("message repeated 2 times: [", 0, "");
    says("message repeated 2 times", 0, "");
    says("message repeated 0 times: [ x]", 0, "");
    says("message repeated x times: [ x]", 0, "");
    says("message repeated  times: [ x]", 0, "");
    says(" message repeated 2 times: [ x]", 0, "");
    says(
        "Last message 'connect from a[192.0.2.1]' repeated 3 times, suppressed by syslog-ng on mx1",
        3, "connect from a[192.0.2.1]");
    says("Last message 'a' repeated 9 times, suppressed by syslog-ng on b' repeated 3 times, "
         "suppressed by syslog-ng on mx1",
         3, "a' repeated 9 times, suppressed by syslog-ng on b");
    says("Last message 'x' repeated 0 times, suppressed by syslog-ng on mx1", 0, "");
    says("Last message 'x' repeated 3 times", 0, "");
    says("Last message 'x' repeated 3 times, suppressed by", 0, "");
    says("Last message 'x repeated 3 times, suppressed by syslog-ng on mx1", 0, "");
    says("Last message '' repeated 3 times more, suppressed by syslog-ng on mx1", 0, "");
    says("Last message ', suppressed by syslog-ng on mx1", 0, "");
    says("", 0, "");
}

Test(repeated, the_classic_line_has_no_program)
{
    static _Alignas(16) char state[4096];
    struct frame_context ctx = { .not_after = USEC_MAX };
    struct line out;

    cr_assert_leq(frame_rfc3164.state_size, sizeof(state));
    cr_assert(frame_rfc3164.split(
        state, &ctx, SLICE("Mar  2 10:00:00 mail last message repeated 3 times"), &out));
    cr_assert(slice_eq(out.host, SLICE("mail")));
    cr_assert(slice_eq(out.message, SLICE("last message repeated 3 times")));
    cr_assert(out.program.n == 0 && out.pid == 0);
    cr_assert_not(frame_rfc3164.split(
        state, &ctx, SLICE("Mar  2 10:00:00 mail last message repeated x times"), &out));
    cr_assert_not(frame_rfc3164.split(
        state, &ctx, SLICE("Mar  2 10:00:00  last message repeated 3 times"), &out));
}
