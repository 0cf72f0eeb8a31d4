/* What is told of complaints: escaped, all of it accounted for, and of harassment no name. */
#include <criterion/criterion.h>

#include "tests/units/reports_sample.h"

#define TEXT(s)                \
    {                          \
        "" s, sizeof("" s) - 1 \
    }

static const struct complaint spam = {
    .form = COMPLAINT_ARF,
    .name = TEXT("complaints/<b>\x1b[31m.eml"),
    .received = 1772452931000000,
    .arrived = USEC_NONE,
    .complainant = TEXT("bob@example.net"),
    .reporter = TEXT("example.net"),
    .message_id = TEXT("x\"y@example.edu"),
    .subject = TEXT("<scripted>\xE2\x80\xAE=1"),
    .incidents = 1,
};
static const struct complaint unseen = {
    .form = COMPLAINT_XARF,
    .name = TEXT("complaints/b.json"),
    .received = USEC_NONE,
    .arrived = USEC_NONE,
    .reporter = TEXT("example.org"),
    .incidents = 1,
};
static const struct complaint harassment = {
    .form = COMPLAINT_TAKEN,
    .kind = COMPLAINT_HARASSMENT,
    .name = TEXT("complaints.csv:2"),
    .received = 1772452931000000,
    .arrived = USEC_NONE,
    .complainant = TEXT("eve@example.net"),
    .ticket = TEXT("T-9"),
    .incidents = 1,
};
static const struct unread_report torn = {
    .name = TEXT("complaints/torn<i>.json"), .line = 7, .column = 3, .why = TEXT("is not <JSON>")
};

static const struct result *with_complaints(void)
{
    static struct result r;
    static struct complaint_told told[3];

    r = sample;
    told[0] = (struct complaint_told){ &unseen, MATCH_UNSEEN, NULL, USEC_NONE };
    told[1] = (struct complaint_told){ &spam, MATCH_COUNTED, r.accounts[0], 1772452931000000 };
    told[2] =
        (struct complaint_told){ &harassment, MATCH_OTHER_KIND, r.accounts[0], 1772452931000000 };
    r.complaints = told;
    r.n_complaints = 3;
    r.unread_reports = &torn;
    r.n_unread_reports = 1;
    return &r;
}

Test(reports, complaints_on_the_page)
{
    const char *page = rendered("index.html", with_complaints());

    cr_expect_eq(times(page, "3 complaints, of which 1 counted in this run; 1 report could"), 1);
    cr_expect_eq(times(page, "1 complaint of harassment"), 1);
    cr_expect_eq(times(page, "complaints/&lt;b&gt;"), 1);
    cr_expect_eq(times(page, "&lt;scripted&gt;"), 1);
    cr_expect_eq(times(page, "complaints/torn&lt;i&gt;.json:7</code>: is not &lt;JSON&gt;"), 1);
    cr_expect_eq(times(page, "no message in these logs has its id"), 1);
    cr_expect_eq(times(page, "eve@example.net"), 0);
    cr_expect_eq(times(page, "T-9"), 0);
    cr_expect_eq(times(page, "\x1b"), 0);
    cr_expect_eq(times(rendered("index.html", &nothing), "id=\"complaints\""), 0);
}

Test(reports, complaints_in_the_mail)
{
    const char *text = summary(with_complaints(), SLICE("out"));

    cr_expect_eq(times(text, "Complaints: 3, counted: 1"), 1);
    cr_expect_eq(times(text, "1: about something else than unwanted mail"), 1);
    cr_expect_eq(times(text, "NOT READ: complaints/torn<i>.json:7: is not <JSON>"), 1);
    cr_expect_eq(times(text, "eve@"), 0);
    cr_expect_eq(times(text, "\x1b"), 0);
    cr_expect_eq(times(summary(&nothing, SLICE("out")), "Complaints"), 0);
}

Test(reports, complaints_one_object_a_line)
{
    const char *text = rendered("complaints.ndjson", with_complaints());

    cr_expect_eq(times(text, "\n"), 4);
    cr_expect_eq(times(text, "\"match\":\"counted\""), 1);
    cr_expect_eq(times(text, "\"complainant\":\"bob@example.net\""), 1);
    cr_expect_eq(times(text, "\"message_id\":\"x\\\"y@example.edu\""), 1);
    cr_expect_eq(times(text, "\"line\":7,\"column\":3"), 1);
    cr_expect_eq(times(text, "eve@"), 0);
    cr_assert_str_eq(rendered("complaints.ndjson", &nothing), "");
}
