#include <criterion/criterion.h>
#include <pthread.h>
#include <stdlib.h>

#include "analyzer/base/clock.h"
#include "analyzer/site/pattern.h"

static bool fits(const char *expression, bool ignores_case, const char *text)
{
    struct matcher m = { 0 };
    struct pattern_fault why;
    struct pattern *p = pattern_new(slice_str(expression), ignores_case, &why);
    bool does;

    cr_assert(p, "%s", expression);
    does = pattern_matches(p, slice_str(text), &m);
    cr_expect_eq(m.given_up, 0);
    matcher_free(&m);
    pattern_free(p);
    return does;
}

static struct pattern_fault refused(slice expression)
{
    struct pattern_fault why = { .offset = 999 };

    cr_assert_null(pattern_new(expression, false, &why));
    return why;
}

Test(pattern, fits_anywhere)
{
    cr_expect(fits("summer (term|school)", false, "Re: summer school 2026"));
    cr_expect_not(fits("summer (term|school)", false, "Summer school"));
    cr_expect(fits("summer (term|school)", true, "SUMMER Term"));
    cr_expect_not(fits("^summer", true, "Re: summer"));
    cr_expect_not(fits("a", false, ""));
}

Test(pattern, text_is_utf8)
{
    cr_expect(fits("gr\xc3\xbc\xc3\x9f", true,
                   "GR\xc3\x9c\xc3\x9f"
                   "E"));
    cr_expect(fits("^.$", false, "\xc3\xbc"));
    cr_expect(fits("\\b\xc3\xbc"
                   "bung\\b",
                   false,
                   "die \xc3\xbc"
                   "bung."));
}

Test(pattern, bytes_that_are_not_utf8_only_end_what_can_match)
{
    cr_expect(fits("school", false, "\xff\xfe summer school \xc3"));
    cr_expect_not(fits("summer.school", false, "summer\xffschool"));
    cr_expect_not(fits("^.$", false, "\xc3"));
}

Test(pattern, the_fault_has_its_place)
{
    struct pattern_fault why = refused(SLICE("summer (term"));

    cr_expect_eq(why.offset, 12);
    cr_expect_str_eq(why.text, "missing closing parenthesis");
    why = refused(SLICE("a[z-a]b"));
    cr_expect_eq(why.offset, 4);
    cr_expect_str_eq(why.text, "range out of order in character class");
    why = refused(SLICE("ab*+*"));
    cr_expect_eq(why.offset, 4);
    why = refused(SLICE("\xff"));
    cr_expect(strstr(why.text, "UTF-8"));
    why = refused(SLICE("a\\Cb"));
    cr_expect_str_eq(why.text, "using \\C is disabled by the application");
}

Test(pattern, one_that_fits_everything_is_refused)
{
    static const char *const all[] = { ".*", "a|", "", "x*", "(?=)", "^", "\\s*$" };

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        struct pattern_fault why = refused(slice_str(all[i]));

        cr_expect_eq(why.offset, 0, "%s", all[i]);
    }
}

Test(pattern, too_long_a_one_is_refused)
{
    char text[PATTERN_MAX + 1];

    memset(text, 'a', sizeof(text));
    cr_expect(strstr(refused(slice_of(text, sizeof(text))).text, "pattern string is longer"));
}

/* Nested repetitions, on a text that makes them try every split. */
Test(pattern, too_much_work_is_given_up)
{
    static const char *const expressions[] = { "(a+)+$", "(a|aa)+$",
                                               "^(([a-z])+.)+[A-Z]([a-z])+$" };
    struct pattern *patterns[3];
    struct matcher m = { 0 };
    char text[PATTERN_TEXT_MAX];
    usec start = clock_monotonic();

    memset(text, 'a', sizeof(text));
    text[sizeof(text) - 1] = '!';
    for (size_t i = 0; i < 3; i++) {
        struct pattern_fault why;

        patterns[i] = pattern_new(slice_str(expressions[i]), false, &why);
        cr_assert(patterns[i]);
        cr_expect_not(pattern_matches(patterns[i], slice_of(text, sizeof(text)), &m));
        cr_expect_eq(m.given_up, i + 1, "%s", expressions[i]);
        cr_expect(pattern_matches(patterns[i], SLICE("aaBa"), &m), "%s", expressions[i]);
    }
    cr_expect_eq(m.worst, patterns[0]);
    cr_expect_eq(m.given_up, 3, "what is easy is still found");
    cr_expect(clock_monotonic() - start < 2 * USEC_PER_SECOND);
    matcher_free(&m);
    cr_expect_eq(m.given_up, 3);
    for (size_t i = 0; i < 3; i++)
        pattern_free(patterns[i]);
}

Test(pattern, only_the_first_bytes_are_looked_at)
{
    char text[PATTERN_TEXT_MAX + 10];
    struct matcher m = { 0 };
    struct pattern_fault why;
    struct pattern *p = pattern_new(SLICE("needle"), false, &why);

    memset(text, 'a', sizeof(text));
    memcpy(text + PATTERN_TEXT_MAX - 6, "needle", 6);
    cr_expect(pattern_matches(p, slice_of(text, sizeof(text)), &m));
    memset(text, 'a', sizeof(text));
    memcpy(text + PATTERN_TEXT_MAX - 5, "needle", 6);
    cr_expect_not(pattern_matches(p, slice_of(text, sizeof(text)), &m));
    matcher_free(&m);
    pattern_free(p);
}

static void *match_often(void *shared)
{
    struct matcher m = { 0 };
    uintptr_t n = 0;

    for (int i = 0; i < 20000; i++)
        n += pattern_matches(shared, i % 2 ? SLICE("ticket 4711") : SLICE("ticket x"), &m);
    matcher_free(&m);
    return (void *)n;
}

Test(pattern, threads_share_patterns)
{
    struct pattern_fault why;
    struct pattern *p = pattern_new(SLICE("ticket (\\d+)"), false, &why);
    pthread_t threads[4];

    for (int i = 0; i < 4; i++)
        cr_assert(pthread_create(&threads[i], NULL, match_often, p) == 0);
    for (int i = 0; i < 4; i++) {
        void *n;

        cr_assert(pthread_join(threads[i], &n) == 0);
        cr_expect_eq((uintptr_t)n, 10000);
    }
    pattern_free(p);
}
