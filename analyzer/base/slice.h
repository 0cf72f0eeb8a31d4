#ifndef BASE_SLICE_H
#define BASE_SLICE_H

/*
 * slice - a run of bytes that somebody else owns
 *
 * Copied by value; never NUL-terminated, may hold any byte. An empty slice may
 * have p == NULL. How long the bytes live is told where a slice is handed out:
 * during the call (lines), until the run ends (arena), for ever (literals).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct slice {
    const char *p;
    size_t n;
} slice;

#define SLICE(literal) ((slice){ "" literal, sizeof(literal) - 1 })
#define SLICE_FMT      "%.*s"
#define SLICE_ARG(s)   (int)((s).n > 4096 ? 4096 : (s).n), ((s).p ? (s).p : "")

static inline slice slice_of(const char *p, size_t n)
{
    return (slice){ p, n };
}

static inline slice slice_str(const char *s)
{
    return (slice){ s, s ? strlen(s) : 0 };
}

/* With a literal as b its length is known, and the comparison needs no call. */
static inline bool slice_eq(slice a, slice b)
{
    return a.n == b.n && (b.n == 0 || memcmp(a.p, b.p, b.n) == 0);
}

static inline bool slice_starts(slice s, slice prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline bool slice_ends(slice s, slice suffix)
{
    return s.n >= suffix.n &&
           (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

/* Without its first n bytes; empty when it has no more than that. */
static inline slice slice_skip(slice s, size_t n)
{
    size_t skipped = n < s.n ? n : s.n;

    return (slice){ skipped ? s.p + skipped : s.p, s.n - skipped };
}

/* Its first n bytes, or all of it. */
static inline slice slice_head(slice s, size_t n)
{
    return n >= s.n ? s : (slice){ s.p, n };
}

/* Index of the first / last c, or s.n when there is none. */
static inline size_t slice_find(slice s, char c)
{
    const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;

    return hit ? (size_t)(hit - s.p) : s.n;
}

size_t slice_rfind(slice s, char c);

/* How many c it begins with. */
size_t slice_lead(slice s, char c);

/* Index of the first occurrence of a non-empty needle, or s.n. */
size_t slice_find_str(slice s, slice needle);

/* ASCII case folded; other bytes are compared as they are. */
bool slice_eq_nocase(slice a, slice b);
bool slice_ends_nocase(slice s, slice suffix);

/* Byte order, a shorter prefix first; for qsort and bsearch. */
int slice_cmp(slice a, slice b);

slice slice_trim(slice s);

/* Decimal digits only, all of it, no overflow; false leaves *out alone. */
bool slice_u64(slice s, uint64_t *out);

/* A part of `whole`, as the same part of its copy; an empty one may be of anywhere. */
static inline slice slice_within(slice part, slice whole, slice copy)
{
    return slice_of(part.n ? copy.p + (part.p - whole.p) : copy.p, part.n);
}

/* The same of what may be no part of it, a literal above all: that stays as it is. */
static inline slice slice_if_within(slice part, slice whole, slice copy)
{
    bool is_part = part.n && part.p >= whole.p && part.p <= whole.p + whole.n;

    return is_part ? slice_within(part, whole, copy) : part;
}

/* Domain of an address: what follows the last '@'; empty when there is none. */
slice slice_domain(slice address);

#endif
