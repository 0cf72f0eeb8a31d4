/*
 * Mailings come by the hundred thousand, so that the names of detectors and fields stand once, in
 * front of all of an account's: a table, by which the values are then read without names. What
 * a later version has no field for is read, and left.
 */
#include "analyzer/base/mem.h"
#include "analyzer/run/state/carry_watched.h"
#include "analyzer/run/watch/fields.h"

enum { SORTED_HERE = 32 };

static void name_own(enum key key, struct field_table *t)
{
    *t = (struct field_table){ 0 };
    for (size_t i = 0; detectors[i]; i++) {
        struct field_row *row = &t->rows[t->n];

        if (detectors[i]->key != key)
            continue;
        *row = (struct field_row){ .detector = detectors[i], .number = i };
        for (const struct field *f = detectors[i]->fields; f->name && row->n < FIELDS_MAX; f++)
            row->columns[row->n++] = (struct field_column){ f->kind, f };
        t->n++;
    }
}

static void save_row(struct carrier *c, const struct field_row *row)
{
    slice name = slice_str(row->detector->name);
    uint32_t version = row->detector->state_version;

    carry_text(c, &name);
    CARRY(c, version);
    (void)carry_count(c, row->n);
    for (size_t k = 0; k < row->n; k++) {
        slice field = slice_str(row->columns[k].field->name);
        enum field_kind kind = row->columns[k].kind;

        carry_text(c, &field);
        CARRY(c, kind);
    }
}

static void load_column(struct carrier *c, const struct field_row *row, uint32_t version,
                        struct field_column *column)
{
    slice name = { 0 };

    carry_text(c, &name);
    CARRY(c, column->kind);
    column->field = row->detector ? fields_find(row->detector, version, name) : NULL;
    if (column->field && column->field->kind != column->kind)
        column->field = NULL;
    if (column->kind > FIELD_DISTINCT)
        c->in = (struct unpack){ .is_torn = true };
}

static void load_row(struct carrier *c, enum key key, struct field_row *row)
{
    slice name = { 0 };
    uint32_t version = 0;
    size_t n;

    carry_text(c, &name);
    CARRY(c, version);
    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->key == key && slice_eq(name, slice_str(detectors[i]->name)))
            *row = (struct field_row){ .detector = detectors[i], .number = i };
    n = carry_count(c, 0);
    if (n > FIELDS_MAX)
        c->in = (struct unpack){ .is_torn = true };
    for (row->n = 0; row->n < n && !c->in.is_torn; row->n++)
        load_column(c, row, version, &row->columns[row->n]);
}

void carry_field_table(struct carrier *c, enum key key, struct field_table *t)
{
    size_t n;

    name_own(key, t);
    n = carry_count(c, t->n);
    if (!carrier_loads(c)) {
        for (size_t i = 0; i < n; i++)
            save_row(c, &t->rows[i]);
        return;
    }
    *t = (struct field_table){ 0 };
    if (n > WATCHES_MAX)
        c->in = (struct unpack){ .is_torn = true };
    for (; t->n < n && !c->in.is_torn; t->n++)
        load_row(c, key, &t->rows[t->n]);
}

static void save_distinct(struct carrier *c, const struct distinct *d)
{
    struct distinct_slot here[SORTED_HERE];
    struct distinct_slot *all = d->used > SORTED_HERE ? mem_new(d->used, sizeof(*all)) : here;
    size_t n = distinct_sorted(d, all);
    seconds before = 0;

    (void)carry_count(c, n);
    for (size_t i = 0; i < n; i++) {
        (void)carry_signed(c, all[i].when - before);
        (void)carry_hash(c, all[i].key);
        before = all[i].when;
    }
    if (all != here)
        mem_free(all);
}

static void load_distinct(struct carrier *c, struct distinct *d)
{
    size_t n = carry_count(c, 0);
    seconds when = 0;

    for (size_t i = 0; i < n && !c->in.is_torn; i++) {
        seconds later = carry_signed(c, 0);
        uint64_t key = carry_hash(c, 0);

        if (c->in.is_torn || later < -when || later > USEC_MAX / USEC_PER_SECOND - when)
            return;
        when += later;
        (void)distinct_add(d, key, when * USEC_PER_SECOND, INT32_MAX);
    }
}

static void carry_window(struct carrier *c, struct window *win)
{
    CARRY_SIGNED(c, win->sum);
    if (win->sum == 0)
        return;
    CARRY_SIGNED(c, win->part);
    win->sum = 0;
    for (int i = 0; i < WINDOW_PARTS; i++) {
        CARRY(c, win->parts[i]);
        win->sum += win->parts[i];
    }
}

static void carry_value(struct carrier *c, enum field_kind kind, void *at)
{
    int64_t *number = at;

    if (kind == FIELD_WINDOW)
        carry_window(c, at);
    else if (kind == FIELD_NUMBER)
        CARRY_SIGNED(c, *number);
    else if (carrier_loads(c))
        load_distinct(c, at);
    else
        save_distinct(c, at);
}

/* It goes where it belongs, or nowhere. */
static void drop_value(struct carrier *c, enum field_kind kind)
{
    union {
        int64_t number;
        struct window window;
        struct distinct distinct;
    } none = { 0 };

    memset(&none, 0, sizeof(none));
    carry_value(c, kind, &none);
    if (kind == FIELD_DISTINCT)
        distinct_free(&none.distinct);
}

void carry_fields(struct carrier *c, const struct field_row *row, void *state)
{
    for (size_t i = 0; i < row->n && !c->in.is_torn; i++) {
        const struct field *f = row->columns[i].field;

        if (f)
            carry_value(c, row->columns[i].kind, (char *)state + f->offset);
        else
            drop_value(c, row->columns[i].kind);
    }
}
