/*
 * Own, because what people need of a wrong row is its place. A quote in the middle of
 * a plain field and text behind a closing quote are mistakes, not guesses: the usual
 * cause is a field that holds a comma and was not quoted.
 */
#include "analyzer/site/csv.h"

struct csv csv_open(slice bytes, struct arena *arena)
{
    if (slice_starts(bytes, SLICE("\xef\xbb\xbf")))
        bytes = slice_skip(bytes, 3);
    return (struct csv){ .rest = bytes, .line_start = bytes.p, .line = 1, .arena = arena };
}

static char peek(const struct csv *c)
{
    return c->rest.n ? c->rest.p[0] : '\n';
}

static uint32_t column(const struct csv *c)
{
    return (uint32_t)(c->rest.p - c->line_start) + 1;
}

static void advance(struct csv *c, size_t n)
{
    c->rest = slice_skip(c->rest, n);
}

static void end_line(struct csv *c)
{
    advance(c, 1);
    c->line++;
    c->line_start = c->rest.p;
}

static bool wrong(struct csv_row *row, const struct csv *c, const char *why)
{
    row->wrong = why;
    row->wrong_line = c->line;
    row->wrong_column = column(c);
    return false;
}

/* Blank lines, so that a final newline or two makes no row. */
static void skip_blank(struct csv *c)
{
    while (c->rest.n && (peek(c) == '\n' || slice_starts(c->rest, SLICE("\r\n")))) {
        if (peek(c) == '\r')
            advance(c, 1);
        end_line(c);
    }
}

static bool ends_field(const struct csv *c)
{
    return c->rest.n == 0 || peek(c) == ',' || peek(c) == '\n' ||
           slice_starts(c->rest, SLICE("\r\n"));
}

static bool plain(struct csv *c, struct csv_row *row, slice *text)
{
    const char *start = c->rest.p;

    while (!ends_field(c)) {
        if (peek(c) == '"')
            return wrong(row, c,
                         "a quote inside a field: put the whole field in quotes and "
                         "double the quotes in it");
        if (peek(c) == '\r')
            return wrong(row, c, "a carriage return that does not end a line");
        advance(c, 1);
    }
    *text = slice_trim(slice_of(start, (size_t)(c->rest.p - start)));
    return true;
}

static slice undouble(struct arena *a, slice s)
{
    char *copy = arena_new(a, s.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        copy[n++] = s.p[i];
        if (s.p[i] == '"')
            i++;
    }
    return slice_of(copy, n);
}

/* Where the closing quote is missing, the opening one is what has to be found. */
static bool never_closed(struct csv *c, struct csv_row *row)
{
    const struct csv_field *opened = &row->at[row->n];

    row->wrong = "a quote is opened here and never closed";
    row->wrong_line = opened->line;
    row->wrong_column = opened->column;
    advance(c, c->rest.n);
    return false;
}

static bool quoted(struct csv *c, struct csv_row *row, slice *text)
{
    bool has_doubled = false;
    const char *start;

    advance(c, 1);
    start = c->rest.p;
    for (;;) {
        if (c->rest.n == 0)
            return never_closed(c, row);
        if (slice_starts(c->rest, SLICE("\"\""))) {
            has_doubled = true;
            advance(c, 2);
        } else if (peek(c) == '"') {
            break;
        } else if (peek(c) == '\n') {
            end_line(c);
        } else {
            advance(c, 1);
        }
    }
    *text = slice_of(start, (size_t)(c->rest.p - start));
    if (has_doubled)
        *text = undouble(c->arena, *text);
    advance(c, 1);
    return ends_field(c) || wrong(row, c,
                                  "text behind a closing quote: a comma is missing, or "
                                  "a quote was not doubled");
}

static bool field(struct csv *c, struct csv_row *row)
{
    struct csv_field *f = &row->at[row->n];

    if (row->n == CSV_FIELDS_MAX - 1)
        return wrong(row, c, "too many fields");
    f->line = c->line;
    f->column = column(c);
    if (!(peek(c) == '"' && c->rest.n ? quoted : plain)(c, row, &f->text))
        return false;
    row->n++;
    return true;
}

static void skip_line(struct csv *c)
{
    advance(c, slice_find(c->rest, '\n'));
    if (c->rest.n)
        end_line(c);
}

bool csv_next(struct csv *c, struct csv_row *row)
{
    skip_blank(c);
    if (c->rest.n == 0)
        return false;
    row->n = 0;
    row->wrong = NULL;
    row->line = c->line;
    while (field(c, row) && c->rest.n && peek(c) == ',')
        advance(c, 1);
    skip_line(c);
    return true;
}
