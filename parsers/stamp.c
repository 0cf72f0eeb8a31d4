/* A stamp with an offset of its own needs no zone. */
#include "parsers/stamp.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool stamp_begins(slice text)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";

    if (text.n < STAMP_SECOND)
        return false;
    for (size_t i = 0; i < STAMP_SECOND; i++)
        if (shape[i] == 'd' ? !is_digit(text.p[i]) : text.p[i] != shape[i])
            return false;
    return true;
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
static bool convert(struct stamp *last, slice second, slice zone)
{
    char text[STAMP_SECOND + STAMP_ZONE_MAX];

    last->is_known = false;
    if (second.p[10] != 'T' || zone.n == 0 || zone.n > STAMP_ZONE_MAX || zone.p[0] == '.')
        return false;
    memcpy(text, second.p, second.n);
    memcpy(text + second.n, zone.p, zone.n);
    if (!clock_parse(slice_of(text, second.n + zone.n), &last->when))
        return false;
    memcpy(last->second, second.p, second.n);
    memcpy(last->zone, zone.p, zone.n);
    last->zone_n = zone.n;
    last->is_known = true;
    return true;
}

static bool is_same(const struct stamp *last, slice second, slice zone)
{
    return last->is_known && memcmp(last->second, second.p, STAMP_SECOND) == 0 &&
           slice_eq(zone, slice_of(last->zone, last->zone_n));
}

bool stamp_take(struct stamp *last, slice *text, usec *when)
{
    slice second, zone, rest = *text;
    int64_t fraction;

    if (rest.n < STAMP_SECOND)
        return false;
    second = slice_head(rest, STAMP_SECOND);
    rest = slice_skip(rest, STAMP_SECOND);
    fraction = take_fraction(&rest);
    zone = slice_head(rest, slice_find(rest, ' '));
    if (!is_same(last, second, zone) && !convert(last, second, zone))
        return false;
    *when = last->when + fraction;
    *text = slice_skip(rest, zone.n + 1);
    return true;
}
