/* A header is a block of 512 bytes; contents are filled up to whole blocks; two empty ones end it.
 */
#include "analyzer/base/ustar.h"

#include <stdio.h>

#include "analyzer/base/err.h"

enum {
    BLOCK = 512,
    SIZE_AT = 124,
    SIZE_N = 12,
    SUM_AT = 148,
    SUM_N = 8,
    TYPE_AT = 156,
    MAGIC_AT = 257
};

static const char zeros[BLOCK];

/* With blanks in the place of the sum itself. */
static unsigned sum_of(const char *header)
{
    unsigned sum = 0;

    for (size_t i = 0; i < BLOCK; i++)
        sum += i >= SUM_AT && i < SUM_AT + SUM_N ? ' ' : (unsigned char)header[i];
    return sum;
}

static size_t filler(size_t n)
{
    return (BLOCK - n % BLOCK) % BLOCK;
}

void ustar_add(struct buf *archive, const char *name, slice content)
{
    char h[BLOCK] = { 0 };

    if (strlen(name) > USTAR_NAME || content.n > 077777777777)
        bug("a member of an archive has no room");
    memcpy(h, name, strlen(name));
    memcpy(h + 100, "0000600", 7);
    memcpy(h + 108, "0000000", 7);
    memcpy(h + 116, "0000000", 7);
    (void)snprintf(h + SIZE_AT, SIZE_N, "%011llo", (unsigned long long)content.n);
    memcpy(h + 136, "00000000000", 11);
    h[TYPE_AT] = '0';
    memcpy(h + MAGIC_AT, "ustar\00000", 8);
    (void)snprintf(h + SUM_AT, SUM_N, "%06o", sum_of(h));
    h[SUM_AT + 7] = ' ';
    buf_add(archive, slice_of(h, BLOCK));
    buf_add(archive, content);
    buf_add(archive, slice_of(zeros, filler(content.n)));
}

void ustar_end(struct buf *archive)
{
    buf_add(archive, slice_of(zeros, BLOCK));
    buf_add(archive, slice_of(zeros, BLOCK));
}

static bool octal(slice s, uint64_t *out)
{
    size_t i = 0;

    *out = 0;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '7'; i++)
        *out = *out * 8 + (uint64_t)(s.p[i] - '0');
    return i > 0 && (i == s.n || s.p[i] == '\0' || s.p[i] == ' ');
}

static bool is_sound(const char *h, uint64_t *size)
{
    uint64_t sum;

    return memcmp(h + MAGIC_AT, "ustar", 5) == 0 && (h[TYPE_AT] == '0' || h[TYPE_AT] == '\0') &&
           octal(slice_of(h + SUM_AT, SUM_N), &sum) && sum == sum_of(h) &&
           octal(slice_of(h + SIZE_AT, SIZE_N), size);
}

bool ustar_next(slice archive, size_t *at, struct ustar_member *out, struct err *err)
{
    slice rest = slice_skip(archive, *at);
    uint64_t size;

    err->text[0] = '\0';
    if (rest.n < BLOCK)
        return err_set(err, "the archive is cut off");
    if (memcmp(rest.p, zeros, BLOCK) == 0)
        return false;
    if (!is_sound(rest.p, &size))
        return err_set(err, "is no sound archive of plain files");
    if (size > rest.n - BLOCK)
        return err_set(err, "the archive is cut off");
    out->name = slice_of(rest.p, strnlen(rest.p, USTAR_NAME));
    out->content = slice_of(rest.p + BLOCK, (size_t)size);
    *at += BLOCK + (size_t)size + filler((size_t)size);
    return true;
}
