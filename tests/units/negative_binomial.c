/*
 * Against exact values: sums of the probabilities in 60 decimal digits (Python's decimal), as
 * thousandths of -log10 of the chance of `count` or more.
 */
#include "analyzer/base/negative_binomial.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "analyzer/base/log10.h"

TestSuite(negative_binomial, .timeout = 60);

Test(negative_binomial, is_right_to_two_thousandths)
{
    static const struct {
        uint64_t count;
        int64_t mean, dispersion;
        int32_t exact;
    } rows[] = {
        { 1, 10, 3000, 2261 },
        { 1, 1000, 3000, 374 },
        { 5, 1000, 2100, 1474 },
        { 12, 4200, 2100, 1633 },
        { 50, 4200, 3400, 6631 },
        { 11, 500, 1050, 9493 },
        { 36, 12000, 5200, 1903 },
        { 100, 3000, 3000, 16789 },
        { 620, 4200, 3400, 92052 },
        { 620, 4200, 40000, 8847 },
        { 1, 1000000, 3000, 0 },
        { 1000, 1000000, 3000, 303 },
        { 1100, 1000000, 3000, 1429 },
        { 5000, 20000, 200000, 13133 },
        { 20000, 1000000, 50000, 142565 },
        { 2, 10, 200000, 3665 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int32_t found = nb_surprise(rows[i].count, rows[i].mean, rows[i].dispersion);

        cr_expect(abs(found - rows[i].exact) <= 2, "row %zu: %d, exact %d", i, found,
                  rows[i].exact);
    }
}

Test(negative_binomial, knows_no_bounds)
{
    cr_expect_eq(nb_surprise(0, 1000, 3000), 0);
    cr_expect_eq(nb_surprise(UINT64_MAX, 1000, 3000), nb_surprise(NB_COUNT_MOST, 1000, 3000));
    cr_expect_eq(nb_surprise(3, INT64_MIN, INT64_MIN),
                 nb_surprise(3, NB_MEAN_LEAST, NB_DISPERSION_LEAST));
    cr_expect_eq(nb_surprise(3, INT64_MAX, INT64_MAX),
                 nb_surprise(3, NB_MEAN_MOST, NB_DISPERSION_MOST));
}

Test(negative_binomial, more_is_never_less_surprising)
{
    for (int64_t mean = 10; mean < 100000; mean *= 7)
        for (int64_t dispersion = 1050; dispersion < 200000; dispersion *= 5)
            for (uint64_t count = 0; count < 300; count++)
                cr_assert(nb_surprise(count, mean, dispersion) <=
                          nb_surprise(count + 1, mean, dispersion));
}

Test(negative_binomial, its_logarithms_are_right_to_billionths)
{
    int64_t of_3 = log10_nano(3), of_1e19 = log10_nano(UINT64_C(10000000000000000000));

    cr_expect(llabs(of_3 - 477121255) <= 20, "%lld", (long long)of_3);
    cr_expect(llabs(of_1e19 - INT64_C(19000000000)) <= 20, "%lld", (long long)of_1e19);
}
