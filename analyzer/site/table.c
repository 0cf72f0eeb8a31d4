/* One reader for all tables, so that their mistakes read alike. */
#include "analyzer/site/table.h"

#include "analyzer/base/clock.h"
#include "analyzer/base/mem.h"

enum { ROWS_MAX = 2000000 };

void table_mistake(struct table *t, const struct column *c, const struct csv_field *f,
                   const char *why)
{
    load_mistake(t->load, f->line, f->column, "%s: '%.*s' %s", c->name, SHOWN(f->text), why);
}

void *table_value(struct table *t, const struct column *c)
{
    return (char *)t->record + c->offset;
}

const struct csv_field *table_field(const struct table *t, const char *column)
{
    for (size_t i = 0; i < t->n_fields && i < t->row->n; i++)
        if (t->of_field[i] && strcmp(t->of_field[i]->name, column) == 0)
            return &t->row->at[i];
    return NULL;
}

bool table_is_given(struct table *t, const struct column *c, const struct csv_field *f)
{
    if (f->text.n == 0)
        load_mistake(t->load, f->line, f->column, "%s: is empty", c->name);
    return f->text.n > 0;
}

void table_text(struct table *t, const struct column *c, const struct csv_field *f)
{
    slice *text = table_value(t, c);

    if (is_one_line(f->text))
        *text = f->text;
    else
        table_mistake(t, c, f, "must be one line without control characters");
}

void table_date(struct table *t, const struct column *c, const struct csv_field *f)
{
    usec *when = table_value(t, c);

    *when = USEC_NONE;
    if (f->text.n && !clock_parse(f->text, when))
        table_mistake(t, c, f, "is not a date (YYYY-MM-DD)");
}

void table_mail_address(struct table *t, const struct column *c, const struct csv_field *f)
{
    slice *address = table_value(t, c);

    if (f->text.n && !is_mail_address(f->text))
        table_mistake(t, c, f, "is not a mail address");
    else
        *address = lower_keep(&t->load->site->arena, f->text);
}

void table_account(struct table *t, const struct column *c, const struct csv_field *f)
{
    slice *account = table_value(t, c);

    if (!table_is_given(t, c, f))
        return;
    *account = f->text;
    if (!load_account(t->load, account))
        load_mistake(t->load, f->line, f->column, "%s: '%.*s' is not in the directory%s", c->name,
                     SHOWN(f->text), load_account_hint(t->load, *account));
}

static bool has_column(const struct table *t, const struct column *c)
{
    for (size_t i = 0; i < t->n_fields; i++)
        if (t->of_field[i] == c)
            return true;
    return false;
}

static const struct column *find_column(struct table *t, const struct csv_field *f)
{
    struct nearest near = nearest_to(f->text);

    for (const struct column *c = t->columns; c->name; c++) {
        if (slice_eq(slice_str(c->name), f->text)) {
            if (has_column(t, c))
                load_mistake(t->load, f->line, f->column, "column '%s' is there twice", c->name);
            return c;
        }
        nearest_try(&near, slice_str(c->name));
    }
    load_mistake(t->load, f->line, f->column, "unknown column '%.*s'%s", SHOWN(f->text),
                 load_hint(t->load, &near));
    return NULL;
}

static bool row_is_whole(struct table *t, const struct csv_row *row)
{
    if (row->wrong)
        load_mistake(t->load, row->wrong_line, row->wrong_column, "%s", row->wrong);
    return !row->wrong;
}

/* As spreadsheets write tables where a comma is in the numbers. */
static bool is_by_commas(struct table *t, const struct csv_row *row)
{
    slice all = row->at[0].text;
    bool is_other = row->n == 1 && (slice_find(all, ';') < all.n || slice_find(all, '\t') < all.n);

    if (is_other)
        load_mistake(t->load, row->line, 1, "columns are separated by commas, and here by %s",
                     slice_find(all, ';') < all.n ? "';'" : "tabs");
    return !is_other;
}

/* False when rows cannot be read by it. */
static bool read_header(struct table *t, const struct csv_row *row)
{
    bool is_good = row_is_whole(t, row) && is_by_commas(t, row);

    for (size_t i = 0; is_good && i < row->n; i++)
        t->of_field[t->n_fields++] = find_column(t, &row->at[i]);
    for (const struct column *c = t->columns; t->n_fields && c->name; c++)
        if (c->is_required && !has_column(t, c)) {
            load_mistake(t->load, row->line, 1,
                         "column '%s' is missing: the first line must name the columns", c->name);
            is_good = false;
        }
    return is_good;
}

static void read_row(struct table *t, const struct csv_row *row)
{
    if (row_is_whole(t, row) && row->n != t->n_fields)
        load_mistake(t->load, row->line, 1, "has %zu fields, the header has %zu", row->n,
                     t->n_fields);
    table_take_row(t, row);
}

void table_take_row(struct table *t, const struct csv_row *row)
{
    t->row = row;
    t->records = mem_grow(t->records, &t->cap, t->n + 1, t->record_size);
    t->record = t->records + t->n++ * t->record_size;
    if (t->begin)
        t->begin(t, row->line);
    for (size_t i = 0; i < row->n && i < t->n_fields; i++)
        if (t->of_field[i])
            t->of_field[i]->read(t, t->of_field[i], &row->at[i]);
    if (t->end)
        t->end(t);
}

static void read_rows(struct table *t, slice bytes)
{
    struct csv csv = csv_open(bytes, &t->load->site->arena);
    struct csv_row row;

    if (!csv_next(&csv, &row)) {
        load_mistake(t->load, 0, 0, "is empty: the first line must name the columns");
        return;
    }
    t->has_columns = read_header(t, &row);
    while (t->has_columns && csv_next(&csv, &row)) {
        if (t->n == ROWS_MAX) {
            load_mistake(t->load, row.line, 1, "more than %d rows", ROWS_MAX);
            return;
        }
        read_row(t, &row);
    }
}

void *table_read(struct table *t, slice bytes)
{
    read_rows(t, bytes);
    return table_keep(t);
}

void *table_keep(struct table *t)
{
    void *kept = arena_new(&t->load->site->arena, (t->n ? t->n : 1) * t->record_size);

    if (t->n)
        memcpy(kept, t->records, t->n * t->record_size);
    mem_free(t->records);
    t->records = NULL;
    t->record = NULL;
    return kept;
}
