/* Widths come from what is in the table, so that most tables fit into 80 columns. */
#include "reports/text_table.h"

enum { NAME_WIDTH_MAX = 32 };

struct layout {
    const struct text_column *columns;
    size_t n;
    size_t name; /* widths */
    size_t of[TEXT_COLUMNS_MAX];
    bool is_left_out[TEXT_COLUMNS_MAX];
};

static void number(struct out *o, const struct text_column *column, uint64_t value)
{
    if (column->unit == MILLI)
        out_milli(o, (int64_t)value);
    else
        out_int(o, (int64_t)value);
}

static size_t number_width(const struct text_column *column, uint64_t value)
{
    struct out o = { .fd = -1 };
    struct err err;
    size_t n;

    number(&o, column, value);
    n = o.buf.n;
    (void)out_close(&o, &err);
    return n;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void measure(struct layout *l, const struct text_row *rows, size_t n)
{
    for (size_t k = 0; l->columns[k].title; k++, l->n++) {
        l->of[k] = strlen(l->columns[k].title);
        l->is_left_out[k] = k > 0;
    }
    for (size_t i = 0; i < n; i++) {
        size_t width = rows[i].indent + text_width(rows[i].name);

        l->name = width <= NAME_WIDTH_MAX ? larger(l->name, width) : l->name;
        for (size_t k = 0; k < l->n; k++) {
            l->of[k] = larger(l->of[k], number_width(&l->columns[k], rows[i].values[k]));
            l->is_left_out[k] = l->is_left_out[k] && rows[i].values[k] == 0;
        }
    }
}

static void named(struct out *o, slice name, size_t width)
{
    out_text(o, name);
    text_pad(o, width - text_width(name));
}

static void heading(struct out *o, const char *title, const struct layout *l)
{
    named(o, slice_str(title), l->name);
    for (size_t k = 0; k < l->n; k++) {
        if (l->is_left_out[k])
            continue;
        text_pad(o, 1 + l->of[k] - strlen(l->columns[k].title));
        out_text(o, slice_str(l->columns[k].title));
    }
    out_lit(o, "\n");
}

static void rule(struct out *o, const struct layout *l)
{
    size_t width = l->name;

    for (size_t k = 0; k < l->n; k++)
        width += l->is_left_out[k] ? 0 : 1 + l->of[k];
    while (width--)
        out_lit(o, "-");
    out_lit(o, "\n");
}

static void print_row(struct out *o, const struct layout *l, const struct text_row *row)
{
    text_pad(o, row->indent);
    if (row->indent + text_width(row->name) > l->name) {
        out_text(o, row->name);
        out_lit(o, "\n");
        text_pad(o, l->name);
    } else {
        named(o, row->name, l->name - row->indent);
    }
    for (size_t k = 0, blanks = 0; k < l->n; k++) {
        if (l->is_left_out[k])
            continue;
        if (row->is_blank[k]) { /* a line does not end with blanks */
            blanks += 1 + l->of[k];
            continue;
        }
        text_pad(o, blanks + 1 + l->of[k] - number_width(&l->columns[k], row->values[k]));
        number(o, &l->columns[k], row->values[k]);
        blanks = 0;
    }
    out_lit(o, "\n");
}

void text_table(struct out *o, const char *title, const struct text_column *columns,
                const struct text_row *rows, size_t n)
{
    struct layout l = { .columns = columns, .name = strlen(title) };

    measure(&l, rows, n);
    out_lit(o, "\n");
    heading(o, title, &l);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].is_total)
            rule(o, &l);
        print_row(o, &l, &rows[i]);
    }
}
