#include <criterion/criterion.h>

#include "analyzer/base/buf.h"
#include "analyzer/site/csv.h"

/* All rows as text: line:column=field, joined by '|', rows by '/'. */
static const char *read_csv(slice bytes)
{
    static struct buf out;
    struct arena arena = { 0 };
    struct csv csv = csv_open(bytes, &arena);
    struct csv_row row;

    buf_clear(&out);
    while (csv_next(&csv, &row)) {
        for (size_t i = 0; i < row.n; i++)
            buf_addf(&out, "%u:%u=" SLICE_FMT "|", (unsigned)row.at[i].line,
                     (unsigned)row.at[i].column, SLICE_ARG(row.at[i].text));
        if (row.wrong)
            buf_addf(&out, "%u:%u! %s", (unsigned)row.wrong_line, (unsigned)row.wrong_column,
                     row.wrong);
        buf_addf(&out, "/");
    }
    buf_add(&out, SLICE("\0"));
    arena_free(&arena);
    return out.p;
}

#define READ(text) read_csv(SLICE(text))

Test(csv, fields_and_places)
{
    cr_expect_str_eq(READ("a,bb,c\n1,,3\n"), "1:1=a|1:3=bb|1:6=c|/2:1=1|2:3=|2:4=3|/");
    cr_expect_str_eq(READ("a,b"), "1:1=a|1:3=b|/");
    cr_expect_str_eq(READ("a,"), "1:1=a|1:3=|/");
    cr_expect_str_eq(READ("a,b\r\nc,d\r\n"), "1:1=a|1:3=b|/2:1=c|2:3=d|/");
    cr_expect_str_eq(READ("\xef\xbb\xbf"
                          "a,b\n"),
                     "1:1=a|1:3=b|/");
    cr_expect_str_eq(READ(" a , b\n"), "1:1=a|1:5=b|/");
}

Test(csv, blank_lines_are_no_rows)
{
    cr_expect_str_eq(READ(""), "");
    cr_expect_str_eq(READ("\n\r\n\n"), "");
    cr_expect_str_eq(READ("a\n\n\r\nb\n\n"), "1:1=a|/4:1=b|/");
}

Test(csv, quotes)
{
    cr_expect_str_eq(READ("\"a,b\",c\n"), "1:1=a,b|1:7=c|/");
    cr_expect_str_eq(READ("\"a \"\"b\"\"\",c\n"), "1:1=a \"b\"|1:11=c|/");
    cr_expect_str_eq(READ("\"\",\"\"\"\"\n"), "1:1=|1:4=\"|/");
    cr_expect_str_eq(READ("\"two\nlines\",c\nd,e\n"), "1:1=two\nlines|2:8=c|/3:1=d|3:3=e|/");
}

Test(csv, wrong_rows_do_not_spoil_the_next)
{
    cr_expect_str_eq(READ("a,b\"c,d\ne,f\n"),
                     "1:1=a|1:4! a quote inside a field: put the whole field in quotes and double "
                     "the quotes in it/2:1=e|2:3=f|/");
    cr_expect_str_eq(READ("a,\"b\"c\ne\n"),
                     "1:1=a|1:6! text behind a closing quote: a comma is missing, or a quote was "
                     "not doubled/2:1=e|/");
    cr_expect_str_eq(READ("a\nb,\"c\nd\n"),
                     "1:1=a|/2:1=b|2:3! a quote is opened here and never closed/");
    cr_expect_str_eq(READ("a\rb\nc\n"), "1:2! a carriage return that does not end a line/2:1=c|/");
}

Test(csv, too_many_fields)
{
    struct arena arena = { 0 };
    struct csv_row row;
    char line[201];
    struct csv csv;

    memset(line, ',', 200);
    line[200] = '\n';
    csv = csv_open(slice_of(line, sizeof(line)), &arena);
    cr_assert(csv_next(&csv, &row));
    cr_expect_str_eq(row.wrong, "too many fields");
    cr_expect(row.n < CSV_FIELDS_MAX);
    cr_expect_not(csv_next(&csv, &row));
    arena_free(&arena);
}
