/* policy.yaml: hosts whose stamps are in a zone of their own. */
#include "tests/units/site_policy.h"

Test(policy_zones, of_several_hosts)
{
    struct folder f = loaded("host_time_zones: {MX1: UTC, lists.example.edu: America/New_York,\n"
                             "  old: UTC}\n"
                             "time_zone: Europe/Berlin\n"
                             "domains: [example.edu]\n");
    const struct host_zones *z = &f.site.host_zones;

    cr_expect_eq(z->n, 3);
    cr_expect_eq(z->n_zones, 2);
    cr_expect_eq(host_zone_of(z, SLICE("mx1.example.edu")), 0);
    cr_expect_eq(host_zone_of(z, SLICE("Lists")), 1);
    cr_expect_eq(host_zone_of(z, SLICE("old")), 0);
    cr_expect_eq(host_zone_of(z, SLICE("mail")), HOST_ZONES_MAX);
    cr_expect_eq(zone_offset(z->zones[1], 0), -300);
    cr_expect_eq(clock_offset(0), 60, "the process keeps the site's");
    cr_expect_eq(f.site.notes.n, 0, "without a list of hosts there is nothing to compare with");
    folder_remove(&f);
}

Test(policy_zones, none)
{
    struct folder f = loaded("host_time_zones: {}\ndomains: [example.edu]\n");

    cr_expect_eq(f.site.host_zones.n, 0);
    folder_remove(&f);
}

Test(policy_zones, of_hosts_that_are_not_expected)
{
    struct folder f = loaded("domains: [example.edu]\n"
                             "host_time_zones: {mail: UTC, lists: UTC}\n"
                             "hosts: [mail.example.edu]\n");

    cr_expect_eq(f.site.notes.n, 1);
    cr_expect(
        is_text(f.site.notes.at[0], "policy.yaml: host_time_zones: lists is not one of the hosts"));
    folder_remove(&f);
}

Test(policy_zones, mistakes_are_told_where_they_are)
{
    expect("domains: [example.edu]\nhost_time_zones:\n  mx1: Europe/Berlyn\n",
           "policy.yaml:3:8: host_time_zones.mx1: 'Europe/Berlyn' is no time zone of this machine: "
           "write one like Europe/Berlin (the package tzdata has them)\n");
    expect("domains: [example.edu]\nhost_time_zones: {mail: UTC, x: 1, mail.example.edu: UTC}\n",
           "policy.yaml:2:33: host_time_zones.x: '1' is no time zone of this machine: write one "
           "like Europe/Berlin (the package tzdata has them)\n"
           "policy.yaml:2:36: host_time_zones: 'mail.example.edu' is a host that has a zone "
           "already\n");
    expect("domains: [example.edu]\nhost_time_zones: {a b: UTC, c: [UTC], d: }\n",
           "policy.yaml:2:19: host_time_zones: 'a b' is not a host name\n"
           "policy.yaml:2:32: host_time_zones.c: must be a single value, not a list\n"
           "policy.yaml:2:42: host_time_zones.d: nothing is given: write a value, or leave it "
           "out\n");
    expect("domains: [example.edu]\nhost_time_zones: [UTC]\n",
           "policy.yaml:2:18: host_time_zones: must be keys with their values\n");
}

Test(policy_zones, have_an_end)
{
    static const char *const cities[] = {
        "Amsterdam", "Andorra",  "Athens",     "Belgrade", "Berlin",     "Brussels", "Bucharest",
        "Budapest",  "Chisinau", "Copenhagen", "Dublin",   "Gibraltar",  "Guernsey", "Helsinki",
        "Istanbul",  "Jersey",   "Lisbon",     "London",   "Luxembourg", "Madrid",   "Malta",
        "Minsk",     "Monaco",   "Moscow",     "Oslo",     "Paris",      "Prague",   "Riga",
        "Rome",      "Sofia",    "Stockholm",  "Tallinn",  "Vienna",
    };
    struct buf b = { 0 };

    cr_assert_eq(sizeof(cities) / sizeof(cities[0]), HOST_ZONES_MAX + 1);
    buf_addf(&b, "domains: [example.edu]\nhost_time_zones:\n");
    for (size_t i = 0; i < HOST_ZONES_MAX + 1; i++)
        buf_addf(&b, "  h%zu: Europe/%s\n", i, cities[i]);
    buf_add(&b, slice_of("", 1));
    expect(b.p, "policy.yaml:35:8: host_time_zones.h32: more than 32 different time zones\n");
    buf_free(&b);
}
