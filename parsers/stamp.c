/* A stamp with an offset of its own needs no zone. */
#include "parsers/stamp.h"

#include "parsers/text.h"

bool stamp_begins(slice text)
{
    return has_shape(text, SLICE("dddd-dd-ddTdd:dd:dd"));
}

/* clock_parse() is laxer: people may write a blank for the T, and end a fraction early. */
bool stamp_convert(struct stamp *last, slice second, slice zone)
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
