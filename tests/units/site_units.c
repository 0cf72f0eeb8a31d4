#include <criterion/criterion.h>

#include "analyzer/base/clock.h"
#include "analyzer/site/spelling.h"
#include "analyzer/site/units.h"

static int64_t value(const char *text, enum unit unit)
{
    struct err why;
    int64_t out = -1;

    cr_assert(unit_parse(slice_str(text), unit, &out, &why), "%s: %s", text, why.text);
    return out;
}

static const char *refused(const char *text, enum unit unit)
{
    static struct err why;
    int64_t out = -7;

    cr_assert_not(unit_parse(slice_str(text), unit, &out, &why), "%s", text);
    cr_expect_eq(out, -7);
    return why.text;
}

Test(units, values)
{
    cr_expect_eq(value("500", COUNT), 500);
    cr_expect_eq(value("0", COUNT), 0);
    cr_expect_eq(value("150 MB", BYTES), 150000000);
    cr_expect_eq(value("64 KiB", BYTES), 65536);
    cr_expect_eq(value("2 GiB", BYTES), INT64_C(2147483648));
    cr_expect_eq(value("7B", BYTES), 7);
    cr_expect_eq(value("365 d", SECONDS), 365 * (int64_t)DAY);
    cr_expect_eq(value("24 h", SECONDS), DAY);
    cr_expect_eq(value("90 min", SECONDS), 5400);
    cr_expect_eq(value("30s", SECONDS), 30);
    cr_expect_eq(value("20 %", PER_CENT), 20);
    cr_expect_eq(value("20%", PER_CENT), 20);
    cr_expect_eq(value("4.0", MILLI), 4000);
    cr_expect_eq(value("4", MILLI), 4000);
    cr_expect_eq(value("0.125", MILLI), 125);
    cr_expect_eq(value("1.05", MILLI), 1050);
}

Test(units, nothing_is_guessed)
{
    cr_expect_str_eq(refused("30x", COUNT), "'30x' is not a whole number");
    cr_expect_str_eq(refused("010", COUNT), "'010' has a leading zero: write it without");
    cr_expect_str_eq(refused("0x10", COUNT), "'0x10' is not a whole number");
    cr_expect_str_eq(refused("yes", COUNT), "'yes' is not a whole number");
    cr_expect_str_eq(refused("", COUNT), "'' is not a whole number");
    cr_expect_str_eq(refused("1e3", COUNT), "'1e3' is not a whole number");
    cr_expect_str_eq(refused("+5", COUNT), "'+5' is not a whole number");
    cr_expect_str_eq(refused("1,000", COUNT), "'1,000' is not a whole number");
    cr_expect_str_eq(refused("500 MB", COUNT), "'500 MB' is not a whole number");
    cr_expect_str_eq(refused("-5", COUNT), "'-5' is negative");
    cr_expect_str_eq(refused("-5 MB", BYTES), "'-5 MB' is negative");
    cr_expect_str_eq(refused("1.5 GB", BYTES), "'1.5 GB' is not a whole number");
    cr_expect_str_eq(refused("20", PER_CENT), "'20' is not per cent: write 20 %");
    cr_expect_str_eq(refused("4.0001", MILLI),
                     "'4.0001' has more than three digits after the point");
    cr_expect_str_eq(refused("4.", MILLI), "'4.' is not a decimal number: write it like 4.0");
    cr_expect_str_eq(refused("4,5", MILLI), "'4,5' is not a whole number");
}

Test(units, too_large)
{
    cr_expect_str_eq(refused("99999999999999999999", COUNT), "'99999999999999999999' is too large");
    cr_expect_str_eq(refused("9223372036854775808", COUNT), "'9223372036854775808' is too large");
    cr_expect_str_eq(refused("9999999999 GB", BYTES), "'9999999999 GB' is too large");
    cr_expect_str_eq(refused("36501 d", SECONDS), "'36501 d' is too large");
    cr_expect_eq(value("36500 d", SECONDS), INT64_C(36500) * DAY);
}

Test(units, the_unit_is_asked_for)
{
    cr_expect_str_eq(refused("150000000", BYTES),
                     "'150000000' has no unit: write 150 MB or 150000000 B");
    cr_expect_str_eq(refused("150", BYTES), "'150' has no unit: write 150 B, or 150 MB");
    cr_expect_str_eq(refused("3600", SECONDS), "'3600' has no unit: write 1 h or 3600 s");
    cr_expect_str_eq(refused("45", SECONDS), "'45' has no unit: write 45 s, or 45 h");
    cr_expect_str_eq(refused("24 hours", SECONDS),
                     "'24 hours' has an unknown unit 'hours': write s, min, h or d");
    cr_expect_str_eq(refused("150 mb", BYTES),
                     "'150 mb' has an unknown unit 'mb': write B, KB, MB, GB, KiB, MiB or GiB");
}

Test(units, text_is_read_back)
{
    static const struct {
        int64_t value;
        enum unit unit;
        const char *text;
    } rows[] = {
        { 150000000, BYTES, "150 MB" }, { 65536, BYTES, "64 KiB" },
        { 1073741824, BYTES, "1 GiB" }, { 0, BYTES, "0 B" },
        { 1001, BYTES, "1001 B" },      { DAY, SECONDS, "1 d" },
        { 5400, SECONDS, "90 min" },    { 0, SECONDS, "0 s" },
        { 61, SECONDS, "61 s" },        { 4000, MILLI, "4.0" },
        { 125, MILLI, "0.125" },        { 1050, MILLI, "1.05" },
        { 20, PER_CENT, "20 %" },       { 500, COUNT, "500" },
    };
    char buf[32];

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cr_expect_str_eq(unit_text(rows[i].value, rows[i].unit, buf), rows[i].text);
        cr_expect_eq(value(buf, rows[i].unit), rows[i].value, "%s", buf);
    }
}

Test(units, chances)
{
    static const struct {
        const char *text;
        int32_t odds;
    } good[] = {
        { "2e-5", -4699 },    { "0.00002", -4699 },
        { "2.5E-05", -4602 }, { "1e-1", -954 },
        { "0.5", 0 },         { "0.9", 954 },
        { "200e-7", -4699 },  { "1e-300", -300000 },
        { "0.999999", 6000 }, { "0.0000000000000000000000000001", -28000 },
    };
    static const char *const bad[] = {
        "",      "0",     "1",   "2",      "-1e-5",
        "2e",    "e-5",   "nan", "0x1p-3", "1e-400",
        "2e-5 ", "10e-1", "1e5", "0.0e-3", "1e-99999999999999999999"
    };
    struct err why;
    int32_t odds = 0;

    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        cr_expect(chance_parse(slice_str(good[i].text), &odds, &why), "%s", good[i].text);
        cr_expect_eq(odds, good[i].odds, "%s: %d", good[i].text, odds);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        cr_expect_not(chance_parse(slice_str(bad[i]), &odds, &why), "%s", bad[i]);
}

static const char *nearest(const char *word)
{
    static const char *const known[] = { "domains", "networks", "notice_hour", "to", "from" };
    struct nearest n = nearest_to(slice_str(word));

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        nearest_try(&n, slice_str(known[i]));
    return n.best.n ? n.best.p : "";
}

Test(spelling, nearest)
{
    cr_expect_str_eq(nearest("domans"), "domains");
    cr_expect_str_eq(nearest("domian"), "domains");
    cr_expect_str_eq(nearest("DOMAINS"), "domains");
    cr_expect_str_eq(nearest("ntoice_huor"), "notice_hour");
    cr_expect_str_eq(nearest("noticehour"), "notice_hour");
    cr_expect_str_eq(nearest("form"), "from");
    cr_expect_str_eq(nearest("ot"), "to");
    cr_expect_str_eq(nearest("zebra"), "");
    cr_expect_str_eq(nearest(""), "");
    cr_expect_str_eq(
        nearest("a_word_that_is_longer_than_any_that_is_compared_at_all_and_then_some"), "");
}

static bool is_host(const char *text)
{
    return is_host_name(slice_str(text));
}

Test(spelling, host_names)
{
    cr_expect(is_host("example.edu") && is_host("a") && is_host("xn--mnchen-3ya.de"));
    cr_expect(is_host("3com.com") && is_host("a-b.C-d.org"));
    cr_expect_not(is_host("") || is_host(".") || is_host("a..b") || is_host("a.edu."));
    cr_expect_not(is_host("-a.edu") || is_host("a-.edu") || is_host("a_b.edu") || is_host("a b"));
    cr_expect_not(is_host("10.1.2.3") || is_host("m\xc3\xbc.de") || is_host("@example.edu"));
    cr_expect_not(is_host("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.edu"));
}

Test(spelling, mail_addresses)
{
    cr_expect(is_mail_address(SLICE("ann.lee+x@example.edu")));
    cr_expect_not(is_mail_address(SLICE("ann")));
    cr_expect_not(is_mail_address(SLICE("@example.edu")));
    cr_expect_not(is_mail_address(SLICE("ann@")));
    cr_expect_not(is_mail_address(SLICE("a@b@example.edu")));
    cr_expect_not(is_mail_address(SLICE("an n@example.edu")));
}
