/* Heads of rspamd's own file. */
#include <criterion/criterion.h>

#include "parsers/parser.h"

extern const struct frame frame_exim, frame_rspamd;

static _Alignas(16) char state[1024];

static void begin(void)
{
    cr_assert(clock_set_zone("Europe/Berlin"));
    memset(state, 0, sizeof(state));
    cr_assert_leq(frame_rspamd.state_size, sizeof(state));
}

TestSuite(frame_rspamd, .init = begin);

static bool split(const struct frame *frame, const char *text, struct line *out)
{
    struct frame_context ctx = { .not_after = USEC_MAX, .host = SLICE("mx1") };

    *out = (struct line){ .text = slice_str(text) };
    return frame->split(state, &ctx, out->text, out);
}

static usec fraction; /* of the last one */

static void takes(const char *text, const char *when, uint32_t pid, const char *message)
{
    struct line ln;
    usec expected;

    cr_assert(clock_parse(slice_str(when), &expected));
    cr_assert(frame_rspamd.bid(slice_str(text)), "%s", text);
    cr_assert(split(&frame_rspamd, text, &ln), "%s", text);
    fraction = ln.when - expected;
    cr_assert(fraction >= 0 && fraction < USEC_PER_SECOND, "%s", text);
    cr_assert_eq(ln.pid, pid);
    cr_assert(slice_eq(ln.message, slice_str(message)), "%s", text);
    cr_assert(slice_eq(ln.host, SLICE("mx1")) && slice_eq(ln.program, SLICE("rspamd")));
}

Test(frame_rspamd, takes_the_head_apart)
{
    takes("2026-03-02 10:00:00 #4711(rspamd_proxy) <a>; proxy; x: y", "2026-03-02T10:00:00+01:00",
          4711, "<a>; proxy; x: y");
    takes("2026-03-02 10:00:01.250 #1(main) a", "2026-03-02T10:00:01+01:00", 1, "a");
    cr_assert_eq(fraction, 250000);
    takes("2026-10-25 02:59:59 #1(normal) a", "2026-10-25T02:59:59+02:00", 1, "a");
    takes("2026-10-25 02:00:01 #1(normal) a", "2026-10-25T02:00:01+01:00", 1, "a");
}

Test(frame_rspamd, what_is_none)
{
    static const char *const others[] = {
        "2026-03-02 10:00:00 1vwqhc-0017GC-GN <= a@b.example",
        "2026-03-02 10:00:00 #4711",
        "2026-03-02 10:00:00 #4711(a b) c",
        "2026-03-02 10:00:00 #x(main) c",
        "2026-03-02T10:00:00 #1(main) c",
        "2026-03-02 10:00:00",
    };
    struct line ln;

    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        cr_assert(!frame_rspamd.bid(slice_str(others[i])), "%s", others[i]);
        cr_assert(!split(&frame_rspamd, others[i], &ln), "%s", others[i]);
    }
    cr_assert(!split(&frame_rspamd, "2026-13-02 10:00:00 #1(main) c", &ln));
    cr_assert(!split(&frame_exim, "2026-03-02 10:00:00 #1(main) c", &ln));
}
