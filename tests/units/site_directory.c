#include "tests/units/site_folder.h"

#include "analyzer/base/clock.h"

#define HEADER "account,person,kind,standing,left,addresses,delegates\n"

static void expect(const char *text, const char *mistakes)
{
    expect_mistakes("directory.csv", text, mistakes);
}

static struct folder loaded(const char *directory)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", "time_zone: Europe/Berlin\n" POLICY);
    folder_write(&f, "directory.csv", directory);
    folder_load(&f);
    cr_assert_str_eq(f.text.p, "");
    cr_assert(f.site.has_directory);
    return f;
}

static const char *found(const struct folder *f, const char *login)
{
    const struct person *p = site_find_person(&f->site, slice_str(login));

    return p ? p->account.p : "";
}

static usec at(const char *text)
{
    usec when = 0;

    cr_assert(clock_parse(slice_str(text), &when));
    return when;
}

Test(directory, a_whole_row)
{
    struct folder f = loaded(
        "\xef\xbb\xbf"
        "account,person,kind,department,standing,created,left,deleted,disabled,forward_until,"
        "forward_stop,forward_to,addresses,delegates\r\n"
        "Ann,p1,faculty,\"Maths, "
        "pure\",bad,2020-10-01,2026-03-31,2026-03-31T12:00:00Z,,2027-03-31,,"
        "ann@Example.org,Ann.Lee@example.edu=2024-09-01; lee@cs.example.edu ;,bob;carl@example.edu"
        "\r\n"
        "bob,p2,student,,,,,,,,,,,\r\n"
        "carl,,organisation,,good,,,,,,,,carl.c@example.edu,\r\n");
    const struct person *ann = &f.site.persons[0];

    cr_expect_eq(f.site.n_persons, 3);
    cr_expect(is_text(ann->account, "ann"));
    cr_expect(is_text(ann->person, "p1"));
    cr_expect(is_text(ann->department, "Maths, pure"));
    cr_expect_eq(ann->kind, KIND_FACULTY);
    cr_expect(ann->is_in_bad_standing);
    cr_expect_eq(ann->created, at("2020-10-01"));
    cr_expect_eq(ann->left, at("2026-03-31"));
    cr_expect_eq(ann->deleted, at("2026-03-31T12:00:00Z"));
    cr_expect_eq(ann->disabled, USEC_NONE);
    cr_expect_eq(ann->forward_until, at("2027-04-01"), "the day counts whole");
    cr_expect(is_text(ann->forward_to, "ann@example.org"));
    cr_expect_eq(ann->n_aliases, 2);
    cr_expect(is_text(ann->aliases[0].address, "ann.lee@example.edu"));
    cr_expect_eq(ann->aliases[0].requested, at("2024-09-01"));
    cr_expect(is_text(ann->aliases[1].address, "lee@cs.example.edu"));
    cr_expect_eq(ann->aliases[1].requested, USEC_NONE);
    cr_expect_eq(ann->delegates.n, 2);
    cr_expect(is_text(ann->delegates.at[1], "carl"));
    cr_expect_eq(ann->line, 2);
    cr_expect_eq(f.site.persons[1].kind, KIND_STUDENT);
    cr_expect_not(f.site.persons[1].is_in_bad_standing);
    cr_expect_eq(f.site.persons[1].left, USEC_NONE);
    folder_remove(&f);
}

Test(directory, columns_in_any_order)
{
    struct folder f = loaded("kind,account\nlist,news\nsystem,cron\n");

    cr_expect_eq(f.site.persons[0].kind, KIND_LIST);
    cr_expect_eq(f.site.persons[1].kind, KIND_SYSTEM);
    cr_expect_str_eq(found(&f, "cron"), "cron");
    folder_remove(&f);
}

Test(directory, logins_are_folded)
{
    struct folder f = loaded(HEADER "ann,,staff,,,ann.lee@example.edu;al@other.org,\n"
                                    "bob,,staff,,,,\n"
                                    "x+y,,system,,,,\n");

    cr_expect_str_eq(found(&f, "ann"), "ann");
    cr_expect_str_eq(found(&f, "ann@example.edu"), "ann");
    cr_expect_str_eq(found(&f, "ann@campus"), "ann");
    cr_expect_str_eq(found(&f, "campus\\ann"), "ann");
    cr_expect_str_eq(found(&f, "ann+news"), "ann");
    cr_expect_str_eq(found(&f, "ann+news@example.edu"), "ann");
    cr_expect_str_eq(found(&f, "ann.lee@example.edu"), "ann");
    cr_expect_str_eq(found(&f, "ann.lee+news@example.edu"), "ann");
    cr_expect_str_eq(found(&f, "al@other.org"), "ann");
    cr_expect_str_eq(found(&f, "x+y"), "x+y");
    cr_expect_str_eq(found(&f, "bob@gmail.com"), "", "somebody else's bob");
    cr_expect_str_eq(found(&f, "bob@sub.example.edu"), "");
    cr_expect_str_eq(found(&f, "al"), "");
    cr_expect_str_eq(found(&f, "+ann"), "");
    cr_expect_str_eq(found(&f, "@example.edu"), "");
    cr_expect_str_eq(found(&f, "\\"), "");
    cr_expect_str_eq(found(&f, ""), "");
    cr_expect_null(site_find_person(&f.site, (slice){ 0 }));
    folder_remove(&f);
}

Test(directory, header)
{
    expect("account;kind\nann;staff\n",
           "directory.csv:1:1: columns are separated by commas, and here by ';'\n");
    expect("account\tkind\n",
           "directory.csv:1:1: columns are separated by commas, and here by tabs\n");
    expect("", "directory.csv: is empty: the first line must name the columns\n");
    expect("account,person,kid\nann,,staff\n",
           "directory.csv:1:1: column 'kind' is missing: the first line must name the columns\n"
           "directory.csv:1:16: unknown column 'kid'; did you mean 'kind'?\n");
    expect("account,kind,Standing\nann,staff,good\n",
           "directory.csv:1:14: unknown column 'Standing'; did you mean 'standing'?\n");
    expect("account,kind,kind\nann,staff,staff\n",
           "directory.csv:1:14: column 'kind' is there twice\n");
}

Test(directory, fields)
{
    expect(HEADER "ann,,staff,,31.12.2026,,\n",
           "directory.csv:2:13: left: '31.12.2026' is not a date (YYYY-MM-DD)\n");
    expect(HEADER "ann,,staff,,2026-02-30,,\n",
           "directory.csv:2:13: left: '2026-02-30' is not a date (YYYY-MM-DD)\n");
    expect(HEADER "ann,,stuff,,,,\nbob,,,,,,\ncy,,host,,,,\n",
           "directory.csv:2:6: kind: 'stuff' is not known; did you mean 'staff'?\n"
           "directory.csv:3:6: kind: is empty: write student, staff, faculty, retiree, "
           "organisation, system or list\n"
           "directory.csv:4:5: kind: 'host' is not known: write student, staff, faculty, retiree, "
           "organisation, system or list\n");
    expect(HEADER "ann,,staff,god,,,\n",
           "directory.csv:2:12: standing: 'god' is not known; did you mean 'good'?\n");
    expect(HEADER ",,staff,,,,\nan n,,staff,,,,\n",
           "directory.csv:2:1: account: is empty\n"
           "directory.csv:3:1: account: 'an n' is not one account name\n");
    expect(HEADER "ann,,staff,,,ann.example.edu;a@example.edu=2024-13-01,\n",
           "directory.csv:2:14: addresses: 'a@example.edu=2024-13-01' has no date (YYYY-MM-DD) "
           "behind '='\n"
           "directory.csv:2:14: addresses: 'ann.example.edu' is not a mail address\n");
    expect("account,kind,forward_to\nann,staff,nowhere\n",
           "directory.csv:2:11: forward_to: 'nowhere' is not a mail address\n");
}

Test(directory, rows)
{
    expect(HEADER "ann,,staff\nbob,,staff,,,,,\n",
           "directory.csv:2:1: has 3 fields, the header has 7\n"
           "directory.csv:3:1: has 8 fields, the header has 7\n");
    expect(HEADER "ann,\"x\"y,staff,,,,\nbob,,staff,,,,ann\n",
           "directory.csv:2:8: text behind a closing quote: a comma is missing, or a quote was not "
           "doubled\n");
    expect(HEADER "ann,\"x,staff,,,,\nbob,,staff,,,,\n",
           "directory.csv:2:5: a quote is opened here and never closed\n");
}

Test(directory, names_belong_to_one)
{
    expect(HEADER "ann,,staff,,,,\nbob,,staff,,,,\nANN,,staff,,,,\n",
           "directory.csv:4:1: account: 'ann' is in line 2 already\n");
    expect(
        HEADER "ann,,staff,,,bob@example.edu,\nbob@example.edu,,staff,,,,\n",
        "directory.csv:2:14: addresses: 'bob@example.edu' belongs to 'bob@example.edu' in line 3 "
        "already\n");
}

Test(directory, an_address_in_two_rows_goes_to_the_stronger_claim)
{
    struct folder f =
        loaded(HEADER "ann,,staff,,,\"a@example.edu;b@example.edu=2024-01-01\",\n"
                      "bob,,staff,,,\"A@example.edu=2025-01-01;b@example.edu=2023-01-01\",\n"
                      "club,,organisation,,,b@example.edu=2025-01-01,\n"
                      "dan,,staff,,,c@example.edu=2025-01-01,\n"
                      "eve,,staff,,,c@example.edu=2025-01-01,\n");
    static const enum clash_reason reasons[] = { CLASH_DATED, CLASH_FIRST, CLASH_ORGANISATION,
                                                 CLASH_ORDER };

    cr_expect_str_eq(found(&f, "a@example.edu"), "bob");
    cr_expect_str_eq(found(&f, "b@example.edu"), "club");
    cr_expect_str_eq(found(&f, "c@example.edu"), "dan");
    cr_assert_eq(f.site.clashes.n, 4);
    for (size_t i = 0; i < 4; i++)
        cr_expect_eq(f.site.clashes.at[i].reason, reasons[i]);
    cr_expect(is_text(f.site.clashes.at[2].keeper->account, "club"));
    cr_expect(is_text(f.site.clashes.at[2].other->account, "bob"));
    folder_remove(&f);
}

Test(directory, delegates_exist)
{
    expect(HEADER "anna,,staff,,,,carla;berta\nberta,,staff,,,,ana\n",
           "directory.csv:2:16: delegates: 'carla' is not an account here\n"
           "directory.csv:3:17: delegates: 'ana' is not an account here; did you mean 'anna'?\n");
}

Test(directory, nobody_is_his_own_delegate)
{
    expect(HEADER "anna,,staff,,,a@example.edu,a@example.edu\n",
           "directory.csv:2:29: delegates: 'a@example.edu' is this account itself\n");
}

Test(directory, dates_that_cannot_be_are_noted)
{
    struct folder f = loaded("account,kind,standing,created,left,deleted,forward_until\n"
                             "ok,staff,good,2020-01-01,2025-03-31,2026-03-31,2026-03-31\n"
                             "leap,staff,good,2020-01-01,2024-02-29,2025-03-01,2025-03-01\n"
                             "back,staff,,2025-10-01,2025-03-31,,\n"
                             "late,staff,,,2025-03-31,2026-04-02,\n"
                             "late2,staff,good,,2025-03-31,2027-04-02,\n"
                             "bad,staff,bad,,2025-03-31,2025-04-01,\n"
                             "bad2,staff,bad,,2025-03-31,2025-06-01,2026-05-01\n");
    static const char *const notes[] = {
        "directory.csv:4: 'left' is earlier than 'created'",
        "directory.csv:5: 'deleted' is more than a year after 'left', and so in 1 more row",
        "directory.csv:8: 'deleted' is later than 'left', in bad standing",
        "directory.csv:8: 'forward_until' is more than a year after 'left'",
    };

    cr_assert_eq(f.site.notes.n, sizeof(notes) / sizeof(notes[0]));
    for (size_t i = 0; i < f.site.notes.n; i++)
        cr_expect(is_text(f.site.notes.at[i], notes[i]), "%s", f.site.notes.at[i].p);
    folder_remove(&f);
}

Test(directory, must_be_text)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write_bytes(&f, "directory.csv", SLICE("account,kind\nann,st\0aff\n"));
    folder_write(&f, "announcements.yaml", "# M\xfcnchen\n");
    folder_load(&f);
    cr_expect_str_eq(f.text.p,
                     "announcements.yaml:1:4: this byte is not UTF-8: save the file as UTF-8\n"
                     "directory.csv:2:7: a NUL byte: this is not a text file\n");
    folder_remove(&f);
}

Test(directory, large_one)
{
    struct buf text = { 0 };
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    buf_addf(&text, HEADER);
    for (unsigned i = 0; i < 50000; i++)
        buf_addf(&text, "u%05u,p%u,student,good,,first.last%u@example.edu=2024-09-01,u%05u\n", i, i,
                 i, 49999 - i);
    folder_write_bytes(&f, "directory.csv", buf_slice(&text));
    folder_load(&f);
    cr_expect_str_eq(f.text.p, "");
    cr_expect_str_eq(found(&f, "first.last777@example.edu"), "u00777");
    buf_free(&text);
    folder_remove(&f);
}

Test(directory, a_flood_of_mistakes_is_counted)
{
    struct buf text = { 0 };
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    buf_addf(&text, HEADER);
    for (unsigned i = 0; i < 20000; i++)
        buf_addf(&text, "u%u,,staff,,1.1.2026,,nobody%u\n", i, i);
    folder_write_bytes(&f, "directory.csv", buf_slice(&text));
    folder_load(&f);
    cr_expect_not(f.is_good);
    cr_expect_eq(f.mistakes.n, 10000);
    cr_expect_eq(f.mistakes.more, 30000);
    buf_free(&text);
    folder_remove(&f);
}
