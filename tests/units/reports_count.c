/* The count as text and JSON, and the table that the text is made of. */
#include "tests/units/reports_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "reports/text_table.h"

#define has(text, part) cr_assert(strstr(text, part), "no '%s' in\n%s", part, text)

static const char *table(const struct text_column *columns, const struct text_row *rows, size_t n)
{
    static char text[4096];
    struct out o = { .fd = -1 };
    struct err err;

    text_table(&o, "Name", columns, rows, n);
    cr_assert_lt(o.buf.n, sizeof(text));
    memcpy(text, o.buf.p, o.buf.n);
    text[o.buf.n] = '\0';
    cr_assert(out_close(&o, &err));
    return text;
}

static const struct text_column columns[] = {
    { "First", COUNT }, { "Second", COUNT }, { "Third", COUNT }, { "%", MILLI }, { NULL, COUNT }
};

Test(text_table, columns_are_as_wide_as_their_numbers)
{
    static const struct text_row rows[] = {
        { .name = { "alice", 5 }, .values = { 1, 1234567, 0, 4500 } },
        { .name = { "bob", 3 }, .indent = 2, .values = { 20, 0, 0, 0 } },
        { .name = { "total", 5 }, .is_total = true, .values = { 21, 1234567, 0, 0 } },
    };

    cr_assert_str_eq(table(columns, rows, 3), "\n"
                                              "Name  First  Second   %\n"
                                              "alice     1 1234567 4.5\n"
                                              "  bob    20       0   0\n"
                                              "-----------------------\n"
                                              "total    21 1234567   0\n");
}

Test(text_table, long_and_hostile_names_stand_alone)
{
    static const struct text_row rows[] = {
        { .name = { "\x1b[2Ja name that is much too long for it", 39 }, .values = { 7 } },
        { .name = { "\xC3\xA4", 2 }, .values = { 8 } },
    };

    cr_assert_str_eq(table(columns, rows, 2), "\n"
                                              "Name First\n"
                                              "[U+001B][2Ja name that is much too long for it\n"
                                              "         7\n"
                                              "\xC3\xA4        8\n");
}

Test(count, text_names_hosts_accounts_and_programs)
{
    const char *text = counted(&sample, 0);

    has(text, "\nmx1 ");
    has(text, "\n  postfix ");
    has(text, "\nalice ");
    has(text, "\nbob ");
    has(text, "\n(outside) ");
    has(text, "(outside)    came from outside without a login\n");
    has(text, "\n(hosts without mail) ");
    has(text, "\n(no host) ");
    has(text, "\npostfix/smtp          940    800     100       0        30       10     47");
    has(text, "\n(programs not read) ");
    has(text, "malformed, postfix/smtp, no status: 40 lines\n      mx1.log.gz:3: bad <script>");
    has(text, "NOT READ TO ITS END: a<b>.log\n    torn archive\n");
    has(text, "  - mx2 is silent.\n");
    cr_assert_eq(times(text, "\x1b"), 0);
    cr_assert_eq(times(text, "\xE2\x80\xAE"), 0);
}

Test(count, text_has_the_top_accounts_and_the_rest_in_one)
{
    const char *text = counted(&sample, 1);

    has(text, "\n(2 more) ");
    cr_assert_eq(times(text, "\nalice "), 0);
    cr_assert_eq(times(text, "alert(1)"), 3, "in two tables and in a sample: it has the most");
}

Test(count, text_of_nothing)
{
    const char *text = counted(&nothing, 20);

    has(text, "No line had a time stamp");
    has(text, "In total");
    cr_assert_eq(times(text, "In no account"), 0);
    cr_assert_eq(times(text, "Quality of the data"), 0);
}

static void check_with_python(const char *text, const char *program)
{
    FILE *f;

    if (system("command -v python3 >/dev/null 2>&1") != 0)
        cr_skip_test("no python3");
    f = popen(program, "w");
    cr_assert(f);
    cr_assert_geq(fputs(text, f), 0);
    cr_assert_eq(pclose(f), 0);
}

Test(count, json_is_read_by_python)
{
    check_with_python(
        counted_as_json(&sample),
        "python3 -c '\n"
        "import sys, json\n"
        "c = json.load(sys.stdin)\n"
        "assert c[\"schema\"] == 1 and c[\"version\"] == \"1.0\"\n"
        "assert c[\"first\"] == \"2026-03-02T12:02:11+00:00\"\n"
        "assert c[\"all\"][\"outcomes\"][\"total\"] == 900\n"
        "assert c[\"all\"][\"lines\"][\"total\"] == 1000\n"
        "assert c[\"hosts\"][1][\"merged\"] == 4\n"
        "assert c[\"hosts\"][1][\"instances\"][0][\"messages\"] == 13\n"
        "assert chr(0x202e) in c[\"hosts\"][0][\"host\"]\n"
        "assert c[\"in_no_host\"][\"lines\"][\"malformed\"] == 10\n"
        "assert [a[\"account\"] for a in c[\"accounts\"]][1:] == [\"alice\", \"bob\"]\n"
        "assert c[\"accounts\"][1][\"logins_failed\"] == 7\n"
        "assert c[\"in_no_account\"][0][\"name\"] == \"(outside)\"\n"
        "assert c[\"programs\"][1][\"unread\"] == 47\n"
        "assert c[\"reasons\"][0][\"samples\"][0][\"line\"] == 3\n"
        "assert c[\"inputs\"][1][\"trouble\"] == \"torn archive\"\n"
        "assert c[\"flags\"] == [{\"name\": \"silent_host\", \"text\": \"mx2 is silent.\", "
        "\"host\": \"mx2\", \"input\": \"\", \"blocks\": True, \"explained\": \"\"}]\n"
        "'");
}

Test(count, json_of_nothing)
{
    check_with_python(counted_as_json(&nothing),
                      "python3 -c '\n"
                      "import sys, json\n"
                      "c = json.load(sys.stdin)\n"
                      "assert c[\"first\"] is None and c[\"hosts\"] == [] == c[\"accounts\"]\n"
                      "assert c[\"all\"][\"messages\"] == 0\n"
                      "'");
}
