/*
 * 2026-03-02T10:00:00.123456+01:00 host program[pid]: message
 *
 * What rsyslog and Postfix's own postlog-to-file neighbours write since traditional
 * stamps went out of fashion.
 */
#include "parsers/stamp.h"
#include "parsers/syslog.h"

static int bid(slice line)
{
    return stamp_begins(syslog_skip_priority(line)) ? STAMP_SECOND : 0;
}

static bool split(void *state, const struct frame_context *ctx, slice text, struct line *out)
{
    slice rest = syslog_skip_priority(text);

    (void)ctx;
    return stamp_take(state, &rest, &out->when) && syslog_take_tail(rest, out);
}

const struct frame frame_rfc3339 = {
    .name = "rfc3339",
    .bid = bid,
    .state_size = sizeof(struct stamp),
    .split = split,
};
