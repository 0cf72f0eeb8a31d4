/*
 * Where in the file a byte of a value stands: of a plain value that is plain, in quotes
 * there are more bytes in the file than in the value. A value over several lines is not
 * followed; its first byte has to do.
 */
#include "analyzer/site/yaml.h"

/* From the node's place in the file to the end of its line. */
static slice source_of(const struct load *l, const struct node *node)
{
    slice rest = l->bytes;

    for (uint32_t line = 1; line < node->line; line++)
        rest = slice_skip(rest, slice_find(rest, '\n') + 1);
    rest = slice_head(rest, slice_find(rest, '\n'));
    for (uint32_t column = 1; column < node->column && rest.n; column++)
        do
            rest = slice_skip(rest, 1);
        while (rest.n && ((unsigned char)rest.p[0] & 0xc0) == 0x80);
    return rest;
}

/* Bytes in the file that make the next byte or bytes of the value. */
static size_t source_step(slice rest, char quote)
{
    char escaped = rest.n > 1 ? rest.p[1] : '\0';

    if (quote == '\'' && rest.p[0] == '\'')
        return 2;
    if (quote != '"' || rest.p[0] != '\\')
        return 1;
    return escaped == 'x' ? 4 : escaped == 'u' ? 6 : escaped == 'U' ? 10 : 2;
}

static bool begins_character(slice s)
{
    return ((unsigned char)s.p[0] & 0xc0) != 0x80;
}

static uint32_t column_of(const struct load *l, const struct node *node, size_t offset)
{
    slice rest = source_of(l, node);
    char quote = rest.n && node->is_quoted ? rest.p[0] : '\0';
    uint32_t column = node->column;

    if (quote == '|' || quote == '>')
        return column;
    if (quote) {
        rest = slice_skip(rest, 1);
        column++;
    }
    while (offset && rest.n) {
        size_t step = source_step(rest, quote);

        rest = slice_skip(rest, step);
        column += step > 1 ? (uint32_t)step : (rest.n == 0 || begins_character(rest));
        offset--;
    }
    return column;
}

/* /expression/ or /expression/i; false: it is written without slashes. */
static bool is_delimited(slice text, slice *expression, slice *flags)
{
    size_t last = slice_rfind(text, '/');

    if (text.n < 2 || text.p[0] != '/' || last == 0)
        return false;
    *expression = slice_skip(slice_head(text, last), 1);
    *flags = slice_skip(text, last + 1);
    for (size_t i = 0; i < flags->n; i++)
        if (!strchr("gimsuxGIMSUX", flags->p[i]))
            return false; /* a path: /usr/share */
    return flags->n <= 3;
}

bool node_is_pattern(const struct node *node)
{
    slice expression, flags;

    return is_delimited(slice_trim(node->text), &expression, &flags);
}

struct pattern *node_pattern(struct load *l, const struct node *node)
{
    struct pattern_fault why;
    struct pattern *p;
    slice text, expression, flags;
    bool ignores_case = true;

    if (!node_text(l, node, &text))
        return NULL;
    expression = text;
    if (is_delimited(text, &expression, &flags)) {
        ignores_case = flags.n > 0;
        if (flags.n && !slice_eq(flags, SLICE("i"))) {
            node_mistake(l, node, "'%.*s' is no flag: a pattern ends with / or /i", SHOWN(flags));
            return NULL;
        }
    }
    p = pattern_new(expression, ignores_case, &why);
    if (!p) {
        struct node place = *node;

        place.column = column_of(l, node, (size_t)(expression.p - node->text.p) + why.offset);
        node_mistake(l, &place, "'%.*s' is no pattern: %s", SHOWN(expression), why.text);
    }
    return p;
}
