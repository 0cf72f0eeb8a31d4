/*
 * Rows are as wide as they are short, so that a lookup needs nothing but halving. Three places may
 * know a contact, and the newest is right: the table, what has changed since, the whole.
 */
#include "analyzer/run/watch/contacts.h"

#include <endian.h>
#include <stdlib.h>

#include "analyzer/base/mem.h"

enum { HASH_BYTES = 6, OLD_BYTES = 12, FIRST_SIZE = 16 };

#define ZERO UINT64_C(0x9e3779b97f4a) /* stands for the hash 0 */

/* Of a row: eight bytes are there. */
static uint64_t who_at(const char *row)
{
    uint64_t x;

    memcpy(&x, row, sizeof(x));
    return be64toh(x) >> (64 - 8 * HASH_BYTES);
}

static void put(char *p, uint64_t value, int bytes)
{
    for (int i = bytes; i-- > 0; value >>= 8)
        p[i] = (char)value;
}

static struct contact row_at(const char *p)
{
    uint32_t days;

    memcpy(&days, p + HASH_BYTES, sizeof(days));
    days = be32toh(days);
    return (struct contact){ who_at(p), (uint16_t)(days >> 16), (uint16_t)days };
}

static void add_row(struct buf *out, const struct contact *c)
{
    char row[CONTACT_BYTES];

    put(row, c->who, HASH_BYTES);
    put(row + HASH_BYTES, c->first, 2);
    put(row + HASH_BYTES + 2, c->last, 2);
    buf_add(out, slice_of(row, sizeof(row)));
}

bool contacts_next(slice packed, size_t *at, struct contact *one)
{
    if (packed.n < CONTACT_BYTES || *at > packed.n - CONTACT_BYTES)
        return false;
    *one = row_at(packed.p + *at);
    *at += CONTACT_BYTES;
    return true;
}

static bool find_row(const struct buf *rows, uint64_t who, struct contact *out)
{
    size_t low = 0, high = rows->n / CONTACT_BYTES;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint64_t there = who_at(rows->p + middle * CONTACT_BYTES);

        if (there == who) {
            *out = row_at(rows->p + middle * CONTACT_BYTES);
            return true;
        }
        if (there < who)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* The hashes are keyed: their own bits spread well, and nobody chooses them. */
static struct contact *slot_of(struct contact *table, size_t size, uint64_t who)
{
    size_t at = (size_t)who & (size - 1);

    while (table[at].who && table[at].who != who)
        at = (at + 1) & (size - 1);
    return &table[at];
}

static void make_room(struct contacts *c)
{
    size_t size = c->size ? 2 * c->size : FIRST_SIZE;
    struct contact *table;

    if ((c->used + 1) * 4 <= c->size * 3)
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

/* In the table, with what was known of it; last is before first when that is nothing. */
static struct contact *take(struct contacts *c, uint64_t who)
{
    struct contact *one;

    make_room(c);
    one = slot_of(c->table, c->size, who);
    if (one->who)
        return one;
    if (!find_row(&c->since, who, one) && !find_row(&c->whole, who, one))
        *one = (struct contact){ who, UINT16_MAX, 0 };
    c->used++;
    return one;
}

struct met contacts_meet(struct contacts *c, uint64_t hash, int64_t day)
{
    uint64_t who = hash >> (64 - 8 * HASH_BYTES);
    uint16_t today = day_of(day);
    struct contact *one = take(c, who ? who : ZERO);
    struct met met;

    if (one->last < one->first || one->last + contacts_kept_days(c) < today) {
        if (c->passed)
            c->passed->contacts += one->last >= one->first;
        one->first = one->last = today;
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

/* What is in the table, in order of hash; to be freed. */
static struct contact *sorted_table(const struct contacts *c)
{
    struct contact *all = mem_new(c->used + 1, sizeof(*all));
    size_t n = 0;

    for (size_t i = 0; i < c->size; i++)
        if (c->table[i].who)
            all[n++] = c->table[i];
    qsort(all, n, sizeof(*all), by_hash);
    return all;
}

/* Old rows and new ones, which replace those of the same hash. */
static void merge(slice rows, const struct contact *newer, size_t n, struct buf *out)
{
    size_t at = 0, next = 0;

    for (size_t i = 0; i < n; i++) {
        while (next < rows.n && who_at(rows.p + next) < newer[i].who)
            next += CONTACT_BYTES;
        buf_add(out, slice_head(slice_skip(rows, at), next - at));
        if (next < rows.n && who_at(rows.p + next) == newer[i].who)
            next += CONTACT_BYTES;
        add_row(out, &newer[i]);
        at = next;
    }
    buf_add(out, slice_skip(rows, at));
}

void contacts_pack_since(const struct contacts *c, struct buf *out)
{
    struct contact *met = sorted_table(c);

    merge(buf_slice(&c->since), met, c->used, out);
    mem_free(met);
}

static size_t keep_newest(struct contact *all, size_t n)
{
    if (n <= CONTACTS_MAX)
        return n;
    qsort(all, n, sizeof(*all), by_last);
    qsort(all, CONTACTS_MAX, sizeof(*all), by_hash);
    return CONTACTS_MAX;
}

/* Takes the rows apart, without those that are too old. */
static struct contact *unpack_rows(slice rows, int64_t oldest, size_t *n)
{
    struct contact *all = mem_new(rows.n / CONTACT_BYTES + 1, sizeof(*all));
    size_t at = 0;

    for (*n = 0; contacts_next(rows, &at, &all[*n]);)
        *n += all[*n].last >= oldest;
    return all;
}

void contacts_pack(const struct contacts *c, int64_t today, struct buf *out)
{
    struct buf since = { 0 }, whole = { 0 };
    struct contact *all;
    size_t n;

    contacts_pack_since(c, &since);
    all = unpack_rows(buf_slice(&since), 0, &n);
    merge(buf_slice(&c->whole), all, n, &whole);
    mem_free(all);
    all = unpack_rows(buf_slice(&whole), today - contacts_kept_days(c), &n);
    if (c->passed)
        c->passed->contacts += whole.n / CONTACT_BYTES - n;
    n = keep_newest(all, n);
    for (size_t i = 0; i < n; i++)
        add_row(out, &all[i]);
    mem_free(all);
    buf_free(&since);
    buf_free(&whole);
}

static bool unpack_into(struct buf *rows, slice packed)
{
    uint64_t before = 0;
    struct contact one;
    size_t at = 0;

    buf_clear(rows);
    buf_add(rows, slice_head(packed, packed.n - packed.n % CONTACT_BYTES));
    while (contacts_next(packed, &at, &one)) {
        if (one.who <= before || one.first > one.last)
            return false;
        before = one.who;
    }
    return at == packed.n;
}

bool contacts_unpack(struct contacts *c, slice packed)
{
    return unpack_into(&c->whole, packed);
}

bool contacts_unpack_since(struct contacts *c, slice packed)
{
    return unpack_into(&c->since, packed);
}

/* These were lowest byte first. */
static uint64_t get_old(const char *p, int bytes)
{
    uint64_t value = 0;

    for (int i = bytes; i-- > 0;)
        value = value << 8 | (uint8_t)p[i];
    return value;
}

bool contacts_unpack_old(struct contacts *c, slice packed)
{
    struct buf rows = { 0 };
    uint64_t before = 0;
    bool is_whole;

    for (size_t at = 0; at + OLD_BYTES <= packed.n; at += OLD_BYTES) {
        const char *p = packed.p + at;
        struct contact one = { get_old(p, 8) >> (64 - 8 * HASH_BYTES), (uint16_t)get_old(p + 8, 2),
                               (uint16_t)get_old(p + 10, 2) };

        if (at == 0 || one.who != before)
            add_row(&rows, &one);
        before = one.who;
    }
    is_whole = unpack_into(&c->whole, buf_slice(&rows)) && packed.n % OLD_BYTES == 0;
    buf_free(&rows);
    return is_whole;
}

size_t contacts_count(const struct contacts *c)
{
    struct buf all = { 0 };
    size_t n;

    contacts_pack(c, 0, &all);
    n = all.n / CONTACT_BYTES;
    buf_free(&all);
    return n;
}

static void forget_rows(struct buf *rows, uint16_t before)
{
    struct buf kept = { 0 };
    struct contact one;
    size_t at = 0;

    while (contacts_next(buf_slice(rows), &at, &one)) {
        if (one.last < before)
            continue;
        if (one.first < before)
            one.first = before;
        add_row(&kept, &one);
    }
    buf_free(rows);
    *rows = kept;
}

uint64_t contacts_forget(struct contacts *c, int64_t before)
{
    size_t known = contacts_count(c);
    struct buf since = { 0 };

    contacts_pack_since(c, &since);
    buf_free(&c->since);
    c->since = since;
    mem_free(c->table);
    c->table = NULL;
    c->size = c->used = 0;
    forget_rows(&c->since, day_of(before));
    forget_rows(&c->whole, day_of(before));
    return known - contacts_count(c);
}

/* Whether a row of the whole, or of what has changed since, is what is known last. */
static bool is_last_word(const struct contacts *c, const struct buf *rows, uint64_t who)
{
    struct contact newer;

    if (c->size && slot_of(c->table, c->size, who)->who)
        return false;
    return rows == &c->since || !find_row(&c->since, who, &newer);
}

/* Asked of few rows: of those that would change the answer. */
static int64_t oldest_row(const struct contacts *c, const struct buf *rows, int64_t oldest)
{
    struct contact one;
    size_t at = 0;

    while (contacts_next(buf_slice(rows), &at, &one))
        if (one.last < oldest && is_last_word(c, rows, one.who))
            oldest = one.last;
    return oldest;
}

int64_t contacts_oldest(const struct contacts *c)
{
    int64_t oldest = INT64_MAX;

    for (size_t i = 0; i < c->size; i++)
        if (c->table[i].who && c->table[i].last < oldest)
            oldest = c->table[i].last;
    return oldest_row(c, &c->whole, oldest_row(c, &c->since, oldest));
}

static int64_t newest_row(const struct buf *rows, int64_t newest)
{
    struct contact one;
    size_t at = 0;

    while (contacts_next(buf_slice(rows), &at, &one))
        if (one.last > newest)
            newest = one.last;
    return newest;
}

int64_t contacts_newest(const struct contacts *c)
{
    int64_t newest = INT64_MIN;

    for (size_t i = 0; i < c->size; i++)
        if (c->table[i].who && c->table[i].last > newest)
            newest = c->table[i].last;
    return newest_row(&c->whole, newest_row(&c->since, newest));
}

void contacts_free(struct contacts *c)
{
    buf_free(&c->whole);
    buf_free(&c->since);
    mem_free(c->table);
    *c = (struct contacts){ 0 };
}
