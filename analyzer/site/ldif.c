/* A line is put together first; what stands in it is looked at after that. */
#include "analyzer/site/ldif.h"

#include "analyzer/base/buf.h"
#include "analyzer/base/utf8.h"

struct ldif ldif_open(slice bytes, struct arena *arena)
{
    if (slice_starts(bytes, SLICE("\xef\xbb\xbf")))
        bytes = slice_skip(bytes, 3);
    return (struct ldif){ .rest = bytes, .line = 1, .arena = arena };
}

static slice take_line(struct ldif *l)
{
    size_t n = slice_find(l->rest, '\n');
    slice line = slice_head(l->rest, n);

    l->rest = slice_skip(l->rest, n + 1);
    l->line++;
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return line;
}

static bool goes_on(const struct ldif *l)
{
    return l->rest.n && l->rest.p[0] == ' ';
}

/* With the lines that are folded behind it. */
static slice take_whole(struct ldif *l)
{
    slice line = take_line(l);
    struct buf b = { 0 };

    if (!goes_on(l))
        return line;
    buf_add(&b, line);
    while (goes_on(l))
        buf_add(&b, slice_skip(take_line(l), 1));
    line = arena_keep(l->arena, buf_slice(&b));
    buf_free(&b);
    return line;
}

static int digit_of(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* False: it is no base64. Blanks do not count; '=' stands at the end alone. */
static bool decode(slice code, struct buf *out)
{
    uint32_t bits = 0;
    size_t digits = 0, filled = 0;

    for (size_t i = 0; i < code.n; i++) {
        int digit = digit_of(code.p[i]);

        if (code.p[i] == ' ')
            continue;
        filled += code.p[i] == '=';
        if (code.p[i] == '=' && filled <= 2)
            continue;
        if (digit < 0 || filled)
            return false;
        bits = bits << 6 | (uint32_t)digit;
        if (++digits % 4 == 0)
            buf_add(out,
                    slice_of((char[3]){ (char)(bits >> 16), (char)(bits >> 8), (char)bits }, 3));
    }
    if (digits % 4 == 2)
        buf_add(out, slice_of((char[1]){ (char)(bits >> 4) }, 1));
    else if (digits % 4 == 3)
        buf_add(out, slice_of((char[2]){ (char)(bits >> 10), (char)(bits >> 2) }, 2));
    return digits % 4 != 1 && (filled == 0 || (digits + filled) % 4 == 0);
}

static void take_base64(struct ldif *l, struct ldif_value *out)
{
    struct buf b = { 0 };

    if (!decode(out->text, &b))
        out->wrong = "is not base64";
    else if (!utf8_is_text(buf_slice(&b)) || (b.n && memchr(b.p, 0, b.n)))
        out->wrong = "is no text in UTF-8, once decoded";
    out->text = out->wrong ? slice_of("", 0) : slice_trim(arena_keep(l->arena, buf_slice(&b)));
    buf_free(&b);
}

static bool is_name(slice s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              strchr("-_.;", c)))
            return false;
    }
    return s.n > 0;
}

static void take_value(struct ldif *l, slice line, struct ldif_value *out)
{
    size_t colon = slice_find(line, ':'), from = colon + 1;
    slice name = slice_head(line, colon);

    out->name = slice_head(name, slice_find(name, ';'));
    out->name_column = out->column = 1;
    if (colon == line.n || !is_name(name)) {
        out->wrong = "is no line of LDIF: 'attribute: value' is one";
        return;
    }
    from += from < line.n && (line.p[from] == ':' || line.p[from] == '<');
    out->text = slice_trim(slice_skip(line, from));
    out->column = (uint32_t)((out->text.n ? (size_t)(out->text.p - line.p) : from) + 1);
    if (from > colon + 1 && line.p[colon + 1] == '<')
        out->wrong = "is a URL: only values that stand here are read";
    else if (from > colon + 1)
        take_base64(l, out);
}

static bool is_named(const struct ldif_value *v, const char *name)
{
    return slice_eq_nocase(v->name, slice_str(name));
}

/* What stands between entries: an empty line ends one, a version may stand in front. */
enum ldif_found ldif_next(struct ldif *l, struct ldif_value *out)
{
    while (l->rest.n) {
        uint32_t at = l->line;
        slice line = take_whole(l);

        if (line.n == 0)
            l->is_in_entry = false;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        *out = (struct ldif_value){ .line = at };
        take_value(l, line, out);
        if (!l->is_in_entry && !out->wrong && is_named(out, "version"))
            continue;
        if (!out->wrong && (is_named(out, "changetype") || is_named(out, "control")))
            out->wrong = "is a change: export entries";
        if (!l->is_in_entry && !out->wrong && !is_named(out, "dn"))
            out->wrong = "an entry begins with 'dn:'";
        if (l->is_in_entry)
            return LDIF_VALUE;
        l->is_in_entry = true;
        return LDIF_ENTRY;
    }
    return LDIF_END;
}
