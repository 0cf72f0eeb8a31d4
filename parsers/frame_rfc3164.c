/*
 * Mar  2 10:00:00 host program[pid]: message
 * Mar 2 10:00:00 host program[pid]: message
 *
 * The traditional head says neither year nor zone. The first stamp's year is the latest
 * that does not lie after the file's own time; from then on a step of more than half a
 * year is a change of year. The zone is the site's; in the hour that occurs twice, a
 * stamp that steps back by more than minutes belongs to the second time round.
 */
#include "parsers/syslog.h"

enum { STAMP = 15, TO_HOUR = 10, HALF_YEAR = 182 * DAY, SLACK = 10 * MINUTE };

struct state { /* the last stamp, and what it meant */
    char stamp[STAMP];
    usec when;
    int year; /* 0: no stamp was read yet */
};

static int month_of(const char *p)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    for (int i = 0; i < 12; i++)
        if (memcmp(p, names + (size_t)i * 3, 3) == 0)
            return i + 1;
    return 0;
}

static int two_digits(const char *p)
{
    int tens = p[0] == ' ' ? 0 : p[0] - '0';
    int ones = p[1] - '0';

    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}

static bool read_stamp(const char *p, struct civil *c)
{
    c->month = month_of(p);
    c->day = two_digits(p + 4);
    c->hour = two_digits(p + 7);
    c->minute = two_digits(p + 10);
    c->second = two_digits(p + 13);
    return c->month && c->day > 0 && c->hour >= 0 && c->minute >= 0 && c->second >= 0 &&
           p[3] == ' ' && p[6] == ' ' && p[9] == ':' && p[12] == ':';
}

/* Copies the stamp, its day padded to two places; how many bytes of the line it took, or 0. */
static size_t take_stamp(slice line, char stamp[STAMP])
{
    size_t pad;

    if (line.n <= STAMP)
        return 0;
    pad = line.p[4] != ' ' && line.p[5] == ' ';
    memcpy(stamp, line.p, 4);
    stamp[4] = ' ';
    memcpy(stamp + 4 + pad, line.p + 4, STAMP - 4 - pad);
    return line.p[STAMP - pad] == ' ' ? STAMP - pad : 0;
}

static int bid(slice line)
{
    struct civil c;
    char stamp[STAMP];
    size_t n = take_stamp(syslog_skip_priority(line), stamp);

    return n && read_stamp(stamp, &c) ? (int)n : 0;
}

/* The latest year in which this is a date and not later than `not_after`. */
static bool first_year(struct civil *c, usec not_after)
{
    usec latest = not_after == USEC_MAX ? clock_now() : not_after;
    int now = clock_to_local(latest).year;

    latest += (usec)DAY * USEC_PER_SECOND;
    for (c->year = now + 1; c->year > now - 9; c->year--)
        if (clock_is_date(c) && clock_from_local(c) <= latest)
            return true;
    return false;
}

static int64_t apart(usec a, usec b)
{
    return (a - b) / USEC_PER_SECOND;
}

/* Near the one before: the same year, the next, or for a straggler the last. */
static bool next_year(const struct state *st, struct civil *c)
{
    static const int steps[] = { 0, 1, -1 };

    for (int i = 0; i < 3; i++) {
        int64_t away;

        c->year = st->year + steps[i];
        if (!clock_is_date(c))
            continue;
        away = apart(clock_from_local(c), st->when);
        if (away > -HALF_YEAR && away < HALF_YEAR)
            return true;
    }
    c->year = st->year;
    return clock_is_date(c);
}

/* The second time round of an hour that occurs twice, if the clock has just been put back. */
static usec unfold(const struct state *st, const struct civil *c, usec first)
{
    usec second = first + (usec)HOUR * USEC_PER_SECOND;
    struct civil again = clock_to_local(second);

    if (!st->year || apart(first, st->when) > -SLACK || apart(second, st->when) < -SLACK)
        return first;
    return again.hour == c->hour && again.minute == c->minute ? second : first;
}

/* A later second of the same hour, as nearly every stamp is: no zone has to be asked. */
static bool move_on(struct state *st, const char *p, const struct civil *c)
{
    int before = two_digits(st->stamp + 10) * 60 + two_digits(st->stamp + 13);
    int now = c->minute * 60 + c->second;

    if (!st->year || memcmp(st->stamp, p, TO_HOUR) != 0 || now < before)
        return false;
    if (c->minute > 59 || c->second > 59)
        return false;
    st->when += (usec)(now - before) * USEC_PER_SECOND;
    memcpy(st->stamp, p, STAMP);
    return true;
}

static bool convert(struct state *st, const struct frame_context *ctx, const char *p)
{
    struct civil c;

    if (!read_stamp(p, &c))
        return false;
    if (move_on(st, p, &c))
        return true;
    if (st->year ? !next_year(st, &c) : !first_year(&c, ctx->not_after))
        return false;
    st->when = unfold(st, &c, clock_from_local(&c));
    if (c.year > st->year)
        st->year = c.year;
    memcpy(st->stamp, p, STAMP);
    return true;
}

/* The stamp of the line before, byte by byte. */
static bool is_same(const struct state *st, slice line)
{
    return st->year && line.n > STAMP && line.p[STAMP] == ' ' &&
           memcmp(st->stamp, line.p, STAMP) == 0;
}

static bool split(void *state, const struct frame_context *ctx, slice text, struct line *out)
{
    struct state *st = state;
    slice rest = syslog_skip_priority(text);
    size_t n = STAMP;

    if (!is_same(st, rest)) {
        char stamp[STAMP];

        n = take_stamp(rest, stamp);
        if (n == 0 || !convert(st, ctx, stamp))
            return false;
    }
    out->when = st->when;
    return syslog_take_tail(slice_skip(rest, n + 1), out);
}

const struct frame frame_rfc3164 = {
    .name = "rfc3164",
    .bid = bid,
    .state_size = sizeof(struct state),
    .split = split,
};
