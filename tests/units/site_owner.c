#include "tests/units/site_folder.h"

#include "analyzer/base/clock.h"
#include "analyzer/site/owner.h"

static const char policy[] = "domains: [example.edu, cs.example.edu, xn--bcher-kva.example]\n"
                             "hosts: [mail, lists.example.edu]\n";

static const char directory[] =
    "account,person,kind,addresses,delegates\n"
    "ann,p1,faculty,Ann.Lee@example.edu;lee@cs.example.edu;ann@private.org,sec\n"
    "bob,p2,student,bob.b@example.edu,\n"
    "sec,p3,staff,sec@example.edu,\n"
    "ann2,p1,staff,,\n"
    "dean,p1,organisation,dean@example.edu;office+dean@example.edu,bob\n"
    "news,,list,news@lists.example.edu,\n"
    "cron,,system,cron@example.edu,sec\n"
    "cy,,student,carl@example.edu,\n"
    "carl,,student,,\n"
    "dot.name@example.edu,,student,,\n";

static const char lists[] = "list,owner,host,verp\n"
                            "news@lists.example.edu,bob,,news-bounces+user=domain@host\n"
                            "staff@lists.example.edu,sec,,\n";

static struct folder loaded(void)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", policy);
    folder_write(&f, "directory.csv", directory);
    folder_write(&f, "lists.csv", lists);
    folder_load(&f);
    cr_assert_str_eq(f.text.p, "");
    return f;
}

static const char *owns(const struct folder *f, const char *login, const char *address)
{
    const struct person *p = site_find_person(&f->site, slice_str(login));

    return ownership_names[site_owns(&f->site, p, slice_str(address))];
}

static const char *owner(const struct folder *f, const char *address)
{
    const struct person *p = site_owner(&f->site, slice_str(address));

    return p ? p->account.p : "";
}

Test(owner, own_addresses)
{
    struct folder f = loaded();

    cr_expect_str_eq(owns(&f, "ann", "ann@example.edu"), "own", "its name at an own domain");
    cr_expect_str_eq(owns(&f, "ann", "ann@cs.example.edu"), "own", "at any of them");
    cr_expect_str_eq(owns(&f, "ann", "ann.lee@example.edu"), "own");
    cr_expect_str_eq(owns(&f, "ann", "lee@cs.example.edu"), "own");
    cr_expect_str_eq(owns(&f, "ann", "ann@private.org"), "own", "a row may have any domain");
    cr_expect_str_eq(owns(&f, "ann", "ann"), "own", "the server adds its domain");
    cr_expect_str_eq(owns(&f, "ann", "ann@localhost"), "own");
    cr_expect_str_eq(owns(&f, "dot.name@example.edu", "dot.name@example.edu"), "own");
    folder_remove(&f);
}

Test(owner, is_told_whatever_the_way_of_writing)
{
    struct folder f = loaded();

    cr_expect_str_eq(owns(&f, "ann", "ANN.Lee@Example.EDU"), "own");
    cr_expect_str_eq(owns(&f, "ann", "Ann@CS.EXAMPLE.edu"), "own");
    cr_expect_str_eq(owns(&f, "ann", "ann@example.edu."), "own");
    cr_expect_str_eq(owns(&f, "ann",
                          "ann@b\xc3\xbc"
                          "cher.example"),
                     "own");
    cr_expect_str_eq(owns(&f, "ann",
                          "ann@B\xc3\x9c"
                          "CHER.example"),
                     "own");
    cr_expect_str_eq(owns(&f, "ann", "ann@XN--bcher-kva.example"), "own");
    cr_expect_str_eq(owns(&f, "ann", "ann@b\xc3"), "own", "no dot: the server's own");
    cr_expect_str_eq(owns(&f, "ann",
                          "ann@b\xfc"
                          "cher.example"),
                     "outside", "no UTF-8, no domain");
    folder_remove(&f);
}

Test(owner, tags)
{
    struct folder f = loaded();

    cr_expect_str_eq(owns(&f, "ann", "ann+news@example.edu"), "own_tagged");
    cr_expect_str_eq(owns(&f, "ann", "Ann.Lee+a+b@example.edu"), "own_tagged");
    cr_expect_str_eq(owns(&f, "ann", "prvs=0123456789=ann@example.edu"), "own_tagged");
    cr_expect_str_eq(owns(&f, "ann", "prvs=0123456789=ann.lee+x@example.edu"), "own_tagged");
    cr_expect_str_eq(owns(&f, "bob", "ann+news@example.edu"), "others");
    cr_expect_str_eq(owns(&f, "ann", "+ann@example.edu"), "unknown_local");
    cr_expect_str_eq(owns(&f, "ann", "prvs=ann@example.edu"), "unknown_local");
    cr_expect_str_eq(owns(&f, "ann", "ann+news@private.org"), "own_tagged");
    cr_expect_str_eq(owns(&f, "ann", "office+dean@example.edu"), "organisations",
                     "a row with a plus is no tag");
    folder_remove(&f);
}

Test(owner, rows_come_before_names)
{
    struct folder f = loaded();

    cr_expect_str_eq(owns(&f, "carl", "carl@example.edu"), "others", "the row says cy's");
    cr_expect_str_eq(owner(&f, "carl@example.edu"), "cy");
    cr_expect_str_eq(owns(&f, "carl", "carl@cs.example.edu"), "own");
    cr_expect_str_eq(owner(&f, "carl+x@example.edu"), "cy");
    folder_remove(&f);
}

Test(owner, delegates)
{
    struct folder f = loaded();

    cr_expect_str_eq(owns(&f, "sec", "ann.lee@example.edu"), "delegated");
    cr_expect_str_eq(owns(&f, "sec", "ann+x@example.edu"), "delegated");
    cr_expect_str_eq(owns(&f, "ann", "sec@example.edu"), "others", "one way only");
    cr_expect_str_eq(owns(&f, "bob", "dean@example.edu"), "organisations");
    cr_expect_str_eq(owns(&f, "dean", "bob@example.edu"), "others");
    cr_expect_str_eq(owns(&f, "sec", "cron@example.edu"), "organisations");
    cr_expect_str_eq(owns(&f, "sec", "dean@example.edu"), "others", "ann's delegate, not dean's");
    folder_remove(&f);
}

Test(owner, one_person_with_two_accounts)
{
    struct folder f = loaded();

    cr_expect_str_eq(owns(&f, "ann2", "ann@example.edu"), "own");
    cr_expect_str_eq(owns(&f, "ann", "ann2@example.edu"), "own");
    cr_expect_str_eq(owns(&f, "ann", "dean@example.edu"), "organisations", "its row names p1");
    cr_expect_str_eq(owns(&f, "dean", "ann@example.edu"), "others", "many use that account");
    cr_expect_str_eq(owns(&f, "cy", "carl@cs.example.edu"), "others", "no person is no person");
    folder_remove(&f);
}

Test(owner, others)
{
    struct folder f = loaded();

    cr_expect_str_eq(owns(&f, "bob", "ann@example.edu"), "others");
    cr_expect_str_eq(owns(&f, "bob", "ann@private.org"), "others");
    cr_expect_str_eq(owner(&f, "ANN@example.edu"), "ann");
    cr_expect_str_eq(owner(&f, "bob.b+x@example.edu"), "bob");
    cr_expect_str_eq(owns(&f, "nobody", "ann@example.edu"), "others");
    cr_expect_str_eq(owns(&f, "nobody", "nobody@example.edu"), "unknown_local");
    folder_remove(&f);
}

Test(owner, lists_with_a_row_and_without)
{
    struct folder f = loaded();

    cr_expect_str_eq(owns(&f, "sec", "staff@lists.example.edu"), "delegated");
    cr_expect_str_eq(owns(&f, "bob", "staff@lists.example.edu"), "others");
    cr_expect_str_eq(owner(&f, "staff@lists.example.edu"), "sec");
    cr_expect_str_eq(owns(&f, "bob", "news@lists.example.edu"), "delegated");
    cr_expect_str_eq(owner(&f, "news@lists.example.edu"), "news");
    cr_expect_str_eq(owns(&f, "news", "news@lists.example.edu"), "own");
    cr_expect_str_eq(owns(&f, "ann", "news@lists.example.edu"), "others");
    cr_expect_str_eq(owns(&f, "bob", "news-bounces+x=example.com@lists.example.edu"), "delegated");
    cr_expect_str_eq(owns(&f, "ann", "news-bounces+x=example.com@lists.example.edu"), "others");
    folder_remove(&f);
}

Test(owner, nobodys)
{
    struct folder f = loaded();
    char huge[2000];

    cr_expect_str_eq(owns(&f, "ann", "typo@example.edu"), "unknown_local");
    cr_expect_str_eq(owns(&f, "ann", "root"), "unknown_local");
    cr_expect_str_eq(owns(&f, "ann", "a@example.com"), "outside");
    cr_expect_str_eq(owns(&f, "ann", "ann@example.com"), "outside");
    cr_expect_str_eq(owns(&f, "ann", "ann@example.edu@example.com"), "outside");
    cr_expect_str_eq(owns(&f, "ann", "ann@notexample.edu"), "outside");
    cr_expect_str_eq(owns(&f, "ann", ""), "outside");
    cr_expect_str_eq(owns(&f, "ann", "@example.edu"), "unknown_local");
    cr_expect_str_eq(owns(&f, "ann", "ann@[10.1.2.3]"), "outside");
    cr_expect_str_eq(owner(&f, "typo@example.edu"), "");
    memset(huge, 'a', sizeof(huge) - 1);
    huge[sizeof(huge) - 1] = '\0';
    cr_expect_str_eq(owns(&f, "ann", huge), "outside");
    folder_remove(&f);
}

Test(owner, sub_domains_and_hosts)
{
    struct folder f = loaded();

    cr_expect_str_eq(owns(&f, "ann", "ann@mail.example.edu"), "own", "a host in an own domain");
    cr_expect_str_eq(owns(&f, "ann", "ann@mail.cs.example.edu"), "own");
    cr_expect_str_eq(owns(&f, "ann", "ann@lists.example.edu"), "own");
    cr_expect_str_eq(owns(&f, "bob", "ann@mail.example.edu"), "others");
    cr_expect_str_eq(owns(&f, "ann", "root@mail.example.edu"), "unknown_local");
    cr_expect_str_eq(owns(&f, "ann", "ann@mail.example.org"), "outside");
    cr_expect_str_eq(owns(&f, "ann", "ann@physics.example.edu"), "outside",
                     "a sub-domain that the site does not name");
    cr_expect_str_eq(owns(&f, "ann", "ann@lists.cs.example.edu"), "outside");
    folder_remove(&f);
}

Test(owner, without_a_directory)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_load(&f);
    cr_expect_str_eq(owns(&f, "ann", "ann@example.edu"), "unknown_local");
    cr_expect_str_eq(owns(&f, "ann", "ann@example.com"), "outside");
    cr_expect_str_eq(owner(&f, "ann@example.edu"), "");
    folder_remove(&f);
}
