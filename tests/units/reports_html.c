/* The structure of index.html: nothing gets through, everything is told, sums are shown. */
#include "tests/units/reports_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "analyzer/base/sha256.h"

Test(reports, page_lets_nothing_through)
{
    const char *html = rendered("index.html", &sample);

    cr_assert_eq(times(html, "<script"), 1);
    cr_assert_eq(times(html, "</script"), 1);
    cr_assert_eq(times(html, "<section"), times(html, "</section"));
    cr_assert_eq(times(html, "<div"), times(html, "</div"));
    cr_assert_eq(times(html, "<details"), times(html, "</details"));
    cr_assert_null(strstr(html, "style=\""));
    cr_assert_null(strstr(html, "\x1b"));
    cr_assert_null(strstr(html, "\xE2\x80\xAE"));
    cr_assert_null(strstr(html, "a<b>.log"));
    cr_assert_null(strstr(html, "Example <University>"));
    cr_assert_null(strstr(html, "http://"));
    cr_assert_null(strstr(html, "https://"));
    cr_assert(
        strstr(html, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload=x [U+001B][31m"));
    cr_assert(strstr(html, "[U+202E]"));
}

static const char *base64(const uint8_t *p, size_t n)
{
    static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static char text[64];
    size_t at = 0;

    for (size_t bit = 0; bit < n * 8; bit += 6) {
        uint32_t two = (uint32_t)p[bit / 8] << 8 | (bit / 8 + 1 < n ? p[bit / 8 + 1] : 0);

        text[at++] = set[two >> (10 - bit % 8) & 63];
    }
    for (; at % 4; at++)
        text[at] = '=';
    text[at] = '\0';
    return text;
}

/* Policy part `-src 'sha256-...'` of the one element between these tags. */
static const char *source_of(const char *html, const char *open, const char *close)
{
    static char source[96];
    uint8_t digest[SHA256_BYTES];
    const char *from, *to;

    cr_assert_eq(times(html, open), 1);
    from = strstr(html, open) + strlen(open);
    to = strstr(from, close);
    sha256(slice_of(from, (size_t)(to - from)), digest);
    (void)snprintf(source, sizeof(source), "-src 'sha256-%s';", base64(digest, sizeof(digest)));
    return source;
}

Test(reports, page_names_the_digests_of_its_style_and_script)
{
    const char *html = rendered("index.html", &sample);
    const char *policy = strstr(html, "content=\"default-src 'none'; style-src 'sha256-");

    cr_assert(policy);
    cr_assert_lt(strstr(policy, source_of(html, "<style>", "</style>")), strchr(policy, '>'));
    cr_assert_lt(strstr(policy, source_of(html, "<script>", "</script>")), strchr(policy, '>'));
    cr_assert_null(strstr(html, "unsafe"));
}

static bool is_void(const char *name)
{
    return strcmp(name, "meta") == 0 || strcmp(name, "br") == 0 || strcmp(name, "input") == 0;
}

/* Every element that is opened is closed, in order; the script is text. */
Test(reports, page_is_well_formed)
{
    const char *html = rendered("index.html", &sample);
    char open[64][16];
    int depth = 0;

    for (const char *p = strchr(strstr(html, "<html"), '<'); p; p = strchr(p + 1, '<')) {
        char name[16] = "";
        bool is_end = p[1] == '/';

        cr_assert_eq(sscanf(p + 1 + is_end, "%15[a-z0-9]", name), 1);
        if (strcmp(name, "script") == 0)
            p = strstr(p, "</script>") + 1;
        if (is_void(name) || strcmp(name, "script") == 0)
            continue;
        if (is_end)
            cr_assert_str_eq(open[--depth], name);
        else
            memcpy(open[depth++], name, sizeof(name));
        cr_assert(depth >= 0 && depth < 64);
    }
    cr_assert_eq(depth, 0);
}

Test(reports, page_headings_skip_no_level)
{
    const char *html = rendered("index.html", &sample);
    int last = 0;

    for (const char *p = strstr(html, "<h"); p; p = strstr(p + 1, "<h")) {
        int level = p[2] - '0';

        if (level < 1 || level > 6)
            continue;
        cr_assert_leq(level, last + 1, "h%d behind h%d", level, last);
        last = level;
    }
    cr_assert_eq(times(html, "<h1"), 1);
}

Test(reports, page_shows_that_sums_are_equal)
{
    const char *html = rendered("index.html", &sample);

    cr_assert(strstr(html, "800 parsed + 100 ignored + 50 foreign + 40 malformed + 10 repeated = "
                           "<strong>1000</strong>, <span class=\"good\">equal to the 1000 lines"));
    cr_assert(strstr(html, "equal to the 900 recipients"));
    cr_assert_null(strstr(html, "does not add up"));
}

Test(reports, page_shows_that_sums_differ)
{
    struct result wrong = sample;

    wrong.verdicts[VERDICT_FOREIGN]++;
    cr_assert(strstr(rendered("index.html", &wrong), "does not add up to the 1000 lines read"));
    cr_assert(strstr(summary(&wrong, SLICE("")), "\n           DOES NOT ADD UP to 1000\n"));
}

Test(reports, page_tells_each_finding_whole)
{
    const char *html = rendered("index.html", &sample);

    cr_assert_eq(times(html, "<article "), 4);
    cr_assert_eq(times(html, "What speaks against it"), 4);
    cr_assert_eq(times(html, "What could not be checked"), 4);
    cr_assert(strstr(html, "1\xC2\xA0h\xC2\xA0"
                           "2\xC2\xA0min"));
    cr_assert(strstr(html, "157\xE2\x80\xAF"
                           "286\xE2\x80\xAF"
                           "400 bytes"));
    cr_assert(strstr(html, "going on when the log ended"));
    cr_assert(strstr(html, "cited only"));
    cr_assert(strstr(html, "Evidence: 2 of 1234 lines"));
    cr_assert(strstr(html, "abcdef0123456789"));
    cr_assert(strstr(html, "torn archive"));
    cr_assert_lt(strstr(html, "torn archive"), strstr(html, "What needs a decision now"));
    cr_assert_lt(strstr(html, "id=\"F-0000000000000001"), strstr(html, "id=\"F-0000000000000002"));
}

/* Most recipients first: mallory before alice, though the result has them by name. */
Test(reports, page_sorts_accounts)
{
    const char *table = strstr(rendered("index.html", &sample), "<h2>Accounts");

    cr_assert_lt(strstr(table, "&lt;script"), strstr(table, "alice"));
}

Test(reports, page_links_lead_somewhere)
{
    const char *html = rendered("index.html", &sample);
    size_t n = 0;

    for (const char *p = strstr(html, "href=\"#"); p; p = strstr(p + 1, "href=\"#"), n++) {
        char wanted[64];
        int length = (int)strcspn(p + 7, "\"");

        (void)snprintf(wanted, sizeof(wanted), " id=\"%.*s\"", length, p + 7);
        cr_assert(strstr(html, wanted), "no%s", wanted);
    }
    cr_assert_gt(n, 12);
}

/* Its lines were quoted as accepted and as outcome: what has no rows leads to all of them. */
Test(reports, page_leads_from_numbers_to_lines)
{
    const char *html = rendered("index.html", &sample);

    cr_assert(strstr(html, "<a href=\"#F-0000000000000001-outcome\">900</a>"));
    cr_assert(strstr(html, "<a href=\"#F-0000000000000001-lines\">1\xC2\xA0h"));
    cr_assert(strstr(html, "<dl id=\"F-0000000000000001-outcome\"><dt>What happened"));
    cr_assert(strstr(html, "refused: the first of 1233 lines</dt>"));
    cr_assert_null(strstr(html, "id=\"F-0000000000000001-queued\""));
}

static const struct limit limits[] = { { "span", 60, SECONDS, "counted over this time" }, { 0 } };

Test(reports, page_tells_a_limit_from_a_measure)
{
    struct limit_section section = { .name = "mass_mailing", .limits = limits };
    struct result r = sample;
    const char *html;

    cr_assert(strstr(rendered("index.html", &r), "<li>Span <a"));
    r.sections = &section;
    r.n_sections = 1;
    html = rendered("index.html", &r);
    cr_assert_null(strstr(html, "<li>Span "));
    cr_assert(strstr(html, "Limits of the policy: <b>1\xC2\xA0h"));
    cr_assert(strstr(html, "counted over this time"));
}

/* A minute with all of it, in the sixth of twelve parts: it shows as the burst it is. */
Test(reports, page_draws_when_it_happened)
{
    struct finding burst = sample.findings[0];
    struct ruling one;
    struct result r = sample;
    const char *html;

    cr_assert_null(strstr(rendered("index.html", &r), "<figure"));
    rhythm_add(&burst.rhythm, burst.first, 900);
    one = *burst.ruling;
    one.findings = r.findings = &burst;
    r.n_findings = 1;
    r.rulings = &one;
    r.n_rulings = 1;
    html = rendered("index.html", &r);
    cr_assert(strstr(html, "viewBox=\"0 0 120 40\""));
    cr_assert(strstr(html, "d=\"M55 40v-40\""));
    cr_assert(strstr(html, "900 recipients since half of the lowest limit was reached"));
}

/* The surest first among those with the same action, whatever the account's name. */
Test(reports, page_puts_the_surest_first)
{
    struct finding two[] = { sample.findings[0], sample.findings[0] };
    struct ruling both[] = { sample.rulings[0], sample.rulings[0] };
    struct result r = sample;
    const char *html;

    both[0].certainty = CERTAINTY_HINT;
    (void)snprintf(two[1].id, sizeof(two[1].id), "F-0000000000000009");
    for (int i = 0; i < 2; i++) {
        both[i].findings = &two[i];
        two[i].ruling = &both[i];
    }
    r.findings = two;
    r.rulings = both;
    r.n_findings = r.n_rulings = 2;
    html = rendered("index.html", &r);
    cr_assert_lt(strstr(html, "id=\"F-0000000000000009\""),
                 strstr(html, "id=\"F-0000000000000001\""));
}

/* The action of the account stands above all of its findings, with the sum under it. */
Test(reports, page_tells_what_an_account_comes_to)
{
    struct finding two[] = { sample.findings[0], sample.findings[0] };
    struct ruling both = sample.rulings[0];
    struct result r = sample;
    const char *html;

    two[1].action = ACTION_NOTIFY;
    (void)snprintf(two[1].id, sizeof(two[1].id), "F-0000000000000009");
    both.findings = r.findings = two;
    two[0].ruling = two[1].ruling = r.rulings = &both;
    both.n_findings = r.n_findings = 2;
    r.n_rulings = 1;
    html = rendered("index.html", &r);
    cr_assert(strstr(html, "<b>1 account needs</b> a decision"));
    cr_assert_eq(times(html, "<div class=\"account a4\" id=\"F-"), 1);
    cr_assert_eq(times(html, " data-action=\"hold_mailing\""), 2);
    cr_assert_eq(times(html, "<article class=\"finding a4\""), 1);
    cr_assert_eq(times(html, "<article class=\"finding a1\""), 1);
    cr_assert(strstr(html, "<small>proved <small>4\u00A0of\u00A04</small></small></h4>"));
    cr_assert(strstr(html, "</p><div class=\"now\">") && strstr(html, " \u00B7 2 findings, "));
    cr_assert_lt(strstr(html, "<div class=\"account"), strstr(html, "<article"));
    cr_assert_eq(times(html, "<tr data-of=\"F-"), 1, "one row");
    cr_assert(strstr(html,
                     "<tr><th scope=\"row\">Volume <small>1 finding</small></th>"
                     "<td class=\"n\">3.5</td><td></td><td class=\"n\">3</td><td class=\"n\">3"));
    cr_assert(strstr(html, "Mass mailing</a> leaves 3.5</td><td class=\"n\">4</td>"
                           "<td class=\"n\">-0.5</td><td class=\"n\">3</td><td></td></tr>"));
    cr_assert(strstr(html, "an organisation&#39;s</th><td class=\"n\">-2</td>"));
    cr_assert(strstr(html, "colspan=\"4\">Sum</th><td class=\"n\">1</td>"));
    cr_assert_eq(times(html, "The site has shown 49 days of accounts without a finding: volume "
                             "counts at most 1.213."),
                 1, "for all of them");
    cr_assert(strstr(html, "with this sum -3.699, which is a chance of less than 1 %."));
    cr_assert(strstr(html, "<li>Disabling needs proof of harm.</li>"));
}
