#include "analyzer/base/cold.h"

#include <criterion/criterion.h>

enum { WORDS = 21, MANY = 3 * COLD_OPEN };

/* Of all lengths, zeros among them, different for each piece. */
static uint64_t word_of(uint32_t number, int i)
{
    int bits = (int)(number * 7 + (uint32_t)i * 13) % 80;

    return bits >= 64 ? 0 : UINT64_MAX >> bits;
}

static void fill(uint64_t *words, uint32_t number)
{
    for (int i = 0; i < WORDS; i++)
        words[i] = word_of(number, i);
}

static bool is_as_filled(const uint64_t *words, uint32_t number)
{
    for (int i = 0; i < WORDS; i++)
        if (words[i] != word_of(number, i))
            return false;
    return true;
}

static bool is_zero(const uint64_t *words)
{
    for (int i = 0; i < WORDS; i++)
        if (words[i])
            return false;
    return true;
}

Test(cold, pieces_come_back_as_they_were_left)
{
    struct cold c = { .size = WORDS * 8 };

    for (uint32_t i = 1; i <= MANY; i++) {
        cr_assert_eq(cold_add(&c), i);
        cr_assert(is_zero(cold_open(&c, i)));
        fill(cold_open(&c, i), i);
    }
    for (uint32_t step = 1; step < 40; step += 6)
        for (uint32_t i = 1; i <= MANY; i++) {
            uint32_t number = i * step % MANY + 1;

            cr_assert(is_as_filled(cold_open(&c, number), number));
        }
    cold_free(&c);
    cr_assert_eq(c.size, WORDS * 8);
}

Test(cold, the_newest_stay_where_they_are)
{
    struct cold c = { .size = WORDS * 8 };
    uint32_t number = cold_add(&c);
    uint64_t *words = cold_open(&c, number);

    fill(words, number);
    for (int i = 1; i < COLD_OPEN; i++)
        (void)cold_add(&c);
    cr_assert_eq(cold_open(&c, number), words);
    for (int i = 1; i < COLD_OPEN; i++)
        (void)cold_add(&c);
    cr_assert(is_as_filled(words, number)); /* it was opened before those */
    cr_assert_eq(cold_open(&c, number), words);
    cold_free(&c);
}

Test(cold, numbers_and_places_are_used_again)
{
    struct cold c = { .size = WORDS * 8 };
    uint32_t kept = cold_add(&c);

    fill(cold_open(&c, kept), kept);
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t two[] = { cold_add(&c), cold_add(&c) };

        cr_assert(is_zero(cold_open(&c, two[0])));
        cr_assert(is_zero(cold_open(&c, two[1])));
        fill(cold_open(&c, two[0]), i);
        fill(cold_open(&c, two[1]), i);
        cold_drop(&c, two[i % 2]);
        cold_drop(&c, two[1 - i % 2]);
    }
    cr_assert_eq(c.n, 4);
    cr_assert_leq(c.n_frames, 3);
    cr_assert(is_as_filled(cold_open(&c, kept), kept));
    cold_free(&c);
}

Test(cold, packed_ones_can_be_dropped)
{
    struct cold c = { .size = WORDS * 8 };

    for (uint32_t i = 1; i <= MANY; i++)
        fill(cold_open(&c, cold_add(&c)), i);
    for (uint32_t i = 1; i <= MANY; i += 2)
        cold_drop(&c, i);
    for (uint32_t i = 2; i <= MANY; i += 2)
        cr_assert(is_as_filled(cold_open(&c, i), i));
    for (uint32_t i = 1; i <= MANY; i += 2)
        cr_assert(is_zero(cold_open(&c, cold_add(&c))));
    cr_assert_eq(c.n, MANY + 1);
    cold_free(&c);
}

Test(cold, empties_and_begins_anew)
{
    struct cold c = { .size = WORDS * 8 };

    for (int round = 0; round < 2; round++) {
        cr_assert_eq(cold_add(&c), 1);
        cold_free(&c);
        cr_assert_null(c.at);
    }
}
