/*
 * 2026-03-02 10:00:00[.123] #4711(rspamd_proxy) <tag>; module; function: message    rspamd.log
 *
 * Rspamd's own file. The stamp is in the site's zone, or in the host's own; no line names its
 * host: it is the one whose file it is. Seen of 3.4; log_usec adds the fraction.
 *
 * Blind to: lines without a stamp (log_systemd), which syslog or the journal brings.
 */
#include "parsers/local_stamp.h"
#include "parsers/stamp.h"
#include "parsers/text.h"

/* "2026-03-02 10:00:00[.123] #4711(rspamd_proxy) " off the front. */
static bool take_head(slice *s, int64_t *fraction, uint64_t *pid)
{
    slice type;

    if (!local_stamp_begins(*s))
        return false;
    *s = slice_skip(*s, LOCAL_STAMP);
    *fraction = stamp_fraction(s);
    return take(s, SLICE(" #")) && take_number(s, pid) && take(s, SLICE("(")) &&
           take_until(s, SLICE(") "), &type) && slice_find(type, ' ') == type.n;
}

static int bid(slice line)
{
    int64_t fraction;
    uint64_t pid;

    return take_head(&line, &fraction, &pid) ? LOCAL_STAMP + 1 : 0;
}

static bool split(void *state, const struct frame_context *ctx, slice text, struct line *out)
{
    struct local_stamp *stamp = state;
    slice rest = text;
    int64_t fraction;
    uint64_t pid;

    if (!take_head(&rest, &fraction, &pid) || !local_stamp_read(stamp, ctx, text.p))
        return false;
    out->when = stamp->when + fraction;
    out->host = ctx->host;
    out->program = SLICE("rspamd");
    out->pid = small(pid);
    out->message = rest;
    return true;
}

const struct frame frame_rspamd = {
    .name = "rspamd",
    .bid = bid,
    .state_size = sizeof(struct local_stamp),
    .split = split,
};
