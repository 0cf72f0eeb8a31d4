#ifndef BASE_OCTETS_H
#define BASE_OCTETS_H

/*
 * octets - eight bytes looked at together
 *
 * For the short words at the front of every line, where calling the C library costs more
 * than looking. A question marks the top bit of each byte that it holds for; only the first
 * marked byte is certain. The first byte in memory is the lowest, on any machine.
 */

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { OCTETS = 8 };

static inline uint64_t octets_at(const char *p)
{
    uint64_t x;

    memcpy(&x, p, sizeof(x));
    return le64toh(x);
}

static inline uint64_t octets_each(unsigned char byte)
{
    return UINT64_C(0x0101010101010101) * byte;
}

static inline uint64_t octets_equal(uint64_t x, char c)
{
    uint64_t y = x ^ octets_each((unsigned char)c);

    return (y - octets_each(1)) & ~y & octets_each(0x80);
}

/* Bytes below 0x80 that lie from `low` to `high`; others are to be marked by the caller. */
static inline uint64_t octets_within(uint64_t x, char low, char high)
{
    uint64_t y = x & octets_each(0x7f);

    return (y + octets_each((unsigned char)(0x80 - low))) &
           ~(y + octets_each((unsigned char)(0x7f - high))) & octets_each(0x80);
}

/* Bytes that are no ASCII letter and no digit. */
static inline uint64_t octets_not_alnum(uint64_t x)
{
    uint64_t good = octets_within(x, '0', '9') | octets_within(x | octets_each(0x20), 'a', 'z');

    return (~good | x) & octets_each(0x80);
}

/* ASCII capitals made small; all other bytes stay. */
static inline uint64_t octets_lower(uint64_t x)
{
    return x | (octets_within(x, 'A', 'Z') & ~x) >> 2;
}

/* The same of n bytes. */
static inline void octets_lower_all(char *to, const char *from, size_t n)
{
    size_t i = 0;

    for (; i + OCTETS <= n; i += OCTETS) {
        uint64_t x = htole64(octets_lower(octets_at(from + i)));

        memcpy(to + i, &x, sizeof(x));
    }
    for (; i < n; i++)
        to[i] = (char)octets_lower((unsigned char)from[i]);
}

/* Index of the first marked byte; marks must not be 0. */
static inline size_t octets_first(uint64_t marks)
{
    return (size_t)__builtin_ctzll(marks) / 8;
}

#endif
