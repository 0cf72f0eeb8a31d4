#include "tests/units/site_folder.h"

#include "analyzer/base/clock.h"

Test(site, built_in_defaults)
{
    static const char *const own[] = { "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.9.9",
                                       "fd00::1" };
    static const char *const other[] = { "172.32.0.1", "11.0.0.1", "2001:db8::1", "127.0.0.1" };
    struct address a;
    struct site s;

    site_default(&s, site_sections, SITE_SECTIONS);
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
        cr_expect(address_parse(slice_str(own[i]), &a) && site_find_network(&s, &a) == NETWORK_OWN,
                  "%s", own[i]);
    for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
        cr_expect(address_parse(slice_str(other[i]), &a) &&
                      site_find_network(&s, &a) == NETWORK_OUTSIDE,
                  "%s", other[i]);
    cr_expect_eq(s.folder.n, 0);
    cr_expect_eq(s.domains.n, 0);
    cr_expect(is_text(s.time_zone, "UTC"));
    cr_expect_eq(s.n_sections, SITE_SECTIONS);
    cr_expect_eq(s.sections[0].values[1], 500);
    cr_expect_eq(s.sections[1].values[0], DAY);
    cr_expect_eq(s.sections[2].values[0], 150000000);
    cr_expect_not(s.has_policy || s.has_directory || s.has_announcements);
    cr_expect_null(site_find_person(&s, SLICE("ann")));
    cr_expect_not(site_has_domain(&s, SLICE("example.edu")));
    site_free(&s);
}

Test(site, domains_are_exact)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_load(&f);
    cr_expect(f.is_good && f.site.has_policy && !f.site.has_directory);
    cr_expect(site_has_domain(&f.site, SLICE("Example.EDU")));
    cr_expect_not(site_has_domain(&f.site, SLICE("cs.example.edu")));
    cr_expect_not(site_has_domain(&f.site, SLICE("xample.edu")));
    cr_expect_not(site_has_domain(&f.site, SLICE("")));
    folder_remove(&f);
}

Test(site, all_mistakes_of_all_files_in_order)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", "hosts: [a_b]\ndomians: []\n");
    folder_write(&f, "directory.csv", "account,kind\nann,nobody\n");
    folder_write(&f, "announcements.yaml", "- {id: a}\n");
    folder_load(&f);
    cr_expect_str_eq(f.text.p,
                     "announcements.yaml:1:3: 'created' is missing from this announcement\n"
                     "announcements.yaml:1:3: 'from' is missing from this announcement\n"
                     "announcements.yaml:1:3: 'match' is missing from this announcement\n"
                     "announcements.yaml:1:3: 'owner' is missing from this announcement\n"
                     "announcements.yaml:1:3: 'to' is missing from this announcement\n"
                     "directory.csv:2:5: kind: 'nobody' is not known: write student, staff, "
                     "faculty, retiree, organisation, system or list\n"
                     "policy.yaml: 'domains' is missing: name the site's mail domains, such as "
                     "domains: [example.edu]\n"
                     "policy.yaml:1:9: hosts: 'a_b' is not a host name\n"
                     "policy.yaml:2:1: unknown key 'domians'; did you mean 'domains'?\n");
    folder_remove(&f);
}

Test(site, the_policy_must_be_there)
{
    struct folder f;

    folder_make(&f);
    folder_load(&f);
    cr_expect_str_eq(f.text.p, "policy.yaml: is missing: it must name the site's domains; "
                               "'mailproctor policy' prints one to start from\n");
    cr_expect_not(f.is_good);
    folder_remove(&f);
}

Test(site, the_folder_must_be_there)
{
    struct mistakes mistakes = { 0 };
    struct site s;

    cr_expect_not(site_load("/nowhere/at/all", site_sections, SITE_SECTIONS, &s, &mistakes));
    cr_assert_eq(mistakes.n, 1);
    cr_expect(is_text(mistakes.at[0].file, "/nowhere/at/all"));
    cr_expect(
        is_text(mistakes.at[0].text, "cannot be opened as a folder: No such file or directory"));
    mistakes_free(&mistakes);
    site_free(&s);
}

Test(site, a_folder_is_no_file)
{
    struct folder f;
    char path[128];

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    (void)snprintf(path, sizeof(path), "%s/directory.csv", f.path);
    cr_assert(mkdir(path, 0700) == 0);
    folder_load(&f);
    cr_expect_str_eq(f.text.p, "directory.csv: is not a file\n");
    folder_remove(&f);
}

Test(site, a_huge_file_is_refused)
{
    struct folder f;
    char path[128];

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write(&f, "directory.csv", "");
    (void)snprintf(path, sizeof(path), "%s/directory.csv", f.path);
    cr_assert(truncate(path, 64 * 1024 * 1024 + 1) == 0);
    folder_load(&f);
    cr_expect_str_eq(f.text.p, "directory.csv: is larger than 64 MiB\n");
    folder_remove(&f);
}

Test(site, other_names_for_files)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml",
                 POLICY "files:\n  directory: people.csv\n  announcements: told.yaml\n");
    folder_write(&f, "people.csv", "account,kind\nann,staff\n");
    folder_load(&f);
    cr_expect_eq(f.site.n_persons, 1);
    cr_expect_str_eq(f.text.p,
                     "policy.yaml:4:18: files: there is no file 'told.yaml' in the folder\n");
    folder_remove(&f);
}

Test(site, files_that_are_not_read_are_noted)
{
    static const char *const names[] = {
        "README", "notes.md", ".git", "directroy.csv", "list.csv", "stuff",
    };
    static const char *const notes[] = {
        "directroy.csv: not a site file, not read; did you mean 'directory.csv'?",
        "list.csv: not a site file, not read; did you mean 'lists.csv'?",
        "stuff: not a site file, not read",
    };
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        folder_write(&f, names[i], "x");
    folder_load(&f);
    cr_expect(f.is_good);
    cr_assert_eq(f.site.notes.n, sizeof(notes) / sizeof(notes[0]));
    for (size_t i = 0; i < f.site.notes.n; i++)
        cr_expect(is_text(f.site.notes.at[i], notes[i]), "%s", f.site.notes.at[i].p);
    folder_remove(&f);
}

static uint64_t hash_of(const char *policy, const char *directory)
{
    struct folder f;
    uint64_t hash;

    folder_make(&f);
    folder_write(&f, "policy.yaml", policy);
    if (directory)
        folder_write(&f, "directory.csv", directory);
    folder_load(&f);
    hash = f.site.configuration;
    folder_remove(&f);
    return hash;
}

Test(site, the_configuration_is_known_by_its_bytes)
{
    uint64_t one = hash_of(POLICY, NULL);

    cr_expect_neq(one, 0);
    cr_expect_eq(one, hash_of(POLICY, NULL), "the folder's own path does not count");
    cr_expect_neq(one, hash_of(POLICY "# changed\n", NULL));
    cr_expect_neq(one, hash_of(POLICY, "account,kind\n"));
}

Test(site, slashes_behind_the_folder_are_left_out)
{
    struct mistakes mistakes = { 0 };
    struct folder f;
    char path[80];

    folder_make(&f);
    (void)snprintf(path, sizeof(path), "%s//", f.path);
    cr_expect_not(site_load(path, site_sections, SITE_SECTIONS, &f.site, &mistakes));
    cr_expect(is_text(f.site.folder, f.path));
    cr_expect(slice_ends(mistakes.at[0].file, SLICE("/policy.yaml")));
    cr_expect_eq(mistakes.at[0].file.n, strlen(f.path) + strlen("/policy.yaml"));
    mistakes_free(&mistakes);
    folder_remove(&f);
}
