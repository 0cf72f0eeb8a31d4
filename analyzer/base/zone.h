#ifndef BASE_ZONE_H
#define BASE_ZONE_H

/*
 * zone - another time zone than the process's, as a table of when its offset changes
 *
 * For hosts that write their stamps in a zone of their own. Made before any thread, because
 * the C library is asked for it through TZ, which is set back; from then on it is only read,
 * by any thread. The table spans 1970 to 2100; beyond that the nearest offset holds.
 * NULL stands for the process's zone.
 */

#include "analyzer/base/clock.h"

struct zone;

/* NULL when the system has no such zone. */
struct zone *zone_new(const char *iana_name);
void zone_free(struct zone *z);

/* Minutes east of UTC at that time. */
int zone_offset(const struct zone *z, usec when);

/* The first of the two when the clock shows this twice. */
usec zone_from_civil(const struct zone *z, const struct civil *c);

/* The second of the two, or `first`, which zone_from_civil gave, when there is no second. */
usec zone_second_time(const struct zone *z, const struct civil *c, usec first);

/* The civil time that the zone's clocks show. */
struct civil zone_to_civil(const struct zone *z, usec when);

#endif
