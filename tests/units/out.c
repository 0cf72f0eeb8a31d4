/* Hostile text through every escaper, and what happens when the disk is full. */
#include "reports/out.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

typedef void escaper(struct out *o, slice s);

static const char *escaped(escaper *escape, slice s)
{
    static char text[8192];
    struct out o = { .fd = -1 };
    struct err err;

    escape(&o, s);
    cr_assert_lt(o.buf.n, sizeof(text));
    cr_assert_eq(o.bytes, o.buf.n);
    if (o.buf.n)
        memcpy(text, o.buf.p, o.buf.n);
    text[o.buf.n] = '\0';
    cr_assert(out_close(&o, &err));
    return text;
}

#define gives(escape, in, out) cr_assert_str_eq(escaped(escape, SLICE(in)), out)

Test(out, html_closes_no_tag_and_no_attribute)
{
    gives(out_html, "<script>alert('x')</script>",
          "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
    gives(out_html, "\" onload=\"x", "&quot; onload=&quot;x");
    gives(out_html, "a&amp;b", "a&amp;amp;b");
    gives(out_html, "", "");
    gives(out_html, "tab\tkept", "tab\tkept");
}

Test(out, html_spells_what_is_not_seen)
{
    gives(out_html, "a\x1b[31mb", "a[U+001B][31mb");
    gives(out_html, "a\0b", "a[U+0000]b");
    gives(out_html, "\xE2\x80\xAEgpj.exe", "[U+202E]gpj.exe");
    gives(out_html, "\xE2\x81\xA6x\xE2\x81\xA9", "[U+2066]x[U+2069]");
    gives(out_html, "\xE2\x80\x8E\xE2\x80\x8F", "[U+200E][U+200F]");
    gives(out_html,
          "\xC2\x9B"
          "31m",
          "[U+009B]31m");
    gives(out_html, "\xF3\xA0\x81\x81", "[U+E0041]");
}

Test(out, good_utf8_stays)
{
    static const char text[] =
        "\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x93\xAC \xED\x9F\xBF \xF4\x8F\xBF\xBF";

    gives(out_html, "\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x93\xAC \xED\x9F\xBF \xF4\x8F\xBF\xBF", text);
    gives(out_csv, "\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x93\xAC \xED\x9F\xBF \xF4\x8F\xBF\xBF", text);
    gives(out_json, "\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x93\xAC \xED\x9F\xBF \xF4\x8F\xBF\xBF", text);
    gives(out_text, "\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x93\xAC \xED\x9F\xBF \xF4\x8F\xBF\xBF", text);
}

#define BAD "\xEF\xBF\xBD"

/* One mark for as much of a sequence as made sense, as browsers do it. */
Test(out, broken_utf8_is_repaired)
{
    gives(out_json,
          "a\xFF"
          "b",
          "a" BAD "b");
    gives(out_json, "\x80", BAD);
    gives(out_json, "\xC0\xAF", BAD BAD);
    gives(out_json, "\xE2\x82", BAD);
    gives(out_json, "\xE2\x82x", BAD "x");
    gives(out_json, "\xED\xA0\x80", BAD BAD BAD);
    gives(out_json, "\xF4\x90\x80\x80", BAD BAD BAD BAD);
    gives(out_json, "\xF0\x80\x80\x80", BAD BAD BAD BAD);
    gives(out_html, "\xC3<b>", BAD "&lt;b&gt;");
    gives(out_json, "\xC3\"", BAD "\\\"");
    gives(out_csv, "\xE2\x82\"", "\"" BAD "\"\"\"");
    gives(out_text, "\xF0\x9F\x93", BAD);
}

Test(out, csv_quotes)
{
    gives(out_csv, "plain", "plain");
    gives(out_csv, "", "");
    gives(out_csv, "a,b", "\"a,b\"");
    gives(out_csv, "say \"x\"", "\"say \"\"x\"\"\"");
    gives(out_csv, "a\r\nb", "\"a\r\nb\"");
    gives(out_csv, " a", "\" a\"");
    gives(out_csv,
          "a\x1b"
          "b\0c",
          "a[U+001B]b[U+0000]c");
}

Test(out, csv_defuses_formulas)
{
    gives(out_csv, "=1+1", "'=1+1");
    gives(out_csv, "+1", "'+1");
    gives(out_csv, "-1", "'-1");
    gives(out_csv, "@SUM(A1)", "'@SUM(A1)");
    gives(out_csv, "\tx", "\"'\tx\"");
    gives(out_csv, "\rx", "\"'\rx\"");
    gives(out_csv, "=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"");
    gives(out_csv, "  =1", "\"'  =1\"");
    gives(out_csv,
          "\xEF\xBC\x9D"
          "1",
          "'\xEF\xBC\x9D"
          "1");
    gives(out_csv, "a=1", "a=1");
    gives(out_csv, "192.0.2.1", "192.0.2.1");
}

/* Half of Europe's spreadsheets cut at semicolons, quotes or not. */
Test(out, csv_defuses_cells_that_others_would_see)
{
    gives(out_csv, "a;=1", "\"a;'=1\"");
    gives(out_csv, "a\n@b", "\"a\n'@b\"");
    gives(out_csv, "a\t=b", "\"a\t'=b\"");
}

Test(out, json_escapes)
{
    gives(out_json, "\"\\\n\r\t", "\\\"\\\\\\n\\r\\t");
    gives(out_json, "\x01\x1f\x7f", "\\u0001\\u001f\\u007f");
    gives(out_json, "a\0b", "a\\u0000b");
    gives(out_json, "\xE2\x80\xA8\xE2\x80\xA9", "\\u2028\\u2029");
    gives(out_json, "\xE2\x80\xAE", "\\u202e");
    gives(out_json, "\xF3\xA0\x80\x81", "\\udb40\\udc01");
    gives(out_json, "</script>", "</script>");
}

Test(out, text_commands_no_terminal)
{
    gives(out_text, "\x1b]0;owned\x07", "[U+001B]]0;owned[U+0007]");
    gives(out_text,
          "\xC2\x9B"
          "2J",
          "[U+009B]2J");
    gives(out_text, "a\r\nb\tc", "a[U+000D][U+000A]b c");
    gives(out_text, "\xE2\x80\xAE", "[U+202E]");
    gives(out_text, "a\x08", "a[U+0008]");
}

static const char *milli(int64_t value)
{
    static char text[64];
    struct out o = { .fd = -1 };
    struct err err;

    out_milli(&o, value);
    memcpy(text, o.buf.p, o.buf.n);
    text[o.buf.n] = '\0';
    (void)out_close(&o, &err);
    return text;
}

Test(out, milli)
{
    cr_assert_str_eq(milli(0), "0");
    cr_assert_str_eq(milli(4000), "4");
    cr_assert_str_eq(milli(-1800), "-1.8");
    cr_assert_str_eq(milli(-5), "-0.005");
    cr_assert_str_eq(milli(10050), "10.05");
    cr_assert_str_eq(milli(100000), "100");
    cr_assert_str_eq(milli(INT64_MIN), "-9223372036854775.808");
}

Test(out, numbers_and_time)
{
    struct out o = { .fd = -1 };
    struct err err;

    cr_assert(clock_set_zone("Europe/Berlin"));
    out_int(&o, INT64_MIN);
    out_lit(&o, " ");
    out_time(&o, USEC_NONE);
    out_time(&o, (usec)1772452931 * USEC_PER_SECOND);
    cr_assert(slice_eq(buf_slice(&o.buf), SLICE("-9223372036854775808 2026-03-02T13:02:11+01:00")));
    cr_assert(out_close(&o, &err));
}

Test(out, full_disk_is_told_once_and_sticks)
{
    struct out o = { .fd = open("/dev/full", O_WRONLY) };
    struct err err = { 0 };

    cr_assert_geq(o.fd, 0);
    for (int i = 0; i < 20000; i++)
        out_lit(&o, "0123456789");
    cr_assert_eq(o.failed, ENOSPC);
    cr_assert_lt(o.buf.n, 65536);
    cr_assert_eq(o.bytes, 200000);
    cr_assert_not(out_close(&o, &err));
    cr_assert(strstr(err.text, "No space left"));
    cr_assert_null(o.buf.p);
    (void)close(o.fd);
}

Test(out, little_on_a_full_disk_fails_at_the_end)
{
    struct out o = { .fd = open("/dev/full", O_WRONLY) };
    struct err err;

    out_lit(&o, "x");
    cr_assert_eq(o.failed, 0);
    cr_assert_not(out_close(&o, &err));
    (void)close(o.fd);
}

/* A pipe that takes no more for now is short writes and EAGAIN; a child empties it slowly. */
Test(out, everything_arrives_through_a_narrow_pipe)
{
    struct out o = { 0 };
    struct err err;
    int ends[2], total = 0;

    cr_assert_eq(pipe2(ends, 0), 0);
    (void)fcntl(ends[1], F_SETFL, O_NONBLOCK);
    if (fork() == 0) {
        (void)close(ends[0]);
        o.fd = ends[1];
        for (int i = 0; i < 40000; i++)
            out_lit(&o, "0123456789");
        _exit(out_close(&o, &err) ? 0 : 1);
    }
    (void)close(ends[1]);
    for (char chunk[5000];;) {
        ssize_t n = read(ends[0], chunk, sizeof(chunk));

        cr_assert_geq(n, 0);
        if (n == 0)
            break;
        for (ssize_t i = 0; i < n; i++, total++)
            cr_assert_eq(chunk[i], '0' + total % 10);
    }
    cr_assert_eq(total, 400000);
    (void)close(ends[0]);
}

/* Cyrillic a among Latin letters: who reads it takes it for another. */
Test(out, letters_that_pose_as_latin_are_spelled)
{
    gives(out_html, "\xD0\xB0lice@example.edu", "[U+0430]lice@example.edu");
    gives(out_csv, "b\xD0\xBE", "b[U+043E]");
    gives(out_text, "p\xC3\xA4yp\xD0\xB0l", "p\xC3\xA4yp[U+0430]l");
    gives(out_json, "\xEF\xBD\x81lice", "\\uff41lice");
    gives(out_text, "\xD0\xBC\xD0\xB8\xD1\x80 mir", "\xD0\xBC\xD0\xB8\xD1\x80 mir");
    gives(out_text, "\xD0\xBC\xD0\xB8\xD1\x80@example.edu", "\xD0\xBC\xD0\xB8\xD1\x80@example.edu");
    gives(out_text, "Z\xC3\xBCrich 3\xCE\xB1 \xCE\xB1-3", "Z\xC3\xBCrich 3\xCE\xB1 \xCE\xB1-3");
}

Test(out, what_joins_is_spelled_where_nothing_is_written_with_it)
{
    gives(out_text,
          "a\xE2\x80\x8D"
          "b\xC2\xADz\xE3\x85\xA4",
          "a[U+200D]b[U+00AD]z[U+3164]");
    gives(out_text, "\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4\xEF\xB8\x8F");
    gives(out_text, "\xE2\x9D\xA4\xEF\xB8\x8F\xEF\xB8\x8F", "\xE2\x9D\xA4\xEF\xB8\x8F[U+FE0F]");
    gives(out_text, "\xD9\x85\xE2\x80\x8C\xD8\xAE", "\xD9\x85\xE2\x80\x8C\xD8\xAE");
}
