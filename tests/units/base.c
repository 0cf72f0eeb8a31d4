/* The bytes below everything: slices, arenas, maps, buffers. */
#include <criterion/criterion.h>

#include "analyzer/base/arena.h"
#include "analyzer/base/buf.h"
#include "analyzer/base/map.h"
#include "analyzer/base/mem.h"

Test(slice, finds_bytes_and_strings)
{
    slice s = SLICE("a=b, c=d");

    cr_assert_eq(slice_find(s, '='), 1);
    cr_assert_eq(slice_rfind(s, '='), 6);
    cr_assert_eq(slice_find(s, 'x'), s.n);
    cr_assert_eq(slice_find_str(s, SLICE("c=")), 5);
    cr_assert_eq(slice_find_str(s, SLICE("c=e")), s.n);
    cr_assert_eq(slice_find_str(s, SLICE("")), s.n);
    cr_assert_eq(slice_find_str((slice){ 0 }, SLICE("x")), 0);
}

Test(slice, compares)
{
    cr_assert(slice_eq_nocase(SLICE("MAIL.Example"), SLICE("mail.example")));
    cr_assert_not(slice_eq_nocase(SLICE("a"), SLICE("ab")));
    cr_assert(slice_eq_nocase(SLICE("Mail.Example.EDU"), SLICE("mAIL.eXAMPLE.edu")));
    cr_assert_not(slice_eq_nocase(SLICE("mail.example.edu"), SLICE("mail.example.edv")));
    cr_assert_not(slice_eq_nocase(SLICE("mail[example"), SLICE("mail{example")));
    cr_assert(slice_ends_nocase(SLICE("x@EXAMPLE.edu"), SLICE("@example.EDU")));
    cr_assert_lt(slice_cmp(SLICE("ab"), SLICE("abc")), 0);
    cr_assert_gt(slice_cmp(SLICE("b"), SLICE("abc")), 0);
    cr_assert(slice_eq(slice_trim(SLICE(" \ta b \r")), SLICE("a b")));
}

Test(slice, reads_numbers_whole_or_not_at_all)
{
    uint64_t value = 7;

    cr_assert(slice_u64(SLICE("18446744073709551615"), &value));
    cr_assert_eq(value, UINT64_MAX);
    cr_assert_not(slice_u64(SLICE("18446744073709551616"), &value));
    cr_assert_not(slice_u64(SLICE("12a"), &value));
    cr_assert_not(slice_u64(SLICE(""), &value));
    cr_assert_not(slice_u64(SLICE("-1"), &value));
    cr_assert_eq(value, UINT64_MAX, "a refused number leaves the old one");
}

Test(slice, takes_the_domain_behind_the_last_at)
{
    cr_assert(slice_eq(slice_domain(SLICE("\"a@b\"@example.edu")), SLICE("example.edu")));
    cr_assert_eq(slice_domain(SLICE("root")).n, 0);
}

Test(arena, keeps_copies_apart_and_clears)
{
    struct arena a = { .block = 64 };
    slice first = arena_keep(&a, SLICE("first"));
    slice large;
    char text[1000];

    memset(text, 'x', sizeof(text));
    large = arena_keep(&a, slice_of(text, sizeof(text)));
    cr_assert(slice_eq(first, SLICE("first")));
    cr_assert_eq(large.n, sizeof(text));
    cr_assert_eq(first.p[first.n], '\0');
    arena_clear(&a);
    memset(arena_new(&a, 48), 1, 48);
    arena_clear(&a);
    for (int i = 0; i < 48; i++)
        cr_assert_eq(((char *)arena_new(&a, 1))[0], 0, "what is handed out again is zeroed");
    arena_free(&a);
    cr_assert_eq(a.total, 0);
}

static bool same_int(const void *value, const void *key)
{
    return *(const uint64_t *)value == *(const uint64_t *)key;
}

/* Few hashes for many keys: chains collide, wrap round and are torn out again. */
Test(map, holds_through_collisions_and_removals)
{
    enum { N = 2000 };
    static uint64_t values[N];
    struct map m = { .same = same_int };
    size_t at = 0, seen = 0;

    for (uint64_t i = 0; i < N; i++) {
        values[i] = i;
        map_add(&m, i % 37 * 0x9e3779b97f4a7c15U, &values[i]);
    }
    for (uint64_t i = 0; i < N; i += 3)
        map_remove(&m, i % 37 * 0x9e3779b97f4a7c15U, &values[i]);
    for (uint64_t i = 0; i < N; i++) {
        void *found = map_find(&m, i % 37 * 0x9e3779b97f4a7c15U, &i);

        cr_assert_eq(found, i % 3 ? (void *)&values[i] : NULL, "key %lu", (unsigned long)i);
    }
    while (map_next(&m, &at))
        seen++;
    cr_assert_eq(seen, m.used);
    map_free(&m);
}

Test(map, frozen_hash_never_changes)
{
    cr_assert_eq(hash_frozen(SLICE("alice")), 0x73a3ea485f2e6049U);
}

Test(buf, grows_and_formats)
{
    struct buf b = { 0 };

    for (int i = 0; i < 1000; i++)
        buf_addf(&b, "%d,", i % 10);
    buf_add(&b, SLICE("end"));
    cr_assert_eq(b.n, 2003);
    cr_assert(slice_ends(buf_slice(&b), SLICE("9,end")));
    buf_free(&b);
}
