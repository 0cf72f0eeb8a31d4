/*
 * Mar  2 10:00:00 host program[pid]: message
 * Mar 2 10:00:00 host program[pid]: message
 *
 * The traditional head says neither year nor zone. The first stamp's year is the latest
 * that does not lie after the file's own time; from then on a step of more than half a
 * year is a change of year. The zone is the site's, or the host's own where the site says so;
 * in the hour that occurs twice, a stamp that steps back by more than minutes belongs to the
 * second time round. Each zone's stamps are followed apart: one may step back alone.
 */
#include "parsers/syslog.h"

enum { STAMP = 15, TO_HOUR = 10, HOST = 64, HALF_YEAR = 182 * DAY, SLACK = 10 * MINUTE };

struct reading { /* the last stamp of a zone, and what it meant */
    char stamp[STAMP];
    usec when;
    int year; /* 0: no stamp was read yet */
};

struct state {
    struct reading zoned[HOST_ZONES_MAX];
    struct reading site;
    char host[HOST]; /* the last that was asked for, and its zone */
    size_t host_n, zone;
};

/* Whose stamp is being read, and in which zone. */
struct clock_face {
    struct reading *last;
    const struct zone *zone; /* NULL: the site's */
    usec not_after;
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
static bool first_year(const struct clock_face *face, struct civil *c)
{
    usec latest = face->not_after == USEC_MAX ? clock_now() : face->not_after;
    int now = zone_to_civil(face->zone, latest).year;

    latest += (usec)DAY * USEC_PER_SECOND;
    for (c->year = now + 1; c->year > now - 9; c->year--)
        if (clock_is_date(c) && zone_from_civil(face->zone, c) <= latest)
            return true;
    return false;
}

static int64_t apart(usec a, usec b)
{
    return (a - b) / USEC_PER_SECOND;
}

/* Near the one before: the same year, the next, or for a straggler the last. */
static bool next_year(const struct clock_face *face, struct civil *c)
{
    static const int steps[] = { 0, 1, -1 };

    for (int i = 0; i < 3; i++) {
        int64_t away;

        c->year = face->last->year + steps[i];
        if (!clock_is_date(c))
            continue;
        away = apart(zone_from_civil(face->zone, c), face->last->when);
        if (away > -HALF_YEAR && away < HALF_YEAR)
            return true;
    }
    c->year = face->last->year;
    return clock_is_date(c);
}

/* The second time round of an hour that occurs twice, if the clock has just been put back. */
static usec unfold(const struct clock_face *face, const struct civil *c, usec first)
{
    usec second;

    if (!face->last->year || apart(first, face->last->when) > -SLACK)
        return first;
    second = zone_second_time(face->zone, c, first);
    return apart(second, face->last->when) < -SLACK ? first : second;
}

/* A later second of the same hour, as nearly every stamp is: no zone has to be asked. */
static bool move_on(struct reading *last, const char *p, const struct civil *c)
{
    int before = two_digits(last->stamp + 10) * 60 + two_digits(last->stamp + 13);
    int now = c->minute * 60 + c->second;

    if (!last->year || memcmp(last->stamp, p, TO_HOUR) != 0 || now < before)
        return false;
    if (c->minute > 59 || c->second > 59)
        return false;
    last->when += (usec)(now - before) * USEC_PER_SECOND;
    memcpy(last->stamp, p, STAMP);
    return true;
}

static bool convert(const struct clock_face *face, const char *p)
{
    struct reading *last = face->last;
    struct civil c;

    if (!read_stamp(p, &c))
        return false;
    if (move_on(last, p, &c))
        return true;
    if (last->year ? !next_year(face, &c) : !first_year(face, &c))
        return false;
    last->when = unfold(face, &c, zone_from_civil(face->zone, &c));
    if (c.year > last->year)
        last->year = c.year;
    memcpy(last->stamp, p, STAMP);
    return true;
}

/* Lines of one host come in runs: its zone is looked up when the host changes only. */
static size_t zone_of(struct state *st, const struct host_zones *zones, slice tail)
{
    slice host = slice_head(tail, slice_find(tail, ' '));

    if (host.n > HOST)
        return host_zone_of(zones, host);
    if (st->host_n == 0 || !slice_eq(host, slice_of(st->host, st->host_n))) {
        if (host.n)
            memcpy(st->host, host.p, host.n);
        st->host_n = host.n;
        st->zone = host_zone_of(zones, host);
    }
    return st->zone;
}

/* The line's host, behind its stamp, may have a zone of its own. */
static void look_up(struct state *st, const struct host_zones *zones, slice line,
                    struct clock_face *face)
{
    char stamp[STAMP];
    size_t n = take_stamp(line, stamp);
    size_t zone = n ? zone_of(st, zones, slice_skip(line, n + 1)) : HOST_ZONES_MAX;

    if (zone == HOST_ZONES_MAX)
        return;
    face->last = &st->zoned[zone];
    face->zone = zones->zones[zone];
}

/* The stamp of the line before, byte by byte. */
static bool is_same(const struct reading *last, slice line)
{
    return last->year && line.n > STAMP && line.p[STAMP] == ' ' &&
           memcmp(last->stamp, line.p, STAMP) == 0;
}

static bool split(void *state, const struct frame_context *ctx, slice text, struct line *out)
{
    struct state *st = state;
    struct clock_face face = { &st->site, NULL, ctx->not_after };
    slice rest = syslog_skip_priority(text);
    size_t n = STAMP;

    if (ctx->zones)
        look_up(st, ctx->zones, rest, &face);
    if (!is_same(face.last, rest)) {
        char stamp[STAMP];

        n = take_stamp(rest, stamp);
        if (n == 0 || !convert(&face, stamp))
            return false;
    }
    out->when = face.last->when;
    return syslog_take_tail(slice_skip(rest, n + 1), out);
}

const struct frame frame_rfc3164 = {
    .name = "rfc3164",
    .bid = bid,
    .state_size = sizeof(struct state),
    .split = split,
};
