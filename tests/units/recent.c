/* How often a line counts that several inputs have, and how long that is remembered. */
#include "analyzer/run/input/recent.h"

#include <criterion/criterion.h>
#include <stdio.h>

static struct recent r;

static void forget(void)
{
    recent_free(&r);
}

TestSuite(recent, .fini = forget);

static struct line line_of(const char *text, usec second)
{
    return (struct line){
        .when = second * USEC_PER_SECOND,
        .host = SLICE("mx"),
        .program = SLICE("postfix/smtp"),
        .pid = 7,
        .message = slice_str(text),
    };
}

/* Inputs in their order, the same line of each: "+" counts, "-" is repeated. */
static void expect_counts(const char *inputs, const char *verdicts)
{
    struct line ln = line_of("a", 1);
    char told[32] = "";

    recent_free(&r);
    for (size_t i = 0; inputs[i]; i++)
        told[i] = recent_has(&r, (uint32_t)inputs[i], &ln, ln.when) ? '-' : '+';
    cr_expect_str_eq(told, verdicts, "%s", inputs);
}

Test(recent, counts_as_often_as_the_input_with_the_most)
{
    expect_counts("AAA", "+++");
    expect_counts("AB", "+-");
    expect_counts("AABB", "++--");
    expect_counts("ABAB", "+-+-");
    expect_counts("ABBA", "+-+-");
    expect_counts("ABBB", "+-++");
    expect_counts("ABCCBACC", "+--+--++");
}

Test(recent, a_line_is_its_second_host_program_pid_and_message)
{
    struct line ln = line_of("a", 1), other;

    cr_expect_not(recent_has(&r, 0, &ln, ln.when));
    other = ln;
    other.when += USEC_PER_SECOND - 1; /* a fraction is not always printed */
    cr_expect(recent_has(&r, 1, &other, ln.when));
    other = line_of("a", 2);
    cr_expect_not(recent_has(&r, 1, &other, ln.when));
    other = line_of("b", 1);
    cr_expect_not(recent_has(&r, 1, &other, ln.when));
    other = ln;
    other.pid++;
    cr_expect_not(recent_has(&r, 1, &other, ln.when));
    other = ln;
    other.host = SLICE("my");
    cr_expect_not(recent_has(&r, 1, &other, ln.when));
    other = ln;
    other.program = SLICE("postfix-out/smtp");
    cr_expect_not(recent_has(&r, 1, &other, ln.when));
    cr_expect_eq(r.n_repeated, 1);
    other.program = SLICE("postfix"); /* cut at its slash */
    cr_expect(recent_has(&r, 2, &other, ln.when));
}

/* One line each `step` seconds, of one input, then all of them of another. */
static int repeated_of(int n, int step)
{
    char text[32];
    int repeated = 0;

    for (uint32_t input = 0; input < 2; input++)
        for (int i = 0; i < n; i++) {
            struct line ln;

            (void)snprintf(text, sizeof(text), "line %d", i);
            ln = line_of(text, (usec)i * step);
            repeated += recent_has(&r, input, &ln, (usec)n * step * USEC_PER_SECOND);
        }
    return repeated;
}

Test(recent, thousands_of_lines_are_remembered)
{
    cr_expect_eq(repeated_of(100000, 0), 100000);
    cr_expect_not(r.was_full);
}

Test(recent, when_it_is_full_the_older_half_goes_and_that_is_told)
{
    int repeated;

    r.most = 4096;
    repeated = repeated_of(20000, 0);
    cr_expect_lt(repeated, 20000);
    cr_expect(r.was_full);
    cr_expect_eq(r.shortest, 0);
    cr_expect_leq(r.fresh.size, 4096);
}

Test(recent, an_hour_is_remembered_and_two_are_not)
{
    struct line ln = line_of("a", 0), tick;

    (void)recent_has(&r, 0, &ln, 0);
    for (int minute = 1; minute <= 59; minute++) {
        tick = line_of("tick", minute * MINUTE);
        (void)recent_has(&r, 0, &tick, tick.when);
    }
    cr_expect(recent_has(&r, 1, &ln, tick.when));
    for (int minute = 60; minute <= 125; minute++) {
        tick = line_of("tick", minute * MINUTE);
        (void)recent_has(&r, 0, &tick, tick.when);
    }
    cr_expect_not(recent_has(&r, 2, &ln, tick.when));
    cr_expect_not(r.was_full);
}

Test(recent, a_line_beyond_counting_counts)
{
    struct line ln = line_of("a", 1);

    for (int i = 0; i < 70000; i++)
        cr_assert_not(recent_has(&r, 0, &ln, ln.when));
}
