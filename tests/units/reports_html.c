/* The structure of index.html: nothing gets through, everything is told, sums are shown. */
#include "tests/units/reports_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "analyzer/base/sha256.h"

Test(reports, page_lets_nothing_through)
{
    const char *html = rendered("index.html", &sample);

    cr_assert_null(strstr(html, "<script"));
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

Test(reports, page_names_the_digest_of_its_style)
{
    const char *html = rendered("index.html", &sample), *from, *to;
    uint8_t digest[SHA256_BYTES];
    char policy[256];

    cr_assert_eq(times(html, "<style>"), 1);
    from = strstr(html, "<style>") + strlen("<style>");
    to = strstr(from, "</style>");
    sha256(slice_of(from, (size_t)(to - from)), digest);
    (void)snprintf(policy, sizeof(policy),
                   "content=\"default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "
                   "form-action 'none'\"",
                   base64(digest, sizeof(digest)));
    cr_assert(strstr(html, policy));
}

/* Every element that is opened is closed, in order. */
Test(reports, page_is_well_formed)
{
    const char *html = rendered("index.html", &sample);
    char open[64][16];
    int depth = 0;

    for (const char *p = strchr(strstr(html, "<html"), '<'); p; p = strchr(p + 1, '<')) {
        char name[16] = "";
        bool is_end = p[1] == '/';

        cr_assert_eq(sscanf(p + 1 + is_end, "%15[a-z0-9]", name), 1);
        if (strcmp(name, "meta") == 0 || strcmp(name, "br") == 0)
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
