/* What is told of earlier runs and of decisions: escaped, without names, and with a state only. */
#include <criterion/criterion.h>

#include "tests/units/reports_sample.h"

#define HOSTILE "<b>\x1b[31m\xE2\x80\xAE \"x\",=1"

static const struct decision decision = {
    .number = 1,
    .at = 1772452931000000,
    .by = { "zoe", 3 },
    .judgement = JUDGED_CONFIRMED,
    .action = ACTION_HOLD_MAILING,
    .reason = { "talked " HOSTILE, sizeof("talked " HOSTILE) - 1 },
};
static const struct decision *decisions[] = { &decision };
static const struct earlier earlier[] = {
    { .id = { "F-00000000000000aa", 18 },
      .detector = { "limits", 6 },
      .headline = { HOSTILE, sizeof(HOSTILE) - 1 },
      .first = 1772452931000000,
      .last = 1772452931000000,
      .decision = &decision },
    { .id = { "F-00000000000000bb", 18 },
      .detector = { "relaying", 8 },
      .first = USEC_NONE,
      .last = USEC_NONE },
};

/* The sample as a run with a state tells it; what it is made of lives as long as this file. */
static const struct result *with_past(void)
{
    static struct result r;
    static struct finding findings[8];
    static struct ruling rulings[8];
    static struct past past = { .standing = STANDING_GOING_ON, .since = 1772452931000000 };
    static struct account_past account = {
        .earlier = earlier, .n_earlier = 2, .n_more = 3, .is_repeated = true
    };
    static struct changes changes = { .no_longer = 5, .has_before = true, .decisions = 1 };

    r = sample;
    cr_assert(r.n_findings <= 8 && r.n_rulings <= 8);
    past.decisions = decisions;
    past.n_decisions = 1;
    changes.standings[STANDING_GOING_ON] = r.n_findings;
    memset(changes.journal, 'a', DIGEST_HEX - 1);
    for (size_t i = 0; i < r.n_rulings; i++) {
        rulings[i] = r.rulings[i];
        rulings[i].past = &account;
        rulings[i].confirmed = 2;
        rulings[i].findings = &findings[rulings[i].findings - sample.findings];
    }
    for (size_t i = 0; i < r.n_findings; i++) {
        findings[i] = r.findings[i];
        findings[i].past = &past;
        findings[i].has_queue = true;
        findings[i].unsettled = 7;
        findings[i].addressed = 20;
        findings[i].ruling = &rulings[findings[i].ruling - sample.rulings];
    }
    r.findings = findings;
    r.rulings = rulings;
    r.changes = &changes;
    return &r;
}

Test(reports, nothing_of_the_past_without_a_state)
{
    static const char *const names[] = { "index.html", "findings.csv", "findings.ndjson" };
    static const char *const words[] = { "tanding", "journal", "decided", "in the queue." };

    for (size_t i = 0; i < 3; i++)
        for (size_t w = 0; w < 4; w++)
            cr_expect_null(strstr(rendered(names[i], &sample), words[w]), "%s: %s", names[i],
                           words[w]);
}

Test(reports, page_tells_the_past)
{
    static const char *const words[] = {
        "Going on since 2026-03-02 ",
        "7 of 20 recipients still in the queue.",
        "confirmed on 2026-03-02, done: hold_mailing: talked &lt;b&gt;[U+001B][31m[U+202E]",
        "Repeat offender: 2 findings of this account were confirmed within a year.",
        "Earlier findings: 5",
        "And 3 before these.",
        "not decided",
        "Since the run before: 4 going on, 5 no longer seen.",
        "1 entry in the journal, the newest with digest <code>aaaa",
    };
    const char *html = rendered("index.html", with_past());

    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        cr_expect(strstr(html, words[i]), "%s", words[i]);
    cr_expect_null(strstr(html, "zoe"), "who decided is nobody's business here");
    cr_expect_null(strstr(html, "\x1b"));
    cr_expect_null(strstr(html, "<b>["));
}

/* What people have decided about asks for nothing more, and is shown all the same. */
Test(reports, what_is_decided_stands_on_record)
{
    const struct result *r = with_past();
    const char *html, *records;

    ((struct account_past *)(uintptr_t)r->rulings[0].past)->is_decided = true;
    html = rendered("index.html", r);
    records = strstr(html, "<section id=\"records\"");
    cr_assert(records);
    cr_expect(strstr(records, "id=\"F-0000000000000001\""));
    cr_expect_gt(strstr(html, "id=\"F-0000000000000001\""), records);
    cr_expect(strstr(summary(r, (slice){ 0 }), "No account needs a decision"));
}

Test(reports, tables_and_lines_tell_the_past)
{
    const char *csv = rendered("findings.csv", with_past());
    const char *json;

    cr_expect(strstr(csv, ",standing,since,left,decisions,confirmed_in_year\r\n"));
    cr_expect(strstr(csv, ",going_on,2026-03-02T"));
    cr_expect(strstr(csv, ",7,\"confirmed on 2026-03-02, done: hold_mailing: talked <b>[U+001B]"));
    json = rendered("findings.ndjson", with_past());
    cr_expect(strstr(json, "\"past\":{\"standing\":\"going_on\",\"since\":1772452931000,"
                           "\"left_in_queue\":7,\"addressed\":20,\"decisions\":[{\"judgement\":"
                           "\"confirmed\",\"at\":1772452931000,\"action\":\"hold_mailing\","
                           "\"reason\":\"talked <b>\\u001b[31m"));
    cr_expect(strstr(json, "\"account_past\":{\"confirmed_in_year\":2,\"is_repeated\":true,"
                           "\"earlier_count\":5,"));
    cr_expect(strstr(json, "\"activity_id\":2,\"type_uid\":200402"));
    cr_expect(strstr(json, "\"status_id\":2"));
    cr_expect_null(strstr(json, "zoe"));
}
