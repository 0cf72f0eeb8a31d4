/* Who has written to an account: a ring that spam cannot make grow. */
#include "detectors/writers.h"

#include <criterion/criterion.h>

TestSuite(writers, .timeout = 60);

#define WHO(i) ((uint64_t)(i) << 32)

Test(writers, the_first_makes_room_for_the_last)
{
    struct writers w = { 0 };

    for (uint64_t i = 1; i <= WRITERS_MAX; i++)
        cr_expect(writers_add(&w, WHO(i)));
    cr_expect_not(writers_add(&w, WHO(1)), "and stays where it is");
    cr_expect(writers_add(&w, WHO(100)));
    cr_expect_not(writers_have(&w, WHO(1)));
    cr_expect(writers_have(&w, WHO(2)));
    cr_expect(writers_have(&w, WHO(100)));
    cr_expect_eq(w.n, WRITERS_MAX);
    writers_free(&w);
}

Test(writers, come_back_in_order_of_time)
{
    struct writers w = { 0 }, again = { 0 };
    struct buf one = { 0 }, other = { 0 };

    for (uint64_t i = 1; i <= WRITERS_MAX + 3; i++)
        (void)writers_add(&w, WHO(i));
    writers_pack(&w, &one);
    cr_assert(writers_unpack(&again, buf_slice(&one)));
    writers_pack(&again, &other);
    cr_expect(slice_eq(buf_slice(&one), buf_slice(&other)));
    (void)writers_add(&w, WHO(1000));
    (void)writers_add(&again, WHO(1000));
    cr_expect_not(writers_have(&w, WHO(4)));
    cr_expect_not(writers_have(&again, WHO(4)), "the same one went");
    writers_free(&again);
    cr_expect_not(writers_unpack(&again, slice_head(buf_slice(&one), one.n - 1)));
    writers_free(&again);
    buf_add(&one, SLICE("more"));
    cr_expect_not(writers_unpack(&again, buf_slice(&one)), "more than there is room for");
    writers_free(&again);
    writers_free(&w);
    buf_free(&one);
    buf_free(&other);
}

Test(writers, those_of_two_rings_are_joined)
{
    struct writers a = { 0 }, b = { 0 };

    (void)writers_add(&a, WHO(1));
    (void)writers_add(&b, WHO(1));
    cr_expect_not(writers_join(&a, &b));
    (void)writers_add(&b, WHO(2));
    cr_expect(writers_join(&a, &b));
    cr_expect(a.n == 2 && writers_have(&a, WHO(2)));
    writers_free(&a);
    writers_free(&b);
}
