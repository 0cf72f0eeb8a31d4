/* Few enough to be looked through. */
#include "detectors/writers.h"

#include "analyzer/base/mem.h"
#include "analyzer/base/packed.h"

static uint32_t half(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

/* Without a way out in the middle: so it takes many at once. */
static bool have(const struct writers *w, uint32_t who)
{
    uint32_t found = 0;

    for (size_t i = 0; i < w->n; i++)
        found |= w->at[i] == who;
    return found;
}

static bool add(struct writers *w, uint32_t who)
{
    size_t cap = w->cap;

    if (have(w, who))
        return false;
    w->came++;
    if (w->n == WRITERS_MAX) {
        w->at[w->next] = who;
        w->next = (uint8_t)((w->next + 1) % WRITERS_MAX);
        return true;
    }
    w->at = mem_grow(w->at, &cap, w->n + 1U, sizeof(*w->at));
    w->cap = (uint8_t)cap;
    w->at[w->n++] = who;
    return true;
}

bool writers_add(struct writers *w, uint64_t hash)
{
    return add(w, half(hash));
}

bool writers_have(const struct writers *w, uint64_t hash)
{
    return have(w, half(hash));
}

/* The i-th that came. */
static uint32_t in_order(const struct writers *w, size_t i)
{
    return w->at[(w->next + i) % w->n];
}

bool writers_join(struct writers *into, const struct writers *from)
{
    bool is_new = false;

    for (size_t i = 0; i < from->n; i++)
        is_new |= add(into, in_order(from, i));
    return is_new;
}

void writers_pack(const struct writers *w, struct buf *out)
{
    for (size_t i = 0; i < w->n; i++) {
        uint32_t who = in_order(w, i);
        char bytes[4] = { (char)(who >> 24), (char)(who >> 16), (char)(who >> 8), (char)who };

        buf_add(out, slice_of(bytes, sizeof(bytes)));
    }
}

bool writers_unpack(struct writers *w, slice bytes)
{
    if (bytes.n % 4 || bytes.n / 4 > WRITERS_MAX)
        return false;
    for (size_t at = 0; at < bytes.n; at += 4) {
        uint32_t who = 0;

        for (size_t i = 0; i < 4; i++)
            who = who << 8 | (uint8_t)bytes.p[at + i];
        if (!add(w, who))
            return false;
    }
    return true;
}

void writers_free(struct writers *w)
{
    mem_free(w->at);
    *w = (struct writers){ 0 };
}
