/* Heads of Exim's own files. */
#include <criterion/criterion.h>

#include "parsers/parser.h"

extern const struct frame frame_exim;

static _Alignas(16) char state[1024];

static void begin(void)
{
    cr_assert(clock_set_zone("Europe/Berlin"));
    memset(state, 0, sizeof(state));
    cr_assert_leq(frame_exim.state_size, sizeof(state));
}

TestSuite(frame_exim, .init = begin);

static bool split(const char *text, struct line *out)
{
    struct frame_context ctx = { .not_after = USEC_MAX, .host = SLICE("lists") };

    *out = (struct line){ .text = slice_str(text) };
    return frame_exim.split(state, &ctx, out->text, out);
}

static usec fraction; /* of the last one */

static void takes(const char *text, const char *when, uint32_t pid, const char *message)
{
    struct line ln;
    usec expected;

    cr_assert(clock_parse(slice_str(when), &expected));
    cr_assert(frame_exim.bid(slice_str(text)), "%s", text);
    cr_assert(split(text, &ln) && !ln.is_part, "%s", text);
    fraction = ln.when - expected;
    cr_assert(fraction >= 0 && fraction < USEC_PER_SECOND, "%s", text);
    cr_assert_eq(ln.pid, pid);
    cr_assert(slice_eq(ln.message, slice_str(message)), "%s", text);
    cr_assert(slice_eq(ln.host, SLICE("lists")) && slice_eq(ln.program, SLICE("exim")));
}

Test(frame_exim, takes_the_head_apart)
{
    takes("2026-03-02 10:00:00 a b", "2026-03-02T10:00:00+01:00", 0, "a b");
    takes("2026-03-02 10:00:07 a b", "2026-03-02T10:00:07+01:00", 0, "a b");
    takes("2026-03-02 10:00:07.250 [4711] a b", "2026-03-02T10:00:07+01:00", 4711, "a b");
    cr_assert_eq(fraction, 250000);
    takes("2026-03-02 10:00:07 -0330 a", "2026-03-02T10:00:07-03:30", 0, "a");
    takes("2026-03-02 10:00:07 +0000 [1] [a] b", "2026-03-02T10:00:07+00:00", 1, "[a] b");
}

Test(frame_exim, a_warning_in_two_lines)
{
    struct line ln;

    cr_assert(!split(" Suggested action: either install a certificate", &ln));
    takes("2026-03-02 10:00:00 Warning: No server certificate defined", "2026-03-02T10:00:00+01:00",
          0, "Warning: No server certificate defined");
    cr_assert(split(" Suggested action: either install a certificate", &ln) && ln.is_part);
    cr_assert(!split("Suggested action: either install a certificate", &ln));
}

Test(frame_exim, an_hour_that_comes_twice)
{
    takes("2026-10-25 02:59:59 a", "2026-10-25T02:59:59+02:00", 0, "a");
    takes("2026-10-25 02:00:01 a", "2026-10-25T02:00:01+01:00", 0, "a");
    takes("2026-10-25 03:00:01 a", "2026-10-25T03:00:01+01:00", 0, "a");
}

Test(frame_exim, what_is_no_head)
{
    static const char *const others[] = {
        "2026-03-02T10:00:00 a",
        "2026-13-02 10:00:00 a",
        "2026-03-02 25:00:00 a",
        "2026-03-02 10:00:00",
        "",
        "Mar  2 10:00:00 h p: a",
        "2026-02-30 10:00:00 a",
        "2026-03-02 10:61:00 a",
        "----------",
    };
    struct line ln;

    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        cr_assert(!split(others[i], &ln), "%s", others[i]);
}

Test(frame_exim, headers_of_what_was_refused_are_parts)
{
    static const char *const parts[] = {
        "Envelope-from: <a@example.org>",
        "Envelope-to: <b@example.edu>",
        "P Received: from h",
        "\tby mail",
        "  Subject: x",
        "F From: a",
        "----------",
    };
    struct line ln;

    cr_assert(!split(parts[0], &ln), "nothing was refused");
    cr_assert(split("2026-03-02 10:00:00 H=h [192.0.2.1] F=<a@b> rejected after DATA: no", &ln));
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        cr_assert(split(parts[i], &ln) && ln.is_part, "%s", parts[i]);
    cr_assert(!split("something else", &ln));
}
