/* Few hosts have a zone of their own, so they are looked through. */
#include "analyzer/model/host_zone.h"

bool host_is(slice meant, slice seen)
{
    slice first = slice_head(meant, slice_find(meant, '.'));
    slice seen_first = slice_head(seen, slice_find(seen, '.'));

    if (first.n < meant.n && seen_first.n < seen.n)
        return slice_eq_nocase(meant, seen);
    return slice_eq_nocase(first, seen_first);
}

size_t host_zone_of(const struct host_zones *all, slice host)
{
    for (size_t i = 0; i < all->n; i++)
        if (host_is(all->at[i].host, host))
            return all->at[i].zone;
    return HOST_ZONES_MAX;
}
