/*
 * 2026-03-02T10:00:00.123456+01:00 host program[pid]: message
 *
 * What rsyslog and Postfix's own postlog-to-file neighbours write since traditional
 * stamps went out of fashion. The second is converted when it changes only.
 */
#include "parsers/syslog.h"

enum { TO_SECOND = 19, ZONE_MAX = 6 };

struct state { /* the last stamp, and what it meant */
    char second[TO_SECOND];
    char zone[ZONE_MAX];
    size_t zone_n;
    usec when;
    bool is_known;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int bid(slice line)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";

    line = syslog_skip_priority(line);
    if (line.n < TO_SECOND)
        return 0;
    for (size_t i = 0; i < TO_SECOND; i++)
        if (shape[i] == 'd' ? !is_digit(line.p[i]) : line.p[i] != shape[i])
            return 0;
    return TO_SECOND;
}

/* ".123456", at the front of s, as microseconds. */
static int64_t take_fraction(slice *s)
{
    int64_t value = 0, unit = USEC_PER_SECOND;
    size_t i = 1;

    if (s->n < 2 || s->p[0] != '.' || !is_digit(s->p[1]))
        return 0;
    for (; i < s->n && is_digit(s->p[i]); i++) {
        unit /= 10;
        value += (s->p[i] - '0') * unit;
    }
    *s = slice_skip(*s, i);
    return value;
}

/* clock_parse() is laxer: people may write a blank for the T, and end a fraction early. */
static bool convert(struct state *st, slice second, slice zone)
{
    char text[TO_SECOND + ZONE_MAX];

    st->is_known = false;
    if (second.p[10] != 'T' || zone.n == 0 || zone.n > ZONE_MAX || zone.p[0] == '.')
        return false;
    memcpy(text, second.p, second.n);
    memcpy(text + second.n, zone.p, zone.n);
    if (!clock_parse(slice_of(text, second.n + zone.n), &st->when))
        return false;
    memcpy(st->second, second.p, second.n);
    memcpy(st->zone, zone.p, zone.n);
    st->zone_n = zone.n;
    st->is_known = true;
    return true;
}

static bool is_same(const struct state *st, slice second, slice zone)
{
    return st->is_known && memcmp(st->second, second.p, TO_SECOND) == 0 &&
           slice_eq(zone, slice_of(st->zone, st->zone_n));
}

static bool split(void *state, const struct frame_context *ctx, slice text, struct line *out)
{
    struct state *st = state;
    slice second, zone, rest = syslog_skip_priority(text);
    int64_t fraction;

    (void)ctx;
    if (rest.n < TO_SECOND)
        return false;
    second = slice_head(rest, TO_SECOND);
    rest = slice_skip(rest, TO_SECOND);
    fraction = take_fraction(&rest);
    zone = slice_head(rest, slice_find(rest, ' '));
    if (!is_same(st, second, zone) && !convert(st, second, zone))
        return false;
    out->when = st->when + fraction;
    return syslog_take_tail(slice_skip(rest, zone.n + 1), out);
}

const struct frame frame_rfc3339 = {
    .name = "rfc3339",
    .bid = bid,
    .state_size = sizeof(struct state),
    .split = split,
};
