/* What is usual for an account, in index.html and findings.ndjson: numbers, words for a picture. */
#include "tests/units/reports_sample.h"

#include <criterion/criterion.h>
#include <jansson.h>

#include "analyzer/model/usual.h"

static struct portrait portrait = {
    .usual = { .day = 20514, .age = 40, .days = 20, .known = 19, .peer_days = 1204 },
    .day = { [MEASURE_RECIPIENTS] = { .value = 620,
                                      .factor = 1120,
                                      .rank = 9971,
                                      .surprise = 9200,
                                      .calibrated = 3081 } },
    .is_open = true,
    .recipients = { [3] = 300, [50] = 11, [USUAL_DAYS] = 620 },
    .is_suspect = { [3] = true },
    .hours = { { [9] = 12, [14] = 1 }, { 0 } },
};

/* The sample, with a portrait of the account of its first finding. */
static const struct result *with_portrait(void)
{
    static struct finding finding;
    static struct ruling ruling;
    static struct result r;

    portrait.usual.of[MEASURE_RECIPIENTS] = (struct usual_of){ .rate = 4210,
                                                               .dispersion = 3000,
                                                               .median = 3,
                                                               .p95 = 9,
                                                               .maximum = 11,
                                                               .peers_median = 4,
                                                               .peers_p95 = 15,
                                                               .peers_p999 = 39 };
    finding = sample.findings[0];
    ruling = sample.rulings[0];
    ruling.usual = &portrait;
    ruling.findings = &finding;
    finding.ruling = &ruling;
    r = sample;
    r.findings = &finding;
    r.rulings = &ruling;
    r.n_findings = r.n_rulings = 1;
    return &r;
}

Test(reports, page_tells_what_is_usual)
{
    const char *html = rendered("index.html", with_portrait());

    cr_expect(strstr(html, "What is usual for it: 11 recipients a day at most, of peers "));
    cr_expect(strstr(html, "<title>Recipients a day, over 57 days</title><desc>On 19 days with "
                           "mail among the 56 before: median 3, 95 % of them at most 9, maximum "
                           "11. On the last day: 620.</desc>"));
    cr_expect(strstr(html, "1 more day, on which something was found, in colour"));
    cr_expect(strstr(html, "<desc>9:00 on 12 days; 14:00 on 1 day; </desc>"));
    cr_expect_eq(times(html, ": hours with mail</title>"), 1, "no weekends");
    cr_expect(strstr(html, "<td class=\"n\">99.71</td>") && strstr(html, "\"n\">1.12</td>"));
    cr_expect(strstr(html, "provisional"));
    cr_expect_null(strstr(html, "of this account no more"));
    /* learned ones are grey: the 11 of 620 is not high, but it is seen */
    cr_expect(strstr(html, "<path class=\"bars a0\" d=\"M505 40v-2\"></path>"
                           "<path class=\"bars\" d=\"M35 40v-19M565 40v-40\">"));
}

Test(reports, page_tells_that_an_account_is_young)
{
    const char *html;

    portrait.usual.is_young = true;
    portrait.usual.age = 1;
    portrait.usual.known = portrait.usual.days = 0;
    html = rendered("index.html", with_portrait());
    cr_expect(strstr(html, "Of this account no more than 1 day is remembered"));
    cr_expect(strstr(html, "On none of the 56 days before there is mail to compare with."));
}

Test(reports, findings_have_what_is_usual_as_numbers)
{
    json_t *root = json_loads(rendered("findings.ndjson", with_portrait()), 0, NULL), *usual, *of;

    cr_assert(root);
    usual = json_object_get(json_object_get(root, "unmapped"), "usual");
    cr_assert(usual);
    of = json_object_get(usual, "recipients");
    cr_expect_str_eq(json_string_value(json_object_get(usual, "day")), "2026-03-02");
    cr_expect_eq(json_array_size(json_object_get(usual, "recipients_by_day")), USUAL_DAYS + 1);
    cr_expect_eq(json_integer_value(json_object_get(of, "maximum")), 11);
    cr_expect_eq(json_integer_value(json_object_get(of, "value")), 620);
    cr_expect_float_eq(json_number_value(json_object_get(of, "peers_less_percent")), 99.71, 1e-9);
    cr_expect_float_eq(json_number_value(json_object_get(of, "rate")), 4.21, 1e-9);
    json_decref(root);
}

Test(reports, without_a_state_nothing_is_said_of_it)
{
    cr_expect_null(strstr(rendered("index.html", &sample), "usual for it"));
    cr_expect_null(strstr(rendered("findings.ndjson", &sample), "\"usual\""));
}
