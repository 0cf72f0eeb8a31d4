/*
 * 2026-03-02 10:00:00[.123][ +0100] [[4711] ]message       mainlog, rejectlog, paniclog of Exim
 *
 * The zone stands there with log_timezone, milliseconds with log_selector's +millisec, the
 * process with +pid. Without a zone the stamp is in the site's, or in the host's own; in the hour
 * that occurs twice, one that steps back by more than minutes belongs to the second time
 * round. No line names its host: it is the one whose file it is.
 *
 * Behind what was refused, the rejectlog has the headers of the message and lines of dashes;
 * they are parts of that line, as is the empty line behind one that was too long. Seen of
 * 4.94, 4.96 and 4.98; a process id before 4.90 and later is the same.
 *
 * Blind to: other programs that begin their lines so.
 */
#include "parsers/exim.h"
#include "parsers/stamp.h"

enum { STAMP = EXIM_STAMP, TO_HOUR = 13, SLACK = 10 * MINUTE };

struct state {
    char stamp[STAMP]; /* the last one without a zone, and what it meant */
    usec when;         /* in the zone that was asked for */
    bool is_known;
    bool goes_on; /* the last line refused something, or was too long: more may follow */
};

static bool is_stamp(slice s)
{
    return s.n >= STAMP + 2 && exim_has_stamp(s) && (s.p[STAMP] == ' ' || s.p[STAMP] == '.');
}

static int bid(slice line)
{
    return is_stamp(line) ? STAMP : 0;
}

static int number(const char *p, size_t n)
{
    int value = 0;

    for (size_t i = 0; i < n; i++)
        value = value * 10 + (p[i] - '0');
    return value;
}

static struct civil civil_of(const char *p)
{
    return (struct civil){
        .year = number(p, 4),
        .month = number(p + 5, 2),
        .day = number(p + 8, 2),
        .hour = number(p + 11, 2),
        .minute = number(p + 14, 2),
        .second = number(p + 17, 2),
    };
}

static bool is_time(const struct civil *c)
{
    return clock_is_date(c) && c->hour < 24 && c->minute < 60 && c->second < 61;
}

static const struct zone *zone_of(const struct frame_context *ctx)
{
    size_t i = ctx->zones ? host_zone_of(ctx->zones, ctx->host) : HOST_ZONES_MAX;

    return i < HOST_ZONES_MAX ? ctx->zones->zones[i] : NULL;
}

/* The second time round of an hour that occurs twice, if the clock has just been put back. */
static usec unfold(const struct state *st, const struct zone *zone, const struct civil *c)
{
    const usec slack = (usec)SLACK * USEC_PER_SECOND;
    usec first = zone_from_civil(zone, c), second;

    if (!st->is_known || first >= st->when - slack)
        return first;
    second = zone_second_time(zone, c, first);
    return second < st->when - slack ? first : second;
}

/* Most stamps are a second of the hour of the one before: no zone has to be asked. */
static bool move_on(struct state *st, const char *p)
{
    int before = number(st->stamp + 14, 2) * 60 + number(st->stamp + 17, 2);
    int now = number(p + 14, 2) * 60 + number(p + 17, 2);

    if (!st->is_known || memcmp(st->stamp, p, TO_HOUR) != 0 || now < before)
        return false;
    if (number(p + 14, 2) > 59 || number(p + 17, 2) > 59)
        return false;
    st->when += (usec)(now - before) * USEC_PER_SECOND;
    return true;
}

static bool take_local(struct state *st, const struct frame_context *ctx, const char *p)
{
    struct civil c;

    if (st->is_known && memcmp(st->stamp, p, STAMP) == 0)
        return true;
    if (!move_on(st, p)) {
        c = civil_of(p);
        if (!is_time(&c))
            return false;
        st->when = unfold(st, zone_of(ctx), &c);
    }
    memcpy(st->stamp, p, STAMP);
    st->is_known = true;
    return true;
}

static bool take_time(struct state *st, const struct frame_context *ctx, slice *s, usec *when)
{
    const char *p = s->p;
    int64_t fraction, east;
    struct civil c;

    *s = slice_skip(*s, STAMP);
    fraction = stamp_fraction(s);
    if (!take(s, SLICE(" ")))
        return false;
    if (!exim_take_zone(s, &east)) {
        if (!take_local(st, ctx, p))
            return false;
        *when = st->when + fraction;
        return true;
    }
    c = civil_of(p);
    if (!is_time(&c))
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
        out->is_part = st->goes_on && is_header(text);
        return out->is_part;
    }
    if (!take_time(st, ctx, &rest, &out->when))
        return false;
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
