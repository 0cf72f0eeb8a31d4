/* Numbers come back as they were, and torn bytes are never read beyond. */
#include "analyzer/base/packed.h"

#include <criterion/criterion.h>

Test(packed, numbers_come_back)
{
    static const int64_t rows[] = { 0,   1,   -1,  63,    64,        -64,
                                    -65, 127, 128, 16384, INT64_MAX, INT64_MIN };
    size_t n = sizeof(rows) / sizeof(*rows);
    struct buf b = { 0 };
    struct unpack u;

    for (size_t i = 0; i < n; i++) {
        pack_signed(&b, rows[i]);
        pack_number(&b, (uint64_t)rows[i]);
    }
    u = (struct unpack){ .rest = buf_slice(&b) };
    for (size_t i = 0; i < n; i++) {
        cr_expect_eq(unpack_signed(&u), rows[i]);
        cr_expect_eq(unpack_number(&u), (uint64_t)rows[i]);
    }
    cr_expect(u.rest.n == 0 && !u.is_torn);
    cr_expect(unpack_number(&u) == 0 && u.is_torn);
    buf_free(&b);
}

Test(packed, what_is_cut_off_is_told)
{
    struct buf b = { 0 };
    slice name, bytes;

    pack_part(&b, SLICE("name"), SLICE("bytes"));
    pack_part(&b, SLICE(""), SLICE(""));
    for (size_t cut = 0; cut <= b.n; cut++) {
        struct unpack u = { .rest = slice_head(buf_slice(&b), cut) };
        int parts = 0;

        for (; unpack_part(&u, &name, &bytes); parts++)
            cr_expect(parts == 1 ||
                      (slice_eq(name, SLICE("name")) && slice_eq(bytes, SLICE("bytes"))));
        cr_expect_eq(parts, cut == b.n ? 2 : cut >= b.n - 2);
        cr_expect_eq(u.is_torn, cut != 0 && cut != b.n - 2 && cut != b.n, "cut at %zu", cut);
    }
    buf_free(&b);
}

Test(packed, a_number_without_an_end)
{
    struct unpack u = { .rest = SLICE("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff") };

    cr_expect(unpack_number(&u) == 0 && u.is_torn);
}
