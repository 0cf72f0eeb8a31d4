/* Of an hour that occurs twice, a stamp that steps back by more than minutes is the second. */
#include "parsers/local_stamp.h"

#include "parsers/text.h"

enum { TO_HOUR = 13, SLACK = 10 * MINUTE };

bool local_stamp_begins(slice s)
{
    return has_shape(s, SLICE("dddd-dd-dd dd:dd:dd"));
}

static int number(const char *p, size_t n)
{
    int value = 0;

    for (size_t i = 0; i < n; i++)
        value = value * 10 + (p[i] - '0');
    return value;
}

bool local_stamp_civil(const char *p, struct civil *out)
{
    *out = (struct civil){
        .year = number(p, 4),
        .month = number(p + 5, 2),
        .day = number(p + 8, 2),
        .hour = number(p + 11, 2),
        .minute = number(p + 14, 2),
        .second = number(p + 17, 2),
    };
    return clock_is_date(out) && out->hour < 24 && out->minute < 60 && out->second < 61;
}

static const struct zone *zone_of(const struct frame_context *ctx)
{
    size_t i = ctx->zones ? host_zone_of(ctx->zones, ctx->host) : HOST_ZONES_MAX;

    return i < HOST_ZONES_MAX ? ctx->zones->zones[i] : NULL;
}

/* The second time round of an hour that occurs twice, if the clock has just been put back. */
static usec unfold(const struct local_stamp *st, const struct zone *zone, const struct civil *c)
{
    const usec slack = (usec)SLACK * USEC_PER_SECOND;
    usec first = zone_from_civil(zone, c), second;

    if (!st->is_known || first >= st->when - slack)
        return first;
    second = zone_second_time(zone, c, first);
    return second < st->when - slack ? first : second;
}

/* Most stamps are a second of the hour of the one before: no zone has to be asked. */
static bool move_on(struct local_stamp *st, const char *p)
{
    int before = number(st->second + 14, 2) * 60 + number(st->second + 17, 2);
    int now = number(p + 14, 2) * 60 + number(p + 17, 2);

    if (!st->is_known || memcmp(st->second, p, TO_HOUR) != 0 || now < before)
        return false;
    if (number(p + 14, 2) > 59 || number(p + 17, 2) > 59)
        return false;
    st->when += (usec)(now - before) * USEC_PER_SECOND;
    return true;
}

bool local_stamp_read(struct local_stamp *st, const struct frame_context *ctx, const char *p)
{
    struct civil c;

    if (st->is_known && memcmp(st->second, p, LOCAL_STAMP) == 0)
        return true;
    if (!move_on(st, p)) {
        if (!local_stamp_civil(p, &c))
            return false;
        st->when = unfold(st, zone_of(ctx), &c);
    }
    memcpy(st->second, p, LOCAL_STAMP);
    st->is_known = true;
    return true;
}
