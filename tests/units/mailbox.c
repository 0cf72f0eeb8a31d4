#include <criterion/criterion.h>

#include "analyzer/base/buf.h"
#include "analyzer/run/join/mailbox.h"

/* The addresses with blanks between them, or "-" when it is not readable. */
static void expect(const char *value, const char *wanted)
{
    struct mailboxes m;
    struct buf b = { 0 };

    if (!mailboxes_read(slice_str(value), &m)) {
        buf_add(&b, SLICE("-"));
        m.n = 0;
    }
    for (size_t i = 0; i < m.n; i++)
        buf_addf(&b, "%s" SLICE_FMT, i ? " " : "", SLICE_ARG(m.at[i]));
    buf_add(&b, SLICE("\0"));
    cr_expect_str_eq(b.p, wanted, "%s: %s instead of %s", value, b.p, wanted);
    buf_free(&b);
}

Test(mailbox, bare_and_in_brackets)
{
    expect("bob@example.edu", "bob@example.edu");
    expect("  bob@example.edu ", "bob@example.edu");
    expect("<bob@example.edu>", "bob@example.edu");
    expect("Bob <bob@example.edu>", "bob@example.edu");
    expect("Bob J. Ray<bob@example.edu>", "bob@example.edu");
    expect("Bob < bob@example.edu >", "bob@example.edu");
    expect("b.ray+x=y@[192.0.2.1]", "b.ray+x=y@[192.0.2.1]");
    expect("J\xc3\xb6rg <j\xc3\xb6rg@b\xc3\xbc"
           "cher.example>",
           "j\xc3\xb6rg@b\xc3\xbc"
           "cher.example");
}

Test(mailbox, only_what_stands_as_an_address_counts)
{
    expect("\"bob@example.edu\" <eve@example.org>", "eve@example.org");
    expect("\"<bob@example.edu>\" <eve@example.org>", "eve@example.org");
    expect("\"a \\\" <bob@example.edu>, \" <eve@example.org>", "eve@example.org");
    expect("bob@example.edu <eve@example.org>", "eve@example.org");
    expect("eve@example.org (bob@example.edu)", "eve@example.org");
    expect("(<bob@example.edu> (,) \\)) eve@example.org", "eve@example.org");
    expect("=?utf-8?Q?Bob_=3Cbob=40example=2Eedu=3E?= <eve@example.org>", "eve@example.org");
}

Test(mailbox, folded_lines)
{
    expect("\"Bob\"? <bob@example.edu>", "bob@example.edu");
    expect("\"Bob\"?\?<bob@example.edu>", "bob@example.edu");
    expect("Bob?\?<bob@example.edu>", "bob@example.edu");
    expect("? bob@example.edu", "bob@example.edu");
    expect("a@x.example,?\?b@x.example", "a@x.example b@x.example");
    expect("a@x.example,? b@x.example", "a@x.example b@x.example");
    expect("=?utf-8?B?Qm9i?=? =?utf-8?B?Qm9i?= <bob@example.edu> (com? ment)", "bob@example.edu");
}

Test(mailbox, lists_and_groups)
{
    expect("A <a@x.example>, \"B, b\" <b@x.example>", "a@x.example b@x.example");
    expect("a@x.example,,b@x.example,", "a@x.example b@x.example");
    expect("Team: a@x.example, B <b@x.example>;", "a@x.example b@x.example");
    expect("Team: a@x.example;, b@x.example", "a@x.example b@x.example");
    expect("a@x.example, Team:;", "a@x.example");
}

Test(mailbox, quotes_that_are_not_needed_make_no_difference)
{
    expect("\"bob\"@example.edu", "bob@example.edu");
    expect("<\"b.ray\"@example.edu>", "b.ray@example.edu");
    expect("\"bob ray\"@example.edu", "\"bob ray\"@example.edu");
    expect("\"bob\\\"\"@example.edu", "\"bob\\\"\"@example.edu");
    expect("\"\"@example.edu", "\"\"@example.edu");
}

Test(mailbox, what_can_be_read_in_two_ways_is_not_read)
{
    static const char *const all[] = {
        "",
        "   ",
        "Bob",
        "undisclosed:;",
        "Bob bob@example.edu",
        "bob@example.edu eve@example.org",
        "<bob@example.edu> <eve@example.org>",
        "Bob <bob@example.edu> Ray",
        "Bob <bob@example.edu",
        "Bob <>",
        "Bob <bob>",
        "<@relay.example:bob@example.edu>",
        "<bob @example.edu>",
        "bob@",
        "@example.edu",
        "bob@example.edu@example.org",
        "\"Bob",
        "\"Bob\" (left open <bob@example.edu>",
        "Bob) <bob@example.edu>",
        "Team: bob@example.edu",
        "bob@example.edu;",
        "A: B: bob@example.edu;",
        "A: bob@example.edu; B",
        "?bob@example.edu",
        "b?b@example.edu",
        "Bob <bob@example.edu?>",
        "\"b?b\"@example.edu",
        "Bob @ home <bob@example.edu>",
        "bob\\@example.edu",
        "((((((((((((((((( deep ))))))))))))))))) bob@example.edu",
    };

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
        expect(all[i], "-");
}

Test(mailbox, nul_bytes_are_no_address)
{
    struct mailboxes m;

    cr_expect_not(mailboxes_read(SLICE("bob\0@example.edu"), &m));
    cr_expect_not(mailboxes_read(SLICE("bob@example.edu\0"), &m));
    cr_expect_not(mailboxes_read(SLICE("Bob ?\0<bob@example.edu>"), &m));
}

Test(mailbox, too_much_is_not_read)
{
    struct mailboxes m;
    struct buf b = { 0 };

    for (int i = 0; i < MAILBOXES_MAX; i++)
        buf_add(&b, SLICE("a@example.edu,"));
    cr_expect(mailboxes_read(buf_slice(&b), &m));
    cr_expect_eq(m.n, (size_t)MAILBOXES_MAX);
    buf_add(&b, SLICE("a@example.edu"));
    cr_expect_not(mailboxes_read(buf_slice(&b), &m));
    buf_free(&b);
    for (int i = 0; i < MAILBOX_TEXT_MAX - 13; i++)
        buf_add(&b, SLICE(" "));
    buf_add(&b, SLICE("a@example.edu"));
    cr_expect(mailboxes_read(buf_slice(&b), &m));
    buf_add(&b, SLICE(" "));
    cr_expect_not(mailboxes_read(buf_slice(&b), &m));
    buf_free(&b);
}
