/* Heads of RFC 5424: as rsyslog writes them, as the RFC allows them, and what is none. */
#include <criterion/criterion.h>

#include "parsers/parser.h"

extern const struct frame frame_rfc3164, frame_rfc3339, frame_rfc5424;

static _Alignas(16) char state[4096];

static void begin(void)
{
    cr_assert(clock_set_zone("Europe/Berlin"));
    memset(state, 0, sizeof(state));
    cr_assert_leq(frame_rfc5424.state_size, sizeof(state));
}

TestSuite(frame_rfc5424, .init = begin);

static usec at(const char *text)
{
    usec when = USEC_NONE;

    cr_assert(clock_parse(slice_str(text), &when), "%s", text);
    return when;
}

static bool split(const char *text, struct line *out)
{
    struct frame_context ctx = { .not_after = USEC_MAX };

    *out = (struct line){ .text = slice_str(text) };
    return frame_rfc5424.split(state, &ctx, out->text, out);
}

struct head {
    const char *text, *host, *program;
    uint32_t pid;
    const char *message;
};

#define STAMP "2026-03-02T10:00:00Z"

Test(frame_rfc5424, takes_the_head_apart)
{
    static const struct head heads[] = {
        { "<22>1 " STAMP " mx1 postfix/smtpd 9 - - a: b", "mx1", "postfix/smtpd", 9, "a: b" },
        { "<22>1 " STAMP " mx1 postfix/submission/smtpd 9 - -  two blanks", "mx1",
          "postfix/submission/smtpd", 9, "two blanks" },
        { "<0>1 2026-03-02T11:00:00.000+01:00 192.0.2.1 a 4194304 ID47 - x", "192.0.2.1", "a",
          4194304, "x" },
        { "<22>1 " STAMP " m a - - - x", "m", "a", 0, "x" },
        { "<22>1 " STAMP " m a worker-7 - - x", "m", "a", 0, "x" },
        { "<22>1 " STAMP " m a 99999999999 - - x", "m", "a", 0, "x" },
        { "<22>1 " STAMP " - - - - -", "-", "-", 0, "" },
        { "<22>1 " STAMP " - - - - - ", "-", "-", 0, "" },
        { "<22>1 " STAMP " m a 9 - [x@1 b=\"c\"] d", "m", "a", 9, "d" },
        { "<22>1 " STAMP " m a 9 - [x@1 b=\"]\" c=\"\\]\\\"\\\\\"][y] [z] d", "m", "a", 9,
          "[z] d" },
        { "<22>1 " STAMP " m a 9 - [x@1]", "m", "a", 9, "" },
        { "<22>1 " STAMP " m a 9 - - \xef\xbb\xbfmark", "m", "a", 9, "mark" },
        { "<22>1 " STAMP " m a 9 - [x] \xef\xbb\xbf", "m", "a", 9, "" },
        { "92 <22>1 " STAMP " m a 9 - - counted", "m", "a", 9, "counted" },
        { "<191>1 " STAMP " m a 9 - -", "m", "a", 9, "" },
    };

    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
        const struct head *h = &heads[i];
        struct line out;

        cr_assert(frame_rfc5424.bid(slice_str(h->text)), "%s", h->text);
        cr_assert_not(frame_rfc3164.bid(slice_str(h->text)), "%s", h->text);
        cr_assert_not(frame_rfc3339.bid(slice_str(h->text)), "%s", h->text);
        cr_assert(split(h->text, &out), "%s", h->text);
        cr_assert(slice_eq(out.host, slice_str(h->host)), "%s", h->text);
        cr_assert(slice_eq(out.program, slice_str(h->program)), "%s", h->text);
        cr_assert(slice_eq(out.message, slice_str(h->message)), "%s", h->text);
        cr_assert_eq(out.pid, h->pid, "%s", h->text);
        cr_assert_eq(out.when, at(STAMP), "%s", h->text);
    }
}

Test(frame_rfc5424, tells_its_own_zone_and_fraction)
{
    struct line out;

    cr_assert(split("<22>1 2026-10-25T02:30:00.25+02:00 m a 9 - - x", &out));
    cr_assert_eq(out.when, at("2026-10-25T00:30:00Z") + 250000);
    cr_assert(split("<22>1 2026-10-25T02:30:00.25+01:00 m a 9 - - x", &out));
    cr_assert_eq(out.when, at("2026-10-25T01:30:00Z") + 250000);
}

/* The time before any is not known: then it is no line. */
Test(frame_rfc5424, a_line_without_a_time_has_the_last_one)
{
    struct line out;

    cr_assert(frame_rfc5424.bid(SLICE("<22>1 - m a 9 - - x")));
    cr_assert_not(split("<22>1 - m a 9 - - x", &out));
    cr_assert(split("<22>1 " STAMP " m a 9 - - x", &out));
    cr_assert(split("<22>1 - m a 9 - - y", &out));
    cr_assert_eq(out.when, at(STAMP));
    cr_assert(slice_eq(out.message, SLICE("y")));
}

Test(frame_rfc5424, refuses_what_is_no_head)
{
    static const char *const wrong[] = {
        "",
        "<22>1",
        "<22>1 ",
        "1 " STAMP " m a 9 - - x",
        "<22>2 " STAMP " m a 9 - - x",
        "<22>10 " STAMP " m a 9 - - x",
        "<>1 " STAMP " m a 9 - - x",
        "<22 1 " STAMP " m a 9 - - x",
        "92<22>1 " STAMP " m a 9 - - x",
        "1234567 <22>1 " STAMP " m a 9 - - x",
        "<22>1 2026-02-30T10:00:00Z m a 9 - - x",
        "<22>1 2026-03-02 10:00:00Z m a 9 - - x",
        "<22>1 2026-03-02T10:00:00 m a 9 - - x",
        "<22>1 Mar  2 10:00:00 m a 9 - - x",
        "<22>1 " STAMP,
        "<22>1 " STAMP " m",
        "<22>1 " STAMP " m a",
        "<22>1 " STAMP " m a 9",
        "<22>1 " STAMP " m a 9 -",
        "<22>1 " STAMP "  a 9 - - x",
        "<22>1 " STAMP " m a 9 - x",
        "<22>1 " STAMP " m a 9 - -x",
        "<22>1 " STAMP " m a 9 - [x",
        "<22>1 " STAMP " m a 9 - [x b=\"] y",
        "<22>1 " STAMP " m a 9 - [x b=\"\\\"] y",
        "<22>1 " STAMP " m a 9 - [x]y z",
    };
    struct line out;

    cr_assert(split("<22>1 " STAMP " m a 9 - - x", &out));
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        cr_assert_not(split(wrong[i], &out), "%s", wrong[i]);
}

/* What rsyslog makes of RFC 5424 when it writes the old form. */
Test(frame_rfc5424, old_heads_may_lack_the_colon)
{
    struct frame_context ctx = { .not_after = at("2026-03-03") };
    struct line out = { 0 };

    cr_assert(frame_rfc3164.split(
        state, &ctx, SLICE("Mar  2 10:00:00 mx2 postfix/smtpd[4711] connect from a[1]"), &out));
    cr_assert(slice_eq(out.program, SLICE("postfix/smtpd")));
    cr_assert_eq(out.pid, 4711);
    cr_assert(slice_eq(out.message, SLICE("connect from a[1]")));
    cr_assert_not(
        frame_rfc3164.split(state, &ctx, SLICE("Mar  2 10:00:00 mx2 no tag [1] x"), &out));
}
