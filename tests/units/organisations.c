/* Who runs a host, by the public suffix list, whatever was asked before. */
#include "analyzer/site/organisations.h"

#include <criterion/criterion.h>
#include <stdio.h>

static const char *const names[][2] = {
    { "mx1.mail.example.org", "example.org" },
    { "example.org", "example.org" },
    { "MX1.Mail.Example.ORG", "Example.ORG" },
    { "mx.example.co.uk", "example.co.uk" },
    { "mx.uni.ac.at", "uni.ac.at" },
    { "mx.cs.kyoto-u.ac.jp", "kyoto-u.ac.jp" },
    { "mx.school.tx.us", "school.tx.us" },
    { "co.uk", "co.uk" },
    { "uk", "uk" },
    { "mx.example.xn--j1amh", "example.xn--j1amh" },
    { "mail.city.kawasaki.jp", "city.kawasaki.jp" },
    { "mail.some.shop.kawasaki.jp", "some.shop.kawasaki.jp" },
    { "a.b.www.ck", "www.ck" },
    { "a.b.shop.ck", "b.shop.ck" },
    { "example.de", "example.de" },
    { "a.b.example.de.", "example.de" },
    { "alice.github.io", "github.io" },
    { "ec2-192-0-2-1.eu-west-1.compute.amazonaws.com", "amazonaws.com" },
    { "localhost", "localhost" },
    { "", "" },
    { "...", "" },
    { "mx.bigmail.example", "bigmail.example" },
    { "203.0.113.28", "203.0.113.28" },
    { "[203.0.113.28]", "[203.0.113.28]" },
};

enum { NAMES = sizeof(names) / sizeof(*names) };

static void expect_all(struct organisations *o)
{
    for (size_t i = 0; i < NAMES; i++) {
        slice is = organisation_of(o, slice_str(names[i][0]));

        cr_expect(slice_eq(is, slice_str(names[i][1])), "%s: %.*s", names[i][0], (int)is.n, is.p);
    }
}

Test(organisations, are_who_runs_it)
{
    struct organisations o;

    organisations_open(&o);
    expect_all(&o);
    expect_all(&o);
    cr_expect_eq(organisation_hash(SLICE("Example.ORG")), organisation_hash(SLICE("example.org")));
    organisations_free(&o);
}

/* More names than are kept, each of which takes another one's place. */
Test(organisations, do_not_depend_on_what_was_asked_before)
{
    struct organisations o;
    char name[64], expected[32];

    organisations_open(&o);
    for (int i = 0; i < 5 * ORGANISATIONS_KNOWN; i++) {
        slice is;

        (void)snprintf(name, sizeof(name), "mx%d.mail.site%d.ac.uk", i, i % 700);
        (void)snprintf(expected, sizeof(expected), "site%d.ac.uk", i % 700);
        is = organisation_of(&o, slice_str(name));
        cr_assert(slice_eq(is, slice_str(expected)), "%s: %.*s", name, (int)is.n, is.p);
    }
    expect_all(&o);
    organisations_free(&o);
}

Test(organisations, hostile_names_are_bounded)
{
    struct organisations o;
    char name[4096];
    slice is;

    organisations_open(&o);
    for (size_t i = 0; i < sizeof(name); i++)
        name[i] = i % 2 ? '.' : 'a';
    is = organisation_of(&o, slice_of(name, sizeof(name) - 1));
    cr_expect(slice_eq(is, SLICE("a.a")));
    memset(name, 'a', sizeof(name));
    cr_expect_leq(organisation_of(&o, slice_of(name, sizeof(name))).n, 255);
    is = organisation_of(&o, slice_of("x\0y.example.org", 15));
    cr_expect(slice_eq(is, SLICE("example.org")));
    organisations_free(&o);
}

Test(organisations, the_list_is_named)
{
    struct organisations o;

    organisations_open(&o);
    cr_expect_gt(strlen(o.edition), 4, "%s", o.edition);
    cr_expect_neq(strcmp(o.edition, "none"), 0);
    organisations_free(&o);
}
