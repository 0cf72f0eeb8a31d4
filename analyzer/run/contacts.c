/* Packed they take twelve bytes each, in order, so that two versions of them differ little. */
#include "analyzer/run/contacts.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"

enum { PACKED_BYTES = 12, FIRST_SIZE = 16 };

#define ZERO 0x9e3779b97f4a7c15U /* stands for the hash 0 */

/* The hashes are keyed: their own bits spread well, and nobody chooses them. */
static struct contact *slot_of(struct contact *table, size_t size, uint64_t who)
{
    size_t at = (size_t)who & (size - 1);

    while (table[at].who && table[at].who != who)
        at = (at + 1) & (size - 1);
    return &table[at];
}

static void make_room(struct contacts *c, size_t used)
{
    size_t size = c->size ? c->size : FIRST_SIZE;
    struct contact *table;

    while (used * 4 > size * 3)
        size *= 2;
    if (size == c->size)
        return;
    table = mem_new(size, sizeof(*table));
    for (size_t i = 0; i < c->size; i++)
        if (c->table[i].who)
            *slot_of(table, size, c->table[i].who) = c->table[i];
    mem_free(c->table);
    c->table = table;
    c->size = size;
}

static uint16_t day_of(int64_t day)
{
    return day < 0 ? 0 : day > UINT16_MAX ? UINT16_MAX : (uint16_t)day;
}

struct met contacts_meet(struct contacts *c, uint64_t who, int64_t day)
{
    uint16_t today = day_of(day);
    struct contact *one;
    struct met met;

    who = who ? who : ZERO;
    make_room(c, c->used + 1);
    one = slot_of(c->table, c->size, who);
    if (!one->who || one->last + contacts_kept_days(c) < today) {
        c->used += !one->who;
        *one = (struct contact){ who, today, today };
        return (struct met){ .is_new_today = true };
    }
    met = (struct met){ .is_known = one->first < today, .is_again = one->last == today };
    if (today < one->first)
        one->first = today;
    if (today > one->last)
        one->last = today;
    return met;
}

static int by_last(const void *a, const void *b)
{
    const struct contact *x = a, *y = b;

    if (x->last != y->last)
        return x->last > y->last ? -1 : 1;
    return x->who < y->who ? -1 : x->who > y->who;
}

static int by_hash(const void *a, const void *b)
{
    const struct contact *x = a, *y = b;

    return x->who < y->who ? -1 : x->who > y->who;
}

static void put(struct buf *out, uint64_t value, int bytes)
{
    char text[8];

    for (int i = 0; i < bytes; i++)
        text[i] = (char)(value >> 8 * i);
    buf_add(out, slice_of(text, (size_t)bytes));
}

static uint64_t get(const char *p, int bytes)
{
    uint64_t value = 0;

    for (int i = 0; i < bytes; i++)
        value |= (uint64_t)(uint8_t)p[i] << 8 * i;
    return value;
}

void contacts_pack(const struct contacts *c, int64_t today, struct buf *out)
{
    struct contact *all = mem_new(c->used + 1, sizeof(*all));
    size_t n = 0;

    for (size_t i = 0; i < c->size; i++)
        if (c->table[i].who && c->table[i].last + contacts_kept_days(c) >= today)
            all[n++] = c->table[i];
    if (n > CONTACTS_MAX) {
        qsort(all, n, sizeof(*all), by_last);
        n = CONTACTS_MAX;
    }
    qsort(all, n, sizeof(*all), by_hash);
    for (size_t i = 0; i < n; i++) {
        put(out, all[i].who, 8);
        put(out, all[i].first, 2);
        put(out, all[i].last, 2);
    }
    mem_free(all);
}

bool contacts_next(slice packed, size_t *at, struct contact *one)
{
    const char *p = packed.p + *at;

    if (packed.n < PACKED_BYTES || *at > packed.n - PACKED_BYTES)
        return false;
    *one = (struct contact){ get(p, 8), (uint16_t)get(p + 8, 2), (uint16_t)get(p + 10, 2) };
    *at += PACKED_BYTES;
    return true;
}

bool contacts_unpack(struct contacts *c, slice packed)
{
    bool is_whole = packed.n % PACKED_BYTES == 0;
    uint64_t before = 0;
    struct contact one;
    size_t at = 0;

    make_room(c, packed.n / PACKED_BYTES);
    while (contacts_next(packed, &at, &one)) {
        struct contact *slot = slot_of(c->table, c->size, one.who);

        is_whole = is_whole && one.who > before && one.first <= one.last;
        before = one.who;
        c->used += !slot->who;
        *slot = one;
    }
    return is_whole;
}

uint64_t contacts_forget(struct contacts *c, int64_t before)
{
    struct contacts kept = { .kept_days = c->kept_days };
    uint16_t day = day_of(before);
    uint64_t gone;

    for (size_t i = 0; i < c->size; i++) {
        struct contact one = c->table[i];

        if (!one.who || one.last < day)
            continue;
        if (one.first < day)
            one.first = day;
        make_room(&kept, ++kept.used);
        *slot_of(kept.table, kept.size, one.who) = one;
    }
    gone = c->used - kept.used;
    mem_free(c->table);
    *c = kept;
    return gone;
}

int64_t contacts_oldest(const struct contacts *c)
{
    int64_t oldest = INT64_MAX;

    for (size_t i = 0; i < c->size; i++)
        if (c->table[i].who && c->table[i].last < oldest)
            oldest = c->table[i].last;
    return oldest;
}

int64_t contacts_newest(const struct contacts *c)
{
    int64_t newest = INT64_MIN;

    for (size_t i = 0; i < c->size; i++)
        if (c->table[i].who && c->table[i].last > newest)
            newest = c->table[i].last;
    return newest;
}

void contacts_free(struct contacts *c)
{
    mem_free(c->table);
    *c = (struct contacts){ 0 };
}
