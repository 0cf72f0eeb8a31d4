/* The bets that unknown and refused recipients are weighed by, against exact values. */
#include <criterion/criterion.h>
#include <math.h>

#include "analyzer/base/log10.h"
#include "detectors/eprocess.h"

static const struct bet bets[EPROCESS_BETS] = { { 176, -58 }, { 352, -163 }, { 544, -426 } };

Test(log10_sum, is_the_logarithm_of_the_sum)
{
    for (int32_t a = -3000; a <= 9000; a += 497)
        for (int32_t b = -3000; b <= 9000; b += 311) {
            int32_t logs[3] = { a, b, 1000 };
            double exact = 1000 * log10(pow(10, a / 1000.0) + pow(10, b / 1000.0) + 10);

            cr_expect(fabs(log10_sum(logs, 3) - exact) <= 1.6, "%d %d: %d, not %.2f", (int)a,
                      (int)b, (int)log10_sum(logs, 3), exact);
        }
}

Test(log10_sum, of_one_is_itself)
{
    int32_t one = -12345;

    cr_expect_eq(log10_sum(&one, 1), -12345);
}

/* The stakes as they are, in floats: rounding down costs a few thousandths, and never wins. */
Test(eprocess, is_the_mixture_of_three_bets)
{
    struct eprocess e = { 0 };
    double stakes[3] = { 1 / 3.0, 1 / 3.0, 1 / 3.0 };
    static const double q[3] = { .3, .45, .7 };

    for (int n = 1; n <= 200; n++) {
        bool is_yes = n % 7 < 3;
        double exact = 0;

        if (is_yes)
            eprocess_yes(&e, bets, 2);
        else
            eprocess_no(&e, bets);
        for (int i = 0; i < 3; i++) {
            stakes[i] *= is_yes ? q[i] / .2 : (1 - q[i]) / .8;
            exact += stakes[i];
        }
        exact = 1000 * log10(exact);
        cr_expect(eprocess_weight(&e) <= exact + 2, "after %d", n);
        cr_expect(eprocess_weight(&e) >= exact - 4 - n * .4, "after %d", n);
    }
    cr_expect_gt(eprocess_weight(&e), 4000);
}

Test(eprocess, half_an_answer_says_half)
{
    struct eprocess whole = { 0 }, halves = { 0 };

    eprocess_yes(&whole, bets, 2);
    eprocess_yes(&halves, bets, 1);
    eprocess_yes(&halves, bets, 1);
    for (int i = 0; i < EPROCESS_BETS; i++)
        cr_expect_eq(whole.sums[i], halves.sums[i]);
}

Test(eprocess, the_order_does_not_matter_within_a_day)
{
    struct eprocess a = { 0 }, b = { 0 };

    for (int n = 0; n < 300; n++) {
        n < 100 ? eprocess_yes(&a, bets, 2) : eprocess_no(&a, bets);
        n < 200 ? eprocess_no(&b, bets) : eprocess_yes(&b, bets, 2);
    }
    cr_expect_eq(eprocess_weight(&a), eprocess_weight(&b));
}

Test(eprocess, winnings_fade_and_losses_are_over)
{
    struct eprocess e = { { 2000, -500, 90000 } };

    eprocess_pass(&e, 28, 28 * DAY);
    cr_expect(e.sums[0] > 980 && e.sums[0] < 1010, "%d", (int)e.sums[0]);
    cr_expect_eq(e.sums[1], 0);
    cr_expect(e.sums[2] > 1630 && e.sums[2] < 1660, "%d", (int)e.sums[2]);
    eprocess_pass(&e, 100000, 28 * DAY);
    cr_expect_eq(e.sums[0], 0);
}

/* Ville: fair bets reach 1,000 to 1 no more often than once in a thousand. */
Test(eprocess, seldom_wins_what_is_fair)
{
    uint64_t seed = 1;
    int wins = 0;

    for (int run = 0; run < 20000; run++) {
        struct eprocess e = { 0 };
        bool won = false;

        for (int n = 0; n < 300 && !won; n++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            if ((seed >> 33) % 5 == 0)
                eprocess_yes(&e, bets, 2);
            else
                eprocess_no(&e, bets);
            won = !eprocess_is_below(&e, 3000) && eprocess_weight(&e) >= 3000;
        }
        wins += won;
    }
    cr_expect_leq(wins, 30, "%d of 20000", wins);
    cr_expect_gt(wins, 0);
}
