/* A database of one's own, of which two or three networks are known. */
#include "tests/mmdb.h"
#include "tests/units/site_folder.h"

/* 203.0.113.0/24 is in Brazil, AS64500; 198.51.0.0/16 in Germany, AS64501; and 2001:db8::/32, where
 * the database has IPv6. */
static void write_database(const struct folder *f, int version)
{
    struct mmdb m = { .version = version };
    uint32_t brazil = mmdb_entry(&m, "BR", 64500), germany = mmdb_entry(&m, "DE", 64501);
    char path[128];

    mmdb_add_v4(&m, 203U << 24 | 113U << 8, 24, brazil);
    mmdb_add_v4(&m, 198U << 24 | 51U << 16, 16, germany);
    if (version == MMDB_V6)
        mmdb_add_v6(&m, 0x20010db8ULL << 32, 32, germany);
    (void)snprintf(path, sizeof(path), "%s/test.mmdb", f->path);
    cr_assert(mmdb_write(&m, path));
}

static struct origin_of find(const struct folder *f, const char *address)
{
    struct address a;

    cr_assert(address_parse(slice_str(address), &a), "%s", address);
    return origins_find(&f->site.origins, &a);
}

Test(origins, country_and_system_by_the_sites_database)
{
    struct folder f;
    struct origin_of from;

    folder_make(&f);
    write_database(&f, MMDB_V4);
    folder_write(&f, "policy.yaml",
                 POLICY "networks: {country_database: test.mmdb, asn_database: test.mmdb, "
                        "mobile: [AS64501, 192.0.2.0/24]}\n");
    folder_load(&f);
    cr_assert_str_eq(f.text.p, "");
    from = find(&f, "203.0.113.77");
    cr_expect_eq(from.country, 'B' << 8 | 'R');
    cr_expect_eq(from.system, 64500);
    from = find(&f, "198.51.3.4");
    cr_expect_eq(from.country, 'D' << 8 | 'E');
    cr_expect_eq(origins_kind(&f.site.origins, from.system), NETWORK_MOBILE);
    from = find(&f, "192.0.2.1");
    cr_expect_eq(from.country, 0, "not in it");
    cr_expect_eq(from.system, 0);
    from = find(&f, "2001:db8::1");
    cr_expect_eq(from.system, 0, "it has no IPv6");
    cr_expect_neq(f.site.configuration, 0);
    folder_remove(&f);
}

Test(origins, both_families_in_one_database)
{
    struct folder f;

    folder_make(&f);
    write_database(&f, MMDB_V6);
    folder_write(&f, "policy.yaml", POLICY "networks: {asn_database: test.mmdb}\n");
    folder_load(&f);
    cr_expect_eq(find(&f, "203.0.113.77").system, 64500);
    cr_expect_eq(find(&f, "2001:db8::1").system, 64501, "one provider has both");
    cr_expect_eq(find(&f, "2001:db9::1").system, 0);
    folder_remove(&f);
}

Test(origins, what_is_no_database)
{
    expect_mistakes("policy.yaml",
                    POLICY "networks: {asn_database: none.mmdb, mobile: [ASX, AS1, AS1]}\n",
                    "policy.yaml:2:26: networks.asn_database: 'none.mmdb' cannot be opened\n"
                    "policy.yaml:2:46: networks.mobile: 'ASX' is no autonomous system: write "
                    "one like AS64500\n"
                    "policy.yaml:2:56: networks.mobile: 'AS1' is listed twice\n");
    expect_mistakes("policy.yaml", POLICY "networks: {country_database: policy.yaml}\n",
                    "policy.yaml:2:30: networks.country_database: 'policy.yaml' is no MaxMind "
                    "database\n");
}

Test(origins, systems_without_a_database_are_noted)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY "networks: {anonymous: [AS64500, AS64501]}\n");
    folder_load(&f);
    cr_assert_eq(f.site.notes.n, 1);
    cr_expect(slice_find_str(f.site.notes.at[0], SLICE("2 autonomous systems have no effect")) <
              f.site.notes.at[0].n);
    folder_remove(&f);
}
