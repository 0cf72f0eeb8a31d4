/* Written: the version, then a part for each field that holds something. */
#include "analyzer/run/watch/fields.h"

#include "analyzer/base/mem.h"

static void pack_distinct(const struct distinct *d, struct buf *out)
{
    struct distinct_slot *all = mem_new(d->used + 1, sizeof(*all));
    size_t n = distinct_sorted(d, all);

    for (size_t i = 0; i < n; i++) {
        pack_number(out, all[i].key);
        pack_signed(out, all[i].when);
    }
    mem_free(all);
}

static void unpack_distinct(struct distinct *d, slice bytes)
{
    struct unpack u = { .rest = bytes };

    while (u.rest.n) {
        uint64_t key = unpack_number(&u);
        seconds when = unpack_signed(&u);

        if (u.is_torn || when < 0 || when > USEC_MAX / USEC_PER_SECOND)
            return;
        (void)distinct_add(d, key, when * USEC_PER_SECOND, INT32_MAX);
    }
}

static void pack_window(const struct window *win, struct buf *out)
{
    if (win->sum == 0)
        return;
    pack_signed(out, win->part);
    for (int i = 0; i < WINDOW_PARTS; i++)
        pack_number(out, win->parts[i]);
}

static void unpack_window(struct window *win, slice bytes)
{
    struct unpack u = { .rest = bytes };
    struct window read = { .part = unpack_signed(&u) };

    for (int i = 0; i < WINDOW_PARTS; i++) {
        read.parts[i] = (uint32_t)unpack_number(&u);
        read.sum += read.parts[i];
    }
    if (!u.is_torn && u.rest.n == 0)
        *win = read;
}

static void pack_field(enum field_kind kind, const char *at, struct buf *out)
{
    int64_t number;

    if (kind == FIELD_DISTINCT) {
        pack_distinct((const struct distinct *)(const void *)at, out);
    } else if (kind == FIELD_WINDOW) {
        pack_window((const struct window *)(const void *)at, out);
    } else {
        memcpy(&number, at, sizeof(number));
        if (number)
            pack_signed(out, number);
    }
}

static void unpack_field(enum field_kind kind, char *at, slice bytes)
{
    struct unpack u = { .rest = bytes };
    int64_t number;

    if (kind == FIELD_DISTINCT) {
        unpack_distinct((struct distinct *)(void *)at, bytes);
    } else if (kind == FIELD_WINDOW) {
        unpack_window((struct window *)(void *)at, bytes);
    } else {
        number = unpack_signed(&u);
        memcpy(at, &number, sizeof(number));
    }
}

void fields_pack(const struct detector *d, const void *state, struct buf *out)
{
    struct buf parts = { 0 }, field = { 0 };
    char kind;

    for (const struct field *f = d->fields; f->name; f++) {
        buf_clear(&field);
        kind = (char)('0' + f->kind);
        buf_add(&field, slice_of(&kind, 1));
        pack_field(f->kind, (const char *)state + f->offset, &field);
        if (field.n > 1)
            pack_part(&parts, slice_str(f->name), buf_slice(&field));
    }
    if (parts.n) {
        pack_number(out, d->state_version);
        buf_add(out, buf_slice(&parts));
    }
    buf_free(&parts);
    buf_free(&field);
}

/* What a field of that version is called by now; nothing: there is none. */
const struct field *fields_find(const struct detector *d, uint64_t version, slice name)
{
    for (const struct renamed *r = d->renamed; r && r->old; r++)
        if (version < r->since && slice_eq(name, slice_str(r->old)))
            name = slice_str(r->field);
    for (const struct field *f = d->fields; f->name; f++)
        if (slice_eq(name, slice_str(f->name)))
            return f;
    return NULL;
}

void fields_unpack(const struct detector *d, void *state, slice bytes)
{
    struct unpack u = { .rest = bytes };
    uint64_t version = unpack_number(&u);
    slice name, field;

    while (unpack_part(&u, &name, &field)) {
        const struct field *f = fields_find(d, version, name);

        if (f && field.n && field.p[0] == (char)('0' + f->kind))
            unpack_field(f->kind, (char *)state + f->offset, slice_skip(field, 1));
    }
}

static bool is_field_whole(char kind, slice bytes)
{
    struct unpack u = { .rest = bytes };
    int numbers = kind == '0' + FIELD_WINDOW ? 1 + WINDOW_PARTS : 1;

    if (kind == '0' + FIELD_DISTINCT)
        while (u.rest.n) {
            (void)unpack_number(&u);
            (void)unpack_signed(&u);
        }
    else
        for (int i = 0; i < numbers; i++)
            (void)unpack_number(&u);
    return !u.is_torn && u.rest.n == 0;
}

bool fields_are_whole(const struct detector *d, slice bytes)
{
    struct unpack u = { .rest = bytes };
    uint64_t version = unpack_number(&u);
    slice name, field;

    while (unpack_part(&u, &name, &field)) {
        bool is_known = fields_find(d, version, name) != NULL;

        if (field.n == 0 || (is_known && !is_field_whole(field.p[0], slice_skip(field, 1))))
            return false;
    }
    return !u.is_torn;
}
