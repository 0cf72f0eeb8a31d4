/* An input is known again by content: packed, renamed, grown; and never taken for another. */
#include "analyzer/run/input/contents.h"

#include "tests/units/log_folder.h"

TestSuite(contents, .init = make_log_folder, .fini = remove_log_folder, .timeout = 60);

#define A LINE("2026-03-02T10:00:00+00:00", "a")
#define B LINE("2026-03-02T10:00:01+00:00", "b")
#define C LINE("2026-03-02T10:00:02+00:00", "c")
#define D LINE("2026-03-02T10:00:03+00:00", "d")

static struct contents_look look(const char *path, const struct content_known *known, size_t n)
{
    struct contents_look l = { .known = known, .n = n };
    struct source_options opt = { 0 };
    struct err err;

    cr_assert(contents_look(&l, path, &opt, &err), "%s", err.text);
    return l;
}

static struct content_known known_as(const char *text)
{
    struct content_known k = { .generation = 1 };

    put("known", text);
    k.content = look("known", NULL, 0).content;
    return k;
}

static void expect_is(const char *text, const struct content_known *known, size_t n,
                      enum content_is is)
{
    for (int how = PACK_PLAIN; how < PACKINGS; how++) {
        struct contents_look l;

        put_packed("file", (enum packing)how, text);
        l = look("file", known, n);
        cr_expect_eq(l.is, is, "packing %d of %s: %d", how, text, (int)l.is);
    }
}

Test(contents, what_it_was_and_what_it_grew_to)
{
    struct content_known k = known_as(A B);

    expect_is(A B, &k, 1, CONTENT_SAME);
    expect_is(A B C, &k, 1, CONTENT_GROWN);
    expect_is(B A, &k, 1, CONTENT_NEW);
    expect_is(A C B, &k, 1, CONTENT_NEW);
    expect_is("", &k, 1, CONTENT_NEW);
}

Test(contents, a_line_that_is_being_written_does_not_count)
{
    struct content_known k = known_as(A "2026-03-02T10:00:01+00:00 mx post");

    cr_expect_eq(k.content.length, strlen(A));
    expect_is(A B, &k, 1, CONTENT_GROWN);
    expect_is(A, &k, 1, CONTENT_SAME);
    k = known_as("2026-03-02T10:00:01+00:00 mx post");
    cr_expect_eq(k.content.length, 0);
}

Test(contents, one_line_is_enough)
{
    struct content_known k = known_as(A);

    expect_is(A, &k, 1, CONTENT_SAME);
    expect_is(A B C D, &k, 1, CONTENT_GROWN);
    expect_is(B, &k, 1, CONTENT_NEW);
}

Test(contents, of_several_the_longest_that_it_continues)
{
    struct content_known k[3] = { known_as(A B), known_as(A B C), known_as(A D) };

    put("file", A B C D);
    cr_expect_eq(look("file", k, 3).found, 1);
    put("file", A B D);
    cr_expect_eq(look("file", k, 3).found, 0);
    expect_is(A B D, k, 3, CONTENT_GROWN);
    expect_is(A D, k, 3, CONTENT_SAME);
}

static void put_lines(const char *name, int n, int odd)
{
    struct buf b = { 0 };

    for (int i = 0; i < n; i++)
        buf_addf(&b, "2026-03-02T10:%02d:%02d+00:00 mx postfix/smtp[%d]: line\n", i / 60 % 60,
                 i % 60, i == odd ? 7 : 1);
    put_bytes(name, buf_slice(&b));
    buf_free(&b);
}

/* Beyond what is hashed of the beginning, and beyond what is read at once. */
Test(contents, long_ones)
{
    struct content_known k = { .generation = 1 };

    put_lines("file", 20000, -1);
    k.content = look("file", NULL, 0).content;
    cr_expect_eq(k.content.head_n, CONTENT_HEAD);
    cr_expect_eq(look("file", &k, 1).is, CONTENT_SAME);
    put_lines("file", 30000, -1);
    cr_expect_eq(look("file", &k, 1).is, CONTENT_GROWN);
    put_lines("file", 10000, -1);
    cr_expect_eq(look("file", &k, 1).is, CONTENT_SHORTER);
    put_lines("file", 30000, 19999);
    cr_expect_eq(look("file", &k, 1).is, CONTENT_ALTERED);
    put_lines("file", 30000, 3);
    cr_expect_eq(look("file", &k, 1).is, CONTENT_NEW);
}

Test(contents, torn_and_then_whole)
{
    struct content_known k = { .generation = 1 };
    struct buf b = { 0 };

    put_lines("file", 20000, -1);
    pack(&b, PACK_GZIP, SLICE(A B C D));
    put_bytes("torn.gz", slice_head(buf_slice(&b), b.n - 9));
    k.content = look("torn.gz", NULL, 0).content;
    put_bytes("whole.gz", buf_slice(&b));
    cr_expect_eq(look("whole.gz", &k, 1).is,
                 k.content.length == strlen(A B C D) ? CONTENT_SAME : CONTENT_GROWN);
    buf_free(&b);
}

Test(contents, what_is_not_there)
{
    struct contents_look l = { 0 };
    struct source_options opt = { 0 };
    struct err err;

    cr_expect_not(contents_look(&l, "nowhere", &opt, &err));
}
