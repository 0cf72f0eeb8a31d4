/* As its authors describe it: two rounds for each word, four at the end. */
#include "analyzer/base/siphash.h"

static uint64_t rotated(uint64_t x, int by)
{
    return x << by | x >> (64 - by);
}

/* Little-endian on every machine; fewer than eight bytes are filled up with zeros. */
static uint64_t word_of(const char *p, size_t n)
{
    uint64_t word = 0;

    for (size_t i = 0; i < n; i++)
        word |= (uint64_t)(uint8_t)p[i] << 8 * i;
    return word;
}

static void rounds(uint64_t v[4], int n)
{
    for (; n > 0; n--) {
        v[0] += v[1];
        v[2] += v[3];
        v[1] = rotated(v[1], 13) ^ v[0];
        v[3] = rotated(v[3], 16) ^ v[2];
        v[0] = rotated(v[0], 32);
        v[2] += v[1];
        v[0] += v[3];
        v[1] = rotated(v[1], 17) ^ v[2];
        v[3] = rotated(v[3], 21) ^ v[0];
        v[2] = rotated(v[2], 32);
    }
}

static void take(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    rounds(v, 2);
    v[0] ^= word;
}

uint64_t siphash(const uint8_t key[SIPHASH_KEY], slice s)
{
    uint64_t k0 = word_of((const char *)key, 8), k1 = word_of((const char *)key + 8, 8);
    uint64_t v[4] = { k0 ^ 0x736f6d6570736575U, k1 ^ 0x646f72616e646f6dU, k0 ^ 0x6c7967656e657261U,
                      k1 ^ 0x7465646279746573U };
    uint64_t length = (uint64_t)s.n << 56;

    for (; s.n >= 8; s = slice_skip(s, 8))
        take(v, word_of(s.p, 8));
    take(v, length | word_of(s.p, s.n));
    v[2] ^= 0xff;
    rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}
