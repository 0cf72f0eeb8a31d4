/*
 * The offset is looked at day by day, and where it differs from the day before, the second
 * of the change is found by halving. No zone changes twice within a day.
 */
#include "analyzer/base/zone.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

enum { DAYS = 130 * 365 + 32 }; /* to the end of 2099 */

#define USEC_PER_MINUTE (60 * USEC_PER_SECOND)
#define USEC_PER_DAY    (DAY * USEC_PER_SECOND)

struct change {
    usec since;
    int offset;
};

struct zone {
    struct change *changes; /* the first holds from ever */
    size_t n, cap;
};

static void add_change(struct zone *z, usec since, int offset)
{
    z->changes = mem_grow(z->changes, &z->cap, z->n + 1, sizeof(*z->changes));
    z->changes[z->n++] = (struct change){ since, offset };
}

/* The first second after `before` at which the offset is no longer that of `before`. */
static usec find_change(usec before, usec after)
{
    int offset = clock_offset(before);

    while (after - before > USEC_PER_SECOND) {
        usec middle = before + (after - before) / 2 / USEC_PER_SECOND * USEC_PER_SECOND;

        *(clock_offset(middle) == offset ? &before : &after) = middle;
    }
    return after;
}

/* Of the zone that is the process's just now. */
static void read_changes(struct zone *z)
{
    int offset = clock_offset(0);

    add_change(z, USEC_NONE, offset);
    for (int day = 1; day <= DAYS; day++) {
        usec when = day * USEC_PER_DAY;
        int then = clock_offset(when);

        if (then != offset)
            add_change(z, find_change(when - USEC_PER_DAY, when), then);
        offset = then;
    }
}

struct zone *zone_new(const char *iana_name)
{
    const char *current = getenv("TZ");
    struct zone *z = NULL;
    char kept[256] = "UTC";

    if (current && strlen(current) < sizeof(kept))
        memcpy(kept, current, strlen(current) + 1);
    if (!clock_set_zone(iana_name))
        return NULL;
    z = mem_new(1, sizeof(*z));
    read_changes(z);
    (void)clock_set_zone(strcmp(kept, "UTC0") == 0 ? "UTC" : kept);
    return z;
}

void zone_free(struct zone *z)
{
    mem_free(z->changes);
    mem_free(z);
}

int zone_offset(const struct zone *z, usec when)
{
    size_t low = 0, high;

    if (!z)
        return clock_offset(when);
    for (high = z->n; high - low > 1;) {
        size_t middle = low + (high - low) / 2;

        *(z->changes[middle].since <= when ? &low : &high) = middle;
    }
    return z->changes[low].offset;
}

usec zone_from_civil(const struct zone *z, const struct civil *c)
{
    usec naive = clock_from_utc(c);
    usec first = naive - zone_offset(z, naive - USEC_PER_DAY) * USEC_PER_MINUTE;
    usec second = naive - zone_offset(z, first) * USEC_PER_MINUTE;

    return first + zone_offset(z, first) * USEC_PER_MINUTE == naive ? first : second;
}

usec zone_second_time(const struct zone *z, const struct civil *c, usec first)
{
    int offset = zone_offset(z, first + USEC_PER_DAY);
    usec second = clock_from_utc(c) - offset * USEC_PER_MINUTE;

    return second > first && zone_offset(z, second) == offset ? second : first;
}

struct civil zone_to_civil(const struct zone *z, usec when)
{
    return clock_to_utc(when + zone_offset(z, when) * USEC_PER_MINUTE);
}
