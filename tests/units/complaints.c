#include <criterion/criterion.h>

#include "analyzer/site/complaint_read.h"
#include "analyzer/site/mail_fields.h"
#include "tests/units/site_folder.h"

static struct arena arena;

static struct complaint read_header(const char *text)
{
    static slice own[] = { { "example.edu", 11 } };
    struct site site = { .domains = { own, 1, 1 } };
    struct complaint c = { .received = USEC_NONE, .arrived = USEC_NONE };
    struct unread_report unread = { 0 };
    struct complaint_reader r = { &site, &arena, &c, &unread };

    complaint_take_header(&r, slice_str(text));
    return c;
}

static bool has_ids(const struct complaint *c, const char *ids)
{
    struct buf b = { 0 };
    bool is_same;

    for (size_t i = 0; i < c->n_queue_ids; i++)
        buf_addf(&b, "%s" SLICE_FMT, i ? " " : "", SLICE_ARG(c->queue_ids[i]));
    is_same = slice_eq(buf_slice(&b), slice_str(ids));
    buf_free(&b);
    return is_same;
}

Test(complaints, queue_ids_of_own_servers_alone)
{
    struct complaint c = read_header(
        "Received: from mx.example.edu by mx.example.net (Postfix) with ESMTP id 9ZZZ;\n date\n"
        "Received: from [10.20.1.5] (helo=pc)\n\tby mail.example.edu with esmtpsa\n\t(TLS1.3) tls "
        "X (Exim 4.96)\n\t(envelope-from <a@example.edu>)\n\tid 1vwqhc-0017GC-GN\n\tfor b@c.d;\n"
        "\tMon, 2 Mar 2026 10:00:00 +0100\n"
        "Received: from pc by cs.example.edu (8.18.1/8.18.1) with ESMTPSA id 6AQ8Oh4D000142\n"
        "\t(version=TLSv1.3 verify=NO)\n\tfor <b@c.d>; Mon, 2 Mar 2026 10:00:00 +0100\n"
        "Received: (by mail.example.edu id 1111) by example.edu.evil.example id 2222; date\n"
        "Received: by mail.example.edu; id 3333\n"
        "Received: garbage\n\n"
        "Received: by mail.example.edu id 4444; in the body\n");

    cr_expect(has_ids(&c, "1vwqhc-0017GC-GN 6AQ8Oh4D000142"));
    arena_free(&arena);
}

Test(complaints, header_of_the_message)
{
    struct complaint c = read_header("no field\nMessage-ID:\r\n\t<x@y>\r\n"
                                     "Message-Id: <second@y>\r\n"
                                     "subject: =?utf-8?Q?B=C3=B6b?=\r\n offers\r\n\r\nBody: 1\r\n");

    cr_expect(slice_eq(c.message_id, SLICE("x@y")));
    cr_expect(slice_eq(c.subject, SLICE("B\xc3\xb6"
                                        "b offers")));
    arena_free(&arena);
}

Test(complaints, fields_and_their_lines)
{
    struct mail_fields f =
        mail_fields_of(SLICE("A: 1\n 2\n: no name\nB c: no name\nD:\n\nE: 1\n"), &arena);
    struct mail_field one;

    cr_assert(mail_fields_next(&f, &one));
    cr_expect(slice_eq(one.name, SLICE("A")) && slice_eq(one.value, SLICE("1 2")));
    cr_expect_eq(one.line, 1);
    cr_assert(mail_fields_next(&f, &one));
    cr_expect(slice_eq(one.name, SLICE("D")) && one.value.n == 0);
    cr_expect_eq(one.line, 5);
    cr_expect_not(mail_fields_next(&f, &one));
    arena_free(&arena);
}

static void expect_address(const char *value, const char *address)
{
    struct complaint_reader r = { .arena = &arena };
    slice is = complaint_address(&r, slice_str(value));

    cr_expect(slice_eq(is, slice_str(address)), "%s: " SLICE_FMT, value, SLICE_ARG(is));
}

Test(complaints, addresses_as_far_as_they_are_left)
{
    expect_address("<Bob@Example.ORG>", "bob@example.org");
    expect_address("rfc822; bob@example.org", "bob@example.org");
    expect_address("\"B\" <bob@example.org>", "bob@example.org");
    expect_address("<redacted@example.org>", "@example.org");
    expect_address("[REDACTED]@example.org", "@example.org");
    expect_address("xxxxx@example.org", "@example.org");
    expect_address("***@example.org", "@example.org");
    expect_address("@example.org", "@example.org");
    expect_address("3ko7d2j@example.org", "3ko7d2j@example.org"); /* a token: RFC 6590 */
    expect_address("nobody", "");
    expect_address("", "");
    expect_address("a@b@", "");
    arena_free(&arena);
}

Test(complaints, dates_of_mail)
{
    usec when;

    cr_assert(clock_parse(SLICE("2026-03-02T10:00:02+01:00"), &when));
    cr_expect_eq(complaint_date(SLICE("Mon, 2 Mar 2026 10:00:02 +0100 (CET)")), when);
    cr_expect_eq(complaint_date(SLICE("soon")), USEC_NONE);
    cr_expect_eq(complaint_date(SLICE("")), USEC_NONE);
}

Test(complaints, mistakes_in_the_csv)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    folder_write(&f, "directory.csv", "account,kind\nann,staff\n");
    folder_write(&f, "complaints.csv",
                 "received,complainant,account,kind,ticket\n"
                 "2026-03-03,bob@example.org,ann,spam,T-1\n"
                 "3.3.2026,bob,amn,spamm,T-1\n"
                 ",@example.org,ann,,\n");
    folder_load(&f);
    cr_expect_str_eq(
        f.text.p,
        "complaints.csv:3:1: received: '3.3.2026' is not a date (YYYY-MM-DD)\n"
        "complaints.csv:3:10: complainant: 'bob' is neither a mail address nor '@' and a domain\n"
        "complaints.csv:3:14: account: 'amn' is not in the directory; did you mean 'ann'?\n"
        "complaints.csv:3:18: kind: 'spamm' is none of spam, harassment, flooding, forged, "
        "other; did you mean 'spam'?\n"
        "complaints.csv:4:1: received: is empty\n"
        "complaints.csv:4:19: kind: '' is none of spam, harassment, flooding, forged, other\n");
    folder_remove(&f);
}

Test(complaints, a_report_is_no_mistake_of_the_site)
{
    struct folder f;
    char path[128];

    folder_make(&f);
    folder_write(&f, "policy.yaml", POLICY);
    (void)snprintf(path, sizeof(path), "%s/complaints", f.path);
    cr_assert(mkdir(path, 0700) == 0);
    folder_write(&f, "complaints/b.eml", "\xff\x00 no mail");
    folder_write(&f, "complaints/a.json", "[1]");
    folder_write(&f, "complaints/c.txt", "");
    folder_load(&f);
    cr_expect(f.is_good);
    cr_assert_eq(f.site.complaints.n_unread, 2);
    cr_expect(slice_eq(f.site.complaints.unread[0].name, SLICE("complaints/a.json")));
    cr_expect(slice_eq(f.site.complaints.unread[1].name, SLICE("complaints/b.eml")));
    cr_expect_eq(f.site.complaints.others, 1);
    cr_expect_eq(f.site.complaints.n, 0);
    (void)snprintf(path, sizeof(path), "rm -r %s/complaints", f.path);
    cr_expect(system(path) == 0);
    folder_remove(&f);
}
