/* What every line has: a stamp close to the one before, and a program's name of any length. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>

#include "parsers/parser.h"

extern const struct frame frame_rfc3164;

static _Alignas(16) char state[256];

static void new_york(void)
{
    cr_assert(clock_set_zone("America/New_York"));
    memset(state, 0, sizeof(state));
}

TestSuite(syslog, .init = new_york);

static bool split(slice text, struct line *out)
{
    struct frame_context ctx = { .not_after = 1785600000 * USEC_PER_SECOND }; /* August 2026 */

    *out = (struct line){ .text = text };
    return frame_rfc3164.split(state, &ctx, text, out);
}

static usec stamped(const char *stamp)
{
    char text[64];
    struct line out;
    int n = snprintf(text, sizeof(text), "%s mail postfix/smtpd[1]: x", stamp);

    cr_assert(split(slice_of(text, (size_t)n), &out), "%s", stamp);
    return out.when;
}

static usec at(const char *text)
{
    usec when = USEC_NONE;

    cr_assert(clock_parse(slice_str(text), &when), "%s", text);
    return when;
}

Test(syslog, stamps_move_on_within_an_hour)
{
    cr_assert_eq(stamped("Mar  2 10:00:00"), at("2026-03-02T15:00:00Z"));
    cr_assert_eq(stamped("Mar  2 10:00:00"), at("2026-03-02T15:00:00Z"));
    cr_assert_eq(stamped("Mar  2 10:00:01"), at("2026-03-02T15:00:01Z"));
    cr_assert_eq(stamped("Mar 2 10:59:59"), at("2026-03-02T15:59:59Z"));
    cr_assert_eq(stamped("Mar  2 10:59:58"), at("2026-03-02T15:59:58Z"));
    cr_assert_eq(stamped("Mar  2 11:00:00"), at("2026-03-02T16:00:00Z"));
    cr_assert_eq(stamped("Mar 12 11:00:00"), at("2026-03-12T15:00:00Z"), "summer time by then");
    cr_assert_eq(stamped("Apr 12 11:00:01"), at("2026-04-12T15:00:01Z"));
}

Test(syslog, the_second_time_round_moves_on_as_well)
{
    cr_assert_eq(stamped("Nov  2 01:59:59"), at("2025-11-02T05:59:59Z"));
    cr_assert_eq(stamped("Nov  2 01:00:00"), at("2025-11-02T06:00:00Z"));
    cr_assert_eq(stamped("Nov  2 01:30:00"), at("2025-11-02T06:30:00Z"));
    cr_assert_eq(stamped("Nov  2 02:00:00"), at("2025-11-02T07:00:00Z"));
}

Test(syslog, a_stamp_close_to_a_good_one_must_be_good_itself)
{
    struct line out;

    (void)stamped("Mar  2 10:00:00");
    cr_assert_not(split(SLICE("Mar  2 10:61:00 mail postfix/smtpd[1]: x"), &out));
    cr_assert_not(split(SLICE("Mar  2 10:00:75 mail postfix/smtpd[1]: x"), &out));
    cr_assert_not(split(SLICE("Mar  2 10:0x:00 mail postfix/smtpd[1]: x"), &out));
    cr_assert_eq(stamped("Mar  2 10:00:59"), at("2026-03-02T15:00:59Z"), "and harms no other");
}

/* Names are read in eights: every length around that, every byte that may end one. */
Test(syslog, names_end_at_the_first_of_three_bytes)
{
    static const char *const ends[] = { "[7]: text", ": text" };
    static const char letters[] = "postfix/submission-relay/smtpd\xc3\xdb";

    for (size_t n = 1; n < sizeof(letters); n++) {
        for (size_t e = 0; e < 2; e++) {
            char text[128];
            struct line out;
            int length = snprintf(text, sizeof(text), "Mar  2 10:00:00 mail %.*s%s", (int)n,
                                  letters, ends[e]);

            cr_assert(split(slice_of(text, (size_t)length), &out), "%s", text);
            cr_assert_eq(out.program.n, n, "%s", text);
            cr_assert_eq(out.pid, e == 0 ? 7 : 0);
            cr_assert(slice_eq(out.message, SLICE("text")));
        }
    }
}

Test(syslog, a_line_may_end_within_its_head)
{
    static const char whole[] = "Mar  2 10:00:00 mail postfix/smtpd[12345]: x";
    struct line out;

    for (size_t n = 0; n + 3 < sizeof(whole) - 1; n++) {
        char *text = malloc(n + 1); /* of its very length, so that a byte too far is seen */

        memcpy(text, whole, n);
        cr_assert_not(split(slice_of(text, n), &out), "%zu bytes", n);
        free(text);
    }
}
