/*
 * 2026-03-02 10:00:00[.123][ +0100] [[4711] ]message       mainlog, rejectlog, paniclog of Exim
 *
 * The zone stands there with log_timezone, milliseconds with log_selector's +millisec, the
 * process with +pid. Without a zone the stamp is in the site's, or in the host's own; in the hour
 * that occurs twice, one that steps back by more than minutes belongs to the second time
 * round. No line names its host: it is the one whose file it is.
 *
 * Behind what was refused, the rejectlog has the headers of the message and lines of dashes;
 * they are parts of that line, as is the empty line behind one that was too long. Of any line
 * what begins with a blank is a part: Debian's daemon warns in two lines that no certificate is
 * set. Seen of 4.94, 4.96 and 4.98; a process id before 4.90 and later is the same.
 *
 * Blind to: other programs that begin their lines so.
 */
#include "parsers/exim.h"
#include "parsers/local_stamp.h"
#include "parsers/stamp.h"

enum { STAMP = EXIM_STAMP };

struct state {
    struct local_stamp stamp;
    bool has_begun; /* a line with a stamp came before */
    bool goes_on;   /* the last one refused something, or was too long: more may follow */
};

static bool is_stamp(slice s)
{
    return s.n >= STAMP + 2 && exim_has_stamp(s) && (s.p[STAMP] == ' ' || s.p[STAMP] == '.');
}

static int bid(slice line)
{
    return is_stamp(line) ? STAMP : 0;
}

static bool take_time(struct state *st, const struct frame_context *ctx, slice *s, usec *when)
{
    const char *p = s->p;
    int64_t fraction, east;
    struct civil c;

    *s = slice_skip(*s, STAMP);
    fraction = stamp_fraction(s);
    if (!take(s, SLICE(" ")) || slice_starts(*s, SLICE("#")))
        return false; /* the latter is of Rspamd */
    if (!exim_take_zone(s, &east)) {
        if (!local_stamp_read(&st->stamp, ctx, p))
            return false;
        *when = st->stamp.when + fraction;
        return true;
    }
    if (!local_stamp_civil(p, &c))
        return false;
    *when = clock_from_utc(&c) - east * USEC_PER_SECOND + fraction;
    return true;
}

/* What follows a refusal in the rejectlog: headers, each with a letter and a blank in front, or
   folded; envelope addresses; dashes. */
static bool is_header(slice s)
{
    return s.n == 0 || s.p[0] == ' ' || s.p[0] == '\t' || slice_starts(s, SLICE("Envelope-")) ||
           slice_starts(s, SLICE("----")) || (s.n > 1 && s.p[1] == ' ');
}

static bool split(void *state, const struct frame_context *ctx, slice text, struct line *out)
{
    struct state *st = state;
    slice rest = text;

    if (!is_stamp(text)) {
        out->is_part =
            st->has_begun && (slice_starts(text, SLICE(" ")) || (st->goes_on && is_header(text)));
        return out->is_part;
    }
    if (!take_time(st, ctx, &rest, &out->when))
        return false;
    st->has_begun = true;
    out->host = ctx->host;
    out->program = SLICE("exim");
    out->pid = exim_take_pid(&rest);
    out->message = rest;
    st->goes_on =
        slice_find_str(rest, SLICE("reject")) < rest.n || slice_ends(rest, SLICE(" ****"));
    return true;
}

const struct frame frame_exim = {
    .name = "exim",
    .bid = bid,
    .state_size = sizeof(struct state),
    .split = split,
};
