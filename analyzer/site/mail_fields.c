/* RFC 5322 fields as they come: LF or CRLF, tabs and blanks as folds, any byte in a value. */
#include "analyzer/site/mail_fields.h"

struct mail_fields mail_fields_of(slice text, struct arena *arena)
{
    return (struct mail_fields){ .rest = text, .line = 1, .arena = arena };
}

static slice next_line(struct mail_fields *f)
{
    slice line = slice_head(f->rest, slice_find(f->rest, '\n'));

    f->rest = slice_skip(f->rest, line.n + 1);
    f->line++;
    return slice_ends(line, SLICE("\r")) ? slice_head(line, line.n - 1) : line;
}

static bool is_folded(slice rest)
{
    return rest.n && (rest.p[0] == ' ' || rest.p[0] == '\t');
}

/* Where the field that begins with this line ends. */
static size_t span_of(slice rest)
{
    size_t n = 0;

    do {
        slice behind = slice_skip(rest, n);

        n += slice_find(behind, '\n') + 1;
    } while (n < rest.n && is_folded(slice_skip(rest, n)));
    return n < rest.n ? n : rest.n;
}

/* Line ends go; the blanks behind them stay. */
static slice unfold(struct mail_fields *f, slice folded)
{
    char *p = arena_new(f->arena, folded.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < folded.n; i++)
        if (folded.p[i] != '\n' && folded.p[i] != '\r')
            p[n++] = folded.p[i];
    return slice_trim(slice_of(p, n));
}

static bool is_name(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= ' ' || s.p[i] == 0x7f)
            return false;
    return s.n > 0;
}

static void pass(struct mail_fields *f, slice field)
{
    for (size_t i = 0; i < field.n; i++)
        f->line += field.p[i] == '\n';
    f->rest = slice_skip(f->rest, field.n);
}

bool mail_fields_next(struct mail_fields *f, struct mail_field *out)
{
    while (f->rest.n) {
        struct mail_fields ahead = *f;
        slice line = next_line(&ahead), field = slice_head(f->rest, span_of(f->rest));
        size_t colon = slice_find(line, ':');
        slice name = slice_trim(slice_head(line, colon)), value = slice_skip(field, colon + 1);

        if (line.n == 0)
            return false;
        out->line = f->line;
        pass(f, field);
        if (colon == line.n || !is_name(name))
            continue;
        out->name = name;
        out->value = slice_find(slice_trim(value), '\n') < slice_trim(value).n ? unfold(f, value)
                                                                               : slice_trim(value);
        return true;
    }
    return false;
}

slice mail_field_address(slice value)
{
    size_t open = slice_rfind(value, '<');
    slice inside = slice_skip(value, open + 1);

    if (open < value.n)
        return slice_trim(slice_head(inside, slice_find(inside, '>')));
    value = slice_trim(value);
    return slice_head(value, slice_find(value, ' '));
}
