/* The directory as LDIF: the same persons as from the table, and every mistake at its place. */
#include "tests/units/site_folder.h"

#include "analyzer/base/clock.h"

static void expect(const char *text, const char *mistakes)
{
    expect_mistakes("directory.ldif", text, mistakes);
}

static struct folder loaded(const char *directory)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", "time_zone: Europe/Berlin\n" POLICY);
    folder_write(&f, "directory.ldif", directory);
    folder_load(&f);
    cr_assert_str_eq(f.text.p, "");
    cr_assert(f.site.has_directory);
    return f;
}

Test(ldif, whole_entries)
{
    struct folder f = loaded("version: 1\r\n"
                             "# people\n"
                             "dn: uid=ann,ou=people,dc=example,dc=edu\n"
                             "objectClass: inetOrgPerson\n"
                             "Account: Ann\n"
                             "kind: fac\n"
                             " ulty\n"
                             "# folded:\n"
                             "#  as well\n"
                             "department:: TWF0aHMsIHB1csOp\n"
                             "left: 2026-03-31\n"
                             "addresses: ann@example.org\n"
                             "addresses;lang-en: ann.lee@example.edu=2024-09-01;lee@example.edu\n"
                             "delegates: bob\n"
                             "\n\n"
                             "dn:: dWlkPWJvYg==\n"
                             "account:bob\n"
                             "kind:   student  \n"
                             "standing:\n"
                             "\n"
                             "dn: ou=people,dc=example,dc=edu\n"
                             "objectClass: organizationalUnit\n");
    const struct person *ann = &f.site.persons[0];

    cr_assert_eq(f.site.n_persons, 2);
    cr_expect_eq(ann->kind, KIND_FACULTY);
    cr_expect(slice_eq(ann->account, SLICE("ann")));
    cr_expect(slice_eq(ann->department, SLICE("Maths, pur\xc3\xa9")));
    cr_expect_eq(ann->n_aliases, 3);
    cr_expect(slice_eq(ann->aliases[2].address, SLICE("lee@example.edu")));
    cr_expect_neq(ann->aliases[1].requested, USEC_NONE);
    cr_expect_eq(ann->delegates.n, 1);
    cr_expect_eq(f.site.persons[1].line, 17);
    cr_expect(site_find_person(&f.site, SLICE("ann.lee@example.edu")) == ann);
    folder_remove(&f);
}

#define ANN "dn: uid=ann\naccount: ann\nkind: staff\n"

Test(ldif, mistakes_have_their_place)
{
    expect("dn: uid=ann\nkind: staff\n", "directory.ldif:1:1: the entry has no 'account'\n");
    expect(ANN "adresses: a@example.edu\n",
           "directory.ldif:4:1: unknown attribute 'adresses'; did you mean 'addresses'?\n");
    expect(ANN "kind: student\n", "directory.ldif:4:1: attribute 'kind' is there twice\n");
    expect(ANN "left:  31.12.2026\n",
           "directory.ldif:4:8: left: '31.12.2026' is not a date (YYYY-MM-DD)\n");
    expect(ANN "addresses: a@example.edu\naddresses: no address\n",
           "directory.ldif:5:12: addresses: 'no address' is not a mail address\n");
    expect(ANN "department:: TWF*=\n", "directory.ldif:4:14: department: is not base64\n");
    expect(ANN "department:: TWFz=\n", "directory.ldif:4:14: department: is not base64\n");
    expect(ANN "department:: /w==\n",
           "directory.ldif:4:14: department: is no text in UTF-8, once decoded\n");
    expect(ANN "department:: AA==\n",
           "directory.ldif:4:14: department: is no text in UTF-8, once decoded\n");
    expect(ANN "department:< file:///etc/passwd\n",
           "directory.ldif:4:14: department: is a URL: only values that stand here are read\n");
    expect(ANN "changetype: modify\n",
           "directory.ldif:4:13: changetype: is a change: export entries\n");
    expect(ANN "-\n", "directory.ldif:4:1: -: is no line of LDIF: 'attribute: value' is one\n");
    expect("account: ann\nkind: staff\n",
           "directory.ldif:1:1: the entry has no 'account'\n"
           "directory.ldif:1:10: account: an entry begins with 'dn:'\n");
    expect("dn: ou=people\nou: people\n\ndn: uid=ann\nuid: ann\nmail: ann@example.edu\n",
           "directory.ldif:1:1: none of the 2 entries has an attribute that is called as a "
           "column, such as 'account': ask the server for them so, or rename them\n");
    expect(ANN "\n" ANN, "directory.ldif:6:10: account: 'ann' is in line 1 already\n");
}

/* Whatever stands there is read or told, and nothing else. */
Test(ldif, broken_files_are_told)
{
    static const char parts[][24] = { "dn: x\n",
                                      "account: a\n",
                                      "kind: staff\n",
                                      "\n",
                                      "addresses:: ",
                                      "YUBi=\n",
                                      " ",
                                      "#\n",
                                      ":<\n",
                                      "left:2026-",
                                      "changetype: x\n",
                                      "-\r\n",
                                      "\xc3\xa9: \xc3\xa9\n",
                                      "delegates: a;b\n" };
    uint32_t dice = 7;

    for (int i = 0; i < 300; i++) {
        struct folder f;
        struct buf text = { 0 };

        for (int k = 0; k < 30; k++) {
            dice = dice * 1664525 + 1013904223;
            buf_add(&text, slice_str(parts[(dice >> 16) % (sizeof(parts) / sizeof(*parts))]));
        }
        folder_make(&f);
        folder_write(&f, "policy.yaml", POLICY);
        folder_write_bytes(&f, "directory.ldif", buf_slice(&text));
        folder_load(&f);
        cr_expect(f.site.n_persons <= 30);
        folder_remove(&f);
        buf_free(&text);
    }
}

Test(ldif, one_directory_is_enough)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write(&f, "directory.csv", "account,kind\nann,staff\n");
    folder_write(&f, "directory.ldif", ANN);
    folder_load(&f);
    cr_expect(strstr(f.text.p, "there is a directory.csv as well"), "%s", f.text.p);
    folder_remove(&f);
    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY "files: {directory: people.LDIF}\n");
    folder_write(&f, "people.LDIF", ANN);
    folder_load(&f);
    cr_expect_str_eq(f.text.p, "");
    cr_expect_eq(f.site.n_persons, 1);
    folder_remove(&f);
}
