/* What detectors are made of: sets and sums over a sliding time. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "analyzer/base/arena.h"
#include "detectors/toolbox.h"

#define AT(s) ((usec)(1700000000 + (s)) * USEC_PER_SECOND)

Test(distinct, counts_each_key_once)
{
    struct distinct d = { 0 };

    for (uint64_t i = 0; i < 5000; i++)
        (void)distinct_add(&d, i % 1000, AT(i), DAY);
    cr_assert_eq(distinct_add(&d, 0, AT(5000), DAY), 1000);
    distinct_free(&d);
}

Test(distinct, forgets_what_is_older_than_the_span)
{
    struct distinct d = { 0 };

    for (uint64_t i = 0; i < 100; i++)
        (void)distinct_add(&d, i + 1, AT(i), DAY);
    cr_assert_eq(distinct_add(&d, 999, AT(DAY + 49), DAY), 51);
    cr_assert_eq(distinct_add(&d, 999, AT(3 * DAY), DAY), 1);
    distinct_free(&d);
}

Test(distinct, a_key_seen_again_stays_young)
{
    struct distinct d = { 0 };

    (void)distinct_add(&d, 1, AT(0), DAY);
    (void)distinct_add(&d, 1, AT(DAY - 10), DAY);
    cr_assert_eq(distinct_add(&d, 2, AT(DAY + 10), DAY), 2);
    distinct_free(&d);
}

Test(distinct, tells_how_many_lie_within_a_shorter_span)
{
    struct distinct d = { 0 };

    for (uint64_t i = 0; i < 100; i++)
        (void)distinct_add(&d, i + 1, AT(i * 60), DAY);
    cr_assert(distinct_reaches(&d, 60, AT(99 * 60), HOUR));
    cr_assert_not(distinct_reaches(&d, 61, AT(99 * 60), HOUR));
    distinct_free(&d);
}

Test(distinct, has_an_end)
{
    struct distinct d = { 0 };
    int64_t n = 0;

    for (uint64_t i = 0; i < DISTINCT_MAX + 1000; i++)
        n = distinct_add(&d, i + 1, AT(0), DAY);
    cr_assert_eq(n, DISTINCT_MAX);
    distinct_free(&d);
}

Test(window, slides_and_empties)
{
    struct window w = { 0 };

    cr_assert_eq(window_add(&w, 5, AT(0), HOUR), 5);
    cr_assert_eq(window_add(&w, 5, AT(1800), HOUR), 10);
    cr_assert_eq(window_add(&w, 1, AT(3600 + 300), HOUR), 6);
    cr_assert_eq(window_add(&w, 1, AT(10 * HOUR), HOUR), 1);
}

Test(window, takes_what_comes_a_little_late)
{
    struct window w = { 0 };

    (void)window_add(&w, 1, AT(3600), HOUR);
    cr_assert_eq(window_add(&w, 1, AT(3000), HOUR), 2);
    cr_assert_eq(window_add(&w, 1, AT(-9000), HOUR), 2, "too late: it is outside the window");
}

static struct evidence *open_piece(struct watch *w, struct evidence **slot,
                                   struct evidence_list *list)
{
    static struct account alice;

    alice.name = SLICE("alice");
    *w = (struct watch){ .account = &alice, .slot = slot, .list = list };
    return evidence_open(w, FAMILY_VOLUME, SLICE("offer"));
}

Test(evidence, keeps_the_first_and_the_last_lines_with_their_text)
{
    struct arena arena = { 0 };
    struct evidence_list list = { .arena = &arena };
    struct evidence *slot = NULL;
    struct watch w;
    struct evidence *e = open_piece(&w, &slot, &list);
    char text[16];

    for (uint32_t i = 1; i <= 10; i++) {
        struct event ev = { .when = AT(i) };

        (void)snprintf(text, sizeof(text), "line %u", i);
        ev.line = (struct kept_line){ { 0, i, 0 }, AT(i), slice_str(text) };
        evidence_quote(e, &ev);
    }
    cr_assert_eq(e->lines, 10);
    cr_assert(slice_eq(e->other.at[0].raw, SLICE("line 1")));
    cr_assert(slice_eq(e->other.at[3 + 9 % 3].raw, SLICE("line 10")));
    cr_assert_eq(e->first, AT(1));
    cr_assert_eq(e->last, AT(10));
    evidence_list_free(&list);
    arena_free(&arena);
}

Test(evidence, what_never_got_ripe_is_forgotten)
{
    struct arena arena = { 0 };
    struct evidence_list list = { .arena = &arena };
    struct evidence *slots[2] = { NULL, NULL };
    struct watch w;
    struct evidence *ripe = open_piece(&w, &slots[0], &list);
    struct evidence *green = open_piece(&w, &slots[1], &list);

    ripe->is_ripe = true;
    evidence_number(ripe, "recipients", COUNT, 5);
    evidence_number(ripe, "recipients", COUNT, 6);
    cr_assert_eq(ripe->n_numbers, 1);
    cr_assert_eq(evidence_value(ripe, "recipients"), 6);
    evidence_close(&list, ripe);
    evidence_close(&list, green);
    cr_assert_eq(list.first, ripe);
    cr_assert_null(ripe->next);
    cr_assert_not(ripe->is_open);
    evidence_list_free(&list);
    arena_free(&arena);
}

/* Of all sizes, so that each way to lay it out is grown into, aged and emptied. */
Test(distinct, is_exact_whatever_its_size)
{
    for (int64_t size = 1; size <= 200; size++) {
        struct distinct d = { 0 };
        uint32_t n, found = 0;
        const struct distinct_slot *slots;

        for (int64_t i = 0; i < size; i++)
            cr_assert_eq(distinct_add(&d, (uint64_t)(i + 1) * 7, AT(i), 1000), i + 1);
        for (int64_t i = 0; i < size; i++)
            cr_assert_eq(distinct_add(&d, (uint64_t)(i + 1) * 7, AT(i), 1000), size);
        slots = distinct_slots(&d, &n);
        for (uint32_t i = 0; i < n; i++)
            found += slots[i].key != 0;
        cr_assert_eq(found, size);
        for (int64_t i = 0; i < size; i++)
            cr_assert_eq(distinct_add(&d, 7, AT(1000 + i), 1000), size - i);
        distinct_free(&d);
    }
}

Test(distinct, what_is_taken_out_is_gone)
{
    struct distinct d = { 0 };

    for (uint64_t key = 1; key <= 100; key++)
        (void)distinct_add(&d, key, AT((int64_t)key), 1000);
    cr_expect_eq(distinct_last(&d, 7), AT(7) / USEC_PER_SECOND);
    distinct_drop(&d, 7);
    distinct_drop(&d, 7);
    cr_expect_eq(distinct_last(&d, 7), 0);
    cr_expect_eq(d.used, 99);
    for (uint64_t key = 8; key <= 100; key++)
        cr_expect_eq(distinct_last(&d, key), AT((int64_t)key) / USEC_PER_SECOND);
    distinct_free(&d);
    (void)distinct_add(&d, 1, AT(1), 1000);
    (void)distinct_add(&d, 2, AT(2), 1000);
    distinct_drop(&d, 1);
    cr_expect(d.used == 1 && !distinct_last(&d, 1) && distinct_last(&d, 2));
    distinct_free(&d);
}
