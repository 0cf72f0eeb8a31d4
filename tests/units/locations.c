/* Where a client is must not depend on what the run's tables are seeded with. */
#include <criterion/criterion.h>

#include "analyzer/base/map.h"
#include "analyzer/run/watch/locations.h"
#include "analyzer/site/site.h"

TestSuite(locations, .timeout = 60);

static struct location look(uint64_t seed, bool is_kept)
{
    static struct locations ls;
    struct haunts h = { 0 };
    struct site site = { 0 };
    struct location found;

    hash_seed_set(seed);
    locations_init(&ls, &site);
    ls.is_kept = is_kept;
    found = *locations_look(&ls, &h, SLICE("203.0.113.9"), 0);
    locations_free(&ls);
    return found;
}

Test(locations, short_hashes_are_the_same_in_every_run)
{
    struct location one = look(1, false), other = look(2, false);

    cr_expect_eq(one.near, other.near);
    cr_expect_eq(one.wide, other.wide);
    cr_expect_eq(one.client, other.client);
    cr_expect(one.near && one.wide && one.client);
    cr_expect_neq(one.near_id, other.near_id, "the tables' keys are nobody's to foresee");
}

Test(locations, a_state_has_hashes_of_its_own)
{
    cr_expect_neq(look(1, true).near, look(2, true).near);
    cr_expect_eq(look(1, true).near, look(1, true).near);
}
