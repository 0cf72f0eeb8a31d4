/* The authors' vectors: key 00 01 .. 0f, text 00 01 02 .. of each length. */
#include "analyzer/base/siphash.h"

#include <criterion/criterion.h>

Test(siphash, published_vectors)
{
    static const struct {
        size_t n;
        uint64_t hash;
    } rows[] = {
        { 0, 0x726fdb47dd0e0e31U },  { 1, 0x74f839c593dc67fdU }, { 2, 0x0d6c8009d9a94f5aU },
        { 3, 0x85676696d7fb7e2dU },  { 7, 0xab0200f58b01d137U }, { 8, 0x93f5f5799a932462U },
        { 15, 0xa129ca6149be45e5U },
    };
    uint8_t key[SIPHASH_KEY];
    char text[16];

    for (size_t i = 0; i < sizeof(text); i++) {
        key[i] = (uint8_t)i;
        text[i] = (char)i;
    }
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        cr_expect_eq(siphash(key, slice_of(text, rows[i].n)), rows[i].hash, "%zu bytes", rows[i].n);
}
