/* Differences: read back whatever the bytes, small for small changes, never trusted. */
#include "analyzer/base/difference.h"

#include <criterion/criterion.h>

TestSuite(difference, .timeout = 60);

static uint64_t next(uint64_t *dice)
{
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    return *dice;
}

static void add_random(struct buf *b, uint64_t *dice, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char byte = (char)next(dice);

        buf_add(b, slice_of(&byte, 1));
    }
}

/* The length of the difference, which leads back. */
static size_t there_and_back(slice wanted, slice given)
{
    struct difference d = { 0 };
    struct buf packed = { 0 }, found = { 0 };
    size_t n;

    difference_pack(&d, wanted, given, &packed);
    cr_assert(difference_apply(&d, buf_slice(&packed), given, &found));
    cr_assert(slice_eq(buf_slice(&found), wanted));
    n = packed.n;
    difference_free(&d);
    buf_free(&packed);
    buf_free(&found);
    return n;
}

Test(difference, of_nothing_and_of_little)
{
    (void)there_and_back(SLICE(""), SLICE(""));
    (void)there_and_back(SLICE(""), SLICE("a whole sentence"));
    (void)there_and_back(SLICE("short"), SLICE(""));
    (void)there_and_back(SLICE("short"), SLICE("short"));
    (void)there_and_back(slice_of(NULL, 0), slice_of(NULL, 0));
}

Test(difference, small_changes_are_small)
{
    struct buf given = { 0 }, wanted = { 0 };
    uint64_t dice = 7;

    add_random(&given, &dice, 3000);
    buf_add(&wanted, buf_slice(&given));
    wanted.p[1000] ^= 1;
    wanted.p[1999] ^= 1;
    cr_expect_leq(there_and_back(buf_slice(&wanted), buf_slice(&given)), 40, "replaced");
    buf_clear(&wanted);
    buf_add(&wanted, slice_head(buf_slice(&given), 1234));
    buf_add(&wanted, SLICE("ten bytes!"));
    buf_add(&wanted, slice_skip(buf_slice(&given), 1234));
    cr_expect_leq(there_and_back(buf_slice(&wanted), buf_slice(&given)), 40, "put between");
    cr_expect_leq(there_and_back(buf_slice(&given), buf_slice(&wanted)), 40, "taken out");
    buf_clear(&wanted);
    buf_add(&wanted, slice_skip(buf_slice(&given), 1500));
    buf_add(&wanted, slice_head(buf_slice(&given), 1500));
    cr_expect_leq(there_and_back(buf_slice(&wanted), buf_slice(&given)), 40, "halves exchanged");
    buf_free(&given);
    buf_free(&wanted);
}

/* Few kinds of bytes, so that much looks like much else. */
Test(difference, leads_back_whatever_the_bytes)
{
    struct buf given = { 0 }, wanted = { 0 };
    uint64_t dice = 11;

    for (int round = 0; round < 3000; round++) {
        unsigned kinds = 1 + (unsigned)(next(&dice) % 250);

        buf_clear(&given);
        buf_clear(&wanted);
        add_random(&given, &dice, next(&dice) % 400);
        for (size_t i = 0; i < given.n; i++)
            given.p[i] = (char)((unsigned char)given.p[i] % kinds);
        for (uint64_t i = next(&dice) % 6; given.n && i > 0; i--) {
            size_t from = next(&dice) % given.n;

            buf_add(&wanted, slice_head(slice_skip(buf_slice(&given), from), next(&dice) % 90));
            add_random(&wanted, &dice, next(&dice) % 5);
        }
        (void)there_and_back(buf_slice(&wanted), buf_slice(&given));
    }
    buf_free(&given);
    buf_free(&wanted);
}

Test(difference, what_is_damaged_is_told_or_is_other_bytes)
{
    struct difference d = { 0 };
    struct buf packed = { 0 }, found = { 0 }, given = { 0 }, wanted = { 0 };
    uint64_t dice = 5;

    add_random(&given, &dice, 2000);
    buf_add(&wanted, slice_skip(buf_slice(&given), 50));
    difference_pack(&d, buf_slice(&wanted), buf_slice(&given), &packed);
    given.p[120] ^= 1;
    cr_expect_not(difference_apply(&d, buf_slice(&packed), buf_slice(&given), &found), "another");
    given.p[120] ^= 1;
    for (size_t n = 1; n < packed.n; n++) {
        buf_clear(&found);
        cr_expect_not(
            difference_apply(&d, slice_head(buf_slice(&packed), n), buf_slice(&given), &found));
    }
    buf_clear(&found);
    cr_expect_not(
        difference_apply(&d, buf_slice(&packed), slice_head(buf_slice(&given), 999), &found));
    for (int round = 0; round < 20000; round++) {
        char bytes[12];

        for (size_t i = 0; i < sizeof(bytes); i++)
            bytes[i] = (char)next(&dice);
        buf_clear(&found);
        (void)difference_apply(&d, slice_of(bytes, sizeof(bytes)), buf_slice(&given), &found);
    }
    difference_free(&d);
    buf_free(&packed);
    buf_free(&found);
    buf_free(&wanted);
    buf_free(&given);
}
