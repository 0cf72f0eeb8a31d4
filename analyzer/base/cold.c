/*
 * Packed, eight words at a time: a byte that tells which are not zero, then of each of these half a
 * byte that tells its bytes, then the bytes. A piece of nothing but zeros is nothing at all.
 */
#include "analyzer/base/cold.h"

#include <endian.h>
#include <stdbool.h>
#include <string.h>

#include "analyzer/base/mem.h"

enum { WORD = 8, GROUP = 8, HALF_BYTES = GROUP / 2, GROUP_MOST = 1 + HALF_BYTES + GROUP * WORD };
enum { SLACK = WORD - 1 /* behind what is packed, so that its last word is read as any other */ };

/* Of one that is packed an address, which is even, or 0: nothing but zeros. Of one that is open
   twice its frame, and one more; of a vacant one likewise the next that is vacant. */
struct cold_entry {
    uint64_t word;
};

struct cold_frame {
    uint32_t number; /* 0: none lies here */
    uint16_t older, newer;
};

/* --- words to bytes and back ---------------------------------------------------------- */

static unsigned length_of(uint64_t word)
{
    return (71 - (unsigned)__builtin_clzll(word)) / 8;
}

/* Half a byte for each of the words in a mask, rounded up to whole bytes. */
static size_t lengths_size(unsigned mask)
{
    static const unsigned char bits[] = { 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4 };

    return (bits[mask & 15] + bits[mask >> 4] + 1U) / 2;
}

/* All eight bytes are written, of which the next word takes those that are not needed. */
static unsigned char *put_word(unsigned char *out, uint64_t word, unsigned length)
{
    word = htole64(word);
    memcpy(out, &word, WORD);
    return out + length;
}

/* All eight are read: behind the last word there are SLACK bytes. */
static uint64_t get_word(const unsigned char *in, unsigned length)
{
    uint64_t word;

    memcpy(&word, in, WORD);
    return le64toh(word) & UINT64_MAX >> (64 - 8 * length);
}

/* A piece is of its owner's types. */
static uint64_t word_at(const char *piece, size_t i)
{
    uint64_t word;

    memcpy(&word, piece + i * WORD, WORD);
    return word;
}

/* Which of up to eight words are not zero; mostly none is. */
static unsigned mask_of(const char *words, size_t n)
{
    uint64_t all = 0;
    unsigned mask = 0;

    for (size_t i = 0; i < n; i++)
        all |= word_at(words, i);
    for (size_t i = 0; all && i < n; i++)
        mask |= (unsigned)(word_at(words, i) != 0) << i;
    return mask;
}

static unsigned char *pack_group(const char *words, size_t n, unsigned char *out)
{
    unsigned char *lengths = out + 1, *bytes = lengths;
    unsigned mask = mask_of(words, n), filled = 0;

    *out = (unsigned char)mask;
    if (!mask)
        return bytes;
    bytes += lengths_size(mask);
    memset(lengths, 0, HALF_BYTES);
    for (; mask; mask &= mask - 1) {
        uint64_t word = word_at(words, (size_t)__builtin_ctz(mask));
        unsigned length = length_of(word);

        lengths[filled / 2] |= (unsigned char)(length << (filled % 2 * 4));
        bytes = put_word(bytes, word, length);
        filled++;
    }
    return bytes;
}

static const unsigned char *unpack_group(const unsigned char *in, char *words)
{
    unsigned mask = *in++, filled = 0;
    const unsigned char *lengths = in;

    if (!mask)
        return in;
    in += lengths_size(mask);
    for (; mask; mask &= mask - 1) {
        unsigned length = lengths[filled / 2] >> (filled % 2 * 4) & 15;
        uint64_t word = get_word(in, length);

        memcpy(words + (size_t)__builtin_ctz(mask) * WORD, &word, WORD);
        in += length;
        filled++;
    }
    return in;
}

/* NULL: nothing but zeros, which take a byte a group. */
static unsigned char *pack(const struct cold *c, const char *piece)
{
    size_t n = c->size / WORD, groups = (n + GROUP - 1) / GROUP;
    unsigned char *end = c->scratch;

    for (size_t at = 0; at < n; at += GROUP)
        end = pack_group(piece + at * WORD, n - at < GROUP ? n - at : GROUP, end);
    n = (size_t)(end - c->scratch);
    return n == groups ? NULL : memcpy(mem_room(n + SLACK), c->scratch, n + SLACK);
}

static void unpack(const struct cold *c, const unsigned char *packed, char *piece)
{
    size_t n = c->size / WORD;

    memset(piece, 0, c->size);
    for (size_t at = 0; packed && at < n; at += GROUP)
        packed = unpack_group(packed, piece + at * WORD);
}

static unsigned char *packed_of(const struct cold_entry *e)
{
    return e->word & 1 ? NULL : (unsigned char *)(uintptr_t)e->word;
}

static uint64_t tagged(uint32_t n)
{
    return (uint64_t)n << 1 | 1;
}

static uint32_t untagged(const struct cold_entry *e)
{
    return e->word & 1 ? (uint32_t)(e->word >> 1) : 0;
}

/* --- which of them are open ------------------------------------------------------------- */

static void unlink_frame(struct cold *c, uint16_t i)
{
    const struct cold_frame *f = &c->order[i];

    *(f->newer ? &c->order[f->newer].older : &c->newest) = f->older;
    *(f->older ? &c->order[f->older].newer : &c->oldest) = f->newer;
}

static void make_newest(struct cold *c, uint16_t i)
{
    c->order[i].newer = 0;
    c->order[i].older = c->newest;
    *(c->newest ? &c->order[c->newest].newer : &c->oldest) = i;
    c->newest = i;
}

static void make_oldest(struct cold *c, uint16_t i)
{
    c->order[i].older = 0;
    c->order[i].newer = c->oldest;
    *(c->oldest ? &c->order[c->oldest].older : &c->newest) = i;
    c->oldest = i;
}

static char *frame_at(const struct cold *c, uint16_t i)
{
    return c->frames + (size_t)(i - 1) * c->size;
}

static void begin(struct cold *c)
{
    size_t groups = (c->size / WORD + GROUP - 1) / GROUP;

    c->frames = mem_room(COLD_OPEN * c->size);
    c->order = mem_new(COLD_OPEN + 1, sizeof(*c->order));
    c->scratch = mem_new(groups * GROUP_MOST + SLACK, 1);
    c->at = mem_grow(c->at, &c->cap, 1, sizeof(*c->at));
    c->n = 1;
}

/* The frame that has been left alone for longest, empty now and the newest. */
static uint16_t free_frame(struct cold *c)
{
    uint16_t i = c->oldest;
    uint32_t number = i ? c->order[i].number : 0;

    if (!i || (number && c->n_frames < COLD_OPEN))
        i = ++c->n_frames;
    else
        unlink_frame(c, i);
    number = c->order[i].number;
    if (number)
        c->at[number].word = (uint64_t)(uintptr_t)pack(c, frame_at(c, i));
    make_newest(c, i);
    return i;
}

static void *take_frame(struct cold *c, uint32_t number)
{
    uint16_t i = free_frame(c);
    struct cold_entry *e = &c->at[number];

    unpack(c, packed_of(e), frame_at(c, i));
    mem_free(packed_of(e));
    e->word = tagged(i);
    c->order[i].number = number;
    return frame_at(c, i);
}

uint32_t cold_add(struct cold *c)
{
    uint32_t number = c->vacant;

    if (!c->frames)
        begin(c);
    if (number)
        c->vacant = untagged(&c->at[number]);
    else {
        c->at = mem_grow(c->at, &c->cap, c->n + 1, sizeof(*c->at));
        number = (uint32_t)c->n++;
    }
    c->at[number] = (struct cold_entry){ 0 };
    (void)take_frame(c, number);
    return number;
}

void *cold_open(struct cold *c, uint32_t number)
{
    uint16_t i = (uint16_t)untagged(&c->at[number]);

    if (!i)
        return take_frame(c, number);
    if (i != c->newest) {
        unlink_frame(c, i);
        make_newest(c, i);
    }
    return frame_at(c, i);
}

void cold_drop(struct cold *c, uint32_t number)
{
    struct cold_entry *e = &c->at[number];

    uint16_t i = (uint16_t)untagged(e);

    if (i) {
        unlink_frame(c, i);
        c->order[i].number = 0;
        make_oldest(c, i);
    }
    mem_free(packed_of(e));
    e->word = tagged(c->vacant);
    c->vacant = number;
}

void cold_free(struct cold *c)
{
    for (size_t i = 1; i < c->n; i++)
        mem_free(packed_of(&c->at[i]));
    mem_free(c->at);
    mem_free(c->frames);
    mem_free(c->order);
    mem_free(c->scratch);
    *c = (struct cold){ .size = c->size };
}
