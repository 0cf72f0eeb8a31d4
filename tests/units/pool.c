#include "analyzer/base/pool.h"

#include <criterion/criterion.h>
#include <string.h>

enum { MANY = 1000, SIZE = 48 };

Test(pool, pieces_are_apart_and_stay)
{
    struct pool p = { .size = SIZE };
    char *all[MANY];

    for (int i = 0; i < MANY; i++) {
        all[i] = pool_take(&p);
        memset(all[i], i % 256, SIZE);
    }
    for (int i = 0; i < MANY; i++)
        for (int at = 0; at < SIZE; at++)
            cr_assert_eq((unsigned char)all[i][at], i % 256);
    pool_free(&p);
    cr_assert_eq(p.size, SIZE);
    cr_assert_null(p.blocks);
}

Test(pool, uses_again_what_was_given_back)
{
    struct pool p = { .size = SIZE };
    void *first = pool_take(&p), *second = pool_take(&p);

    for (int i = 0; i < 100 * MANY; i++) {
        pool_give_back(&p, second);
        pool_give_back(&p, first);
        cr_assert_eq(pool_take(&p), first);
        cr_assert_eq(pool_take(&p), second);
    }
    cr_assert_eq(p.n, 1);
    pool_free(&p);
    cr_assert_neq(pool_take(&p), NULL);
    pool_free(&p);
}
