/*
 * Where eight bytes of one stand in the other is looked up in a table of every fourth place; a
 * stretch is drawn out to both sides from there. Behind a stretch what follows is first sought
 * where it would stand if as much had been replaced as is new: changes seldom move anything.
 */
#include "analyzer/base/difference.h"

#include "analyzer/base/mem.h"
#include "analyzer/base/octets.h"

enum { STEP = 4, SIZE_LEAST = 64 };

struct differ {
    struct difference *d;
    slice wanted, given;
    struct buf *out;
    size_t done;     /* of what is wanted */
    size_t expected; /* place in what is given behind the last stretch */
};

static size_t hash_of(const struct difference *d, const char *p)
{
    return (size_t)(octets_at(p) * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (d->size - 1);
}

static void index_given(struct difference *d, slice given)
{
    for (d->size = SIZE_LEAST; d->size < given.n / STEP;)
        d->size *= 2;
    d->at = mem_grow(d->at, &d->cap, d->size, sizeof(*d->at));
    memset(d->at, 0, d->size * sizeof(*d->at));
    for (size_t i = 0; i + OCTETS <= given.n && i < UINT32_MAX; i += STEP)
        d->at[hash_of(d, given.p + i)] = (uint32_t)i + 1;
}

static bool is_at(const struct differ *f, size_t i, size_t at)
{
    return at + OCTETS <= f->given.n && octets_at(f->given.p + at) == octets_at(f->wanted.p + i);
}

static bool find(const struct differ *f, size_t i, size_t *at)
{
    *at = f->expected + (i - f->done);
    if (is_at(f, i, *at))
        return true;
    *at = f->d->at[hash_of(f->d, f->wanted.p + i)];
    return *at && is_at(f, i, --*at);
}

/* How far both go on alike. */
static size_t stretch(const struct differ *f, size_t i, size_t at)
{
    size_t n = OCTETS;

    while (i + n + OCTETS <= f->wanted.n && is_at(f, i + n, at + n))
        n += OCTETS;
    while (i + n < f->wanted.n && at + n < f->given.n && f->wanted.p[i + n] == f->given.p[at + n])
        n++;
    return n;
}

/* What is new up to i, and n bytes from `at` on. */
static void put(struct differ *f, size_t i, size_t at, size_t n)
{
    size_t fresh = i - f->done;

    pack_number(f->out, fresh);
    buf_add(f->out, slice_of(f->wanted.p + f->done, fresh));
    pack_number(f->out, n);
    if (n)
        pack_signed(f->out, (int64_t)at - (int64_t)(f->expected + fresh));
    f->expected = at + n;
    f->done = i + n;
}

void difference_pack(struct difference *d, slice wanted, slice given, struct buf *out)
{
    struct differ f = { .d = d, .wanted = wanted, .given = given, .out = out };
    size_t i = 0, at;

    index_given(d, given);
    while (i + OCTETS <= wanted.n) {
        size_t n;

        if (!find(&f, i, &at)) {
            i++;
            continue;
        }
        n = stretch(&f, i, at);
        while (i > f.done && at > 0 && wanted.p[i - 1] == given.p[at - 1]) {
            i--;
            at--;
            n++;
        }
        put(&f, i, at, n);
        i = f.done;
    }
    if (f.done < wanted.n)
        put(&f, wanted.n, 0, 0);
}

bool difference_apply(slice packed, slice given, struct buf *out)
{
    struct unpack u = { .rest = packed };
    uint64_t expected = 0;

    while (u.rest.n) {
        uint64_t fresh = unpack_number(&u), n, at;

        if (fresh > u.rest.n)
            return false;
        buf_add(out, slice_head(u.rest, (size_t)fresh));
        u.rest = slice_skip(u.rest, (size_t)fresh);
        n = unpack_number(&u);
        at = expected + fresh + (n ? (uint64_t)unpack_signed(&u) : 0);
        if (u.is_torn || (n && (at > given.n || n > given.n - at)))
            return false;
        if (n)
            buf_add(out, slice_of(given.p + at, (size_t)n));
        expected = at + n;
    }
    return !u.is_torn;
}

void difference_free(struct difference *d)
{
    mem_free(d->at);
    *d = (struct difference){ 0 };
}
