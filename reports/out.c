/*
 * One walk over UTF-8 for all escapers: each only says which code points it writes
 * otherwise. What no reader may meet raw in any format (control characters, marks that
 * are not seen or turn the reading direction) is spelled out: [U+202E].
 */
#include "reports/out.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "reports/deceptive.h"

enum { FLUSH_AT = 65536, REPLACEMENT = 0xFFFD };

/* The replacement of a character that is not to be met raw, or of ASCII that the format writes
   otherwise, perhaps made in scratch; p == NULL: as it is. */
typedef slice swap_fn(uint32_t point, char scratch[16]);

/* Printable ASCII that these formats do not write as it stands. */
enum { IN_HTML = 1, IN_CSV = 2, IN_JSON = 4, IN_TEXT = 8 };

static const unsigned char specials[128] = {
    ['"'] = IN_HTML | IN_CSV | IN_JSON,
    ['&'] = IN_HTML,
    ['\''] = IN_HTML,
    ['<'] = IN_HTML,
    ['>'] = IN_HTML,
    ['\\'] = IN_JSON,
};

static void write_all(struct out *o, slice s)
{
    while (s.n && !o->failed) {
        ssize_t n = write(o->fd, s.p, s.n);

        if (n > 0)
            s = slice_skip(s, (size_t)n);
        else if (n < 0 && errno == EAGAIN)
            (void)poll(&(struct pollfd){ .fd = o->fd, .events = POLLOUT }, 1, -1);
        else if (n == 0 || errno != EINTR)
            o->failed = n < 0 ? errno : EIO;
    }
}

static void flush(struct out *o)
{
    if (o->fd < 0)
        return;
    write_all(o, buf_slice(&o->buf));
    buf_clear(&o->buf);
}

static void put(struct out *o, slice s)
{
    buf_add(&o->buf, s);
    o->bytes += s.n;
    if (o->buf.n >= FLUSH_AT)
        flush(o);
}

void out_raw_(struct out *o, const char *p, size_t n)
{
    put(o, slice_of(p, n));
}

/* Shape of a sequence by its first byte; bounds of the second keep out long forms and surrogates.
 */
static size_t shape(unsigned char c, unsigned char *low, unsigned char *high)
{
    *low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    *high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4)
        return 0;
    return c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* Bytes taken; a broken sequence is one U+FFFD for as much of it as made sense. */
static size_t decode(slice s, uint32_t *point, bool *is_broken)
{
    unsigned char low, high, c = (unsigned char)s.p[0];
    size_t n = shape(c, &low, &high), i = 1;

    *is_broken = n == 0;
    *point = n == 0 ? REPLACEMENT : n == 1 ? c : c & (0x7FU >> n);
    for (; i < n; i++, low = 0x80, high = 0xBF) {
        unsigned char next = i < s.n ? (unsigned char)s.p[i] : 0;

        if (next < low || next > high) {
            *is_broken = true;
            *point = REPLACEMENT;
            return i;
        }
        *point = *point << 6 | (next & 0x3FU);
    }
    return i;
}

/* How many bytes from `at` on are ASCII that this format writes as it stands. */
static size_t plain(slice s, size_t at, unsigned format)
{
    size_t n = 0;

    for (; at + n < s.n; n++) {
        unsigned char c = (unsigned char)s.p[at + n];

        if (c < 0x20 || c >= 0x7F || specials[c] & format)
            break;
    }
    return n;
}

/* May a reader meet it raw? ASCII is left to the format. */
static bool is_fair(slice s, size_t at, uint32_t point, uint32_t before)
{
    return point >= 0xA0 && !is_deceptive(s, at, point, before);
}

static void escape(struct out *o, slice s, swap_fn *swap, unsigned format)
{
    size_t from = 0, at = plain(s, 0, format);
    uint32_t before = 0;

    while (at < s.n) {
        char scratch[16];
        uint32_t point;
        bool is_broken;
        size_t n = decode(slice_skip(s, at), &point, &is_broken), n_plain;
        slice other = { 0 };

        if (is_broken)
            other = SLICE("\xEF\xBF\xBD");
        else if (!is_fair(s, at, point, before))
            other = swap(point, scratch);
        if (other.p) {
            put(o, slice_of(s.p + from, at - from));
            put(o, other);
            from = at + n;
        }
        n_plain = plain(s, at + n, format);
        before = n_plain ? 0 : point;
        at += n + n_plain;
    }
    if (at > from)
        put(o, slice_of(s.p + from, at - from));
}

static slice spell(uint32_t c, char scratch[16])
{
    int n = snprintf(scratch, 16, "[U+%04" PRIX32 "]", c);

    return slice_of(scratch, (size_t)n);
}

static slice swap_html(uint32_t c, char scratch[16])
{
    switch (c) {
    case '&':
        return SLICE("&amp;");
    case '<':
        return SLICE("&lt;");
    case '>':
        return SLICE("&gt;");
    case '"':
        return SLICE("&quot;");
    case '\'':
        return SLICE("&#39;");
    case '\t':
        return (slice){ 0 };
    default:
        return spell(c, scratch);
    }
}

void out_html(struct out *o, slice s)
{
    escape(o, s, swap_html, IN_HTML);
}

static slice swap_csv(uint32_t c, char scratch[16])
{
    if (c == '"')
        return SLICE("\"\"");
    if (c == '\t' || c == '\r' || c == '\n')
        return (slice){ 0 };
    return spell(c, scratch);
}

/* The full-width forms count as well. */
static bool is_formula(slice s)
{
    static const char *const signs[] = {
        "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"
    };

    if (s.n == 0 || (s.p[0] >= '0' && s.p[0] <= '9') || (s.p[0] >= 'a' && s.p[0] <= 'z'))
        return false; /* nearly every cell */
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
        if (slice_starts(s, slice_str(signs[i])))
            return true;
    return false;
}

static slice without_blanks(slice s)
{
    while (s.n && s.p[0] == ' ')
        s = slice_skip(s, 1);
    return s;
}

/* Blanks before a formula do not help, and some readers drop other white space. */
static bool starts_badly(slice s)
{
    s = without_blanks(s);
    return is_formula(s) || (s.n && (s.p[0] == '\t' || s.p[0] == '\r' || s.p[0] == '\n'));
}

/* Length up to and with the next byte at which some spreadsheet may start a new cell. */
static size_t cell(slice s)
{
    size_t n = 0;

    while (n < s.n && !(s.p[n] == ';' || s.p[n] == '\t' || s.p[n] == '\r' || s.p[n] == '\n'))
        n++;
    return n < s.n ? n + 1 : n;
}

static bool ends_cell(char c)
{
    return c == ',' || c == ';' || c == '"' || c == '\t' || c == '\r' || c == '\n';
}

static bool needs_quotes(slice s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ends_cell(s.p[i]))
            return true;
    return s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ');
}

void out_csv(struct out *o, slice s)
{
    bool is_quoted = needs_quotes(s), is_bad = starts_badly(s);

    if (is_quoted)
        out_lit(o, "\"");
    while (s.n) {
        size_t n = cell(s);

        if (is_bad)
            out_lit(o, "'");
        escape(o, slice_head(s, n), swap_csv, IN_CSV);
        s = slice_skip(s, n);
        is_bad = is_formula(without_blanks(s));
    }
    if (is_quoted)
        out_lit(o, "\"");
}

static slice code_units(uint32_t c, char scratch[16])
{
    uint32_t high = 0xD7C0 + (c >> 10), low = 0xDC00 + (c & 0x3FF);
    int n = c < 0x10000 ? snprintf(scratch, 16, "\\u%04" PRIx32, c)
                        : snprintf(scratch, 16, "\\u%04" PRIx32 "\\u%04" PRIx32, high, low);

    return slice_of(scratch, (size_t)n);
}

static slice swap_json(uint32_t c, char scratch[16])
{
    switch (c) {
    case '"':
        return SLICE("\\\"");
    case '\\':
        return SLICE("\\\\");
    case '\n':
        return SLICE("\\n");
    case '\r':
        return SLICE("\\r");
    case '\t':
        return SLICE("\\t");
    default:
        return code_units(c, scratch);
    }
}

void out_json(struct out *o, slice s)
{
    escape(o, s, swap_json, IN_JSON);
}

static slice swap_text(uint32_t c, char scratch[16])
{
    if (c == '\t')
        return SLICE(" ");
    return spell(c, scratch);
}

void out_text(struct out *o, slice s)
{
    escape(o, s, swap_text, IN_TEXT);
}

void out_int(struct out *o, int64_t value)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char text[24];
    size_t at = sizeof(text);

    do {
        text[--at] = (char)('0' + size % 10);
        size /= 10;
    } while (size);
    if (value < 0)
        text[--at] = '-';
    put(o, slice_of(text + at, sizeof(text) - at));
}

void out_milli(struct out *o, int64_t thousandths)
{
    uint64_t size = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    char text[32];
    int n = snprintf(text, sizeof(text), "%s%" PRIu64 ".%03u", thousandths < 0 ? "-" : "",
                     size / 1000, (unsigned)(size % 1000));

    while (text[n - 1] == '0')
        n--;
    put(o, slice_of(text, (size_t)(text[n - 1] == '.' ? n - 1 : n)));
}

void out_time(struct out *o, usec when)
{
    char text[32];

    if (when != USEC_NONE)
        put(o, slice_str(clock_local_text(when, text)));
}

bool out_close(struct out *o, struct err *err)
{
    flush(o);
    buf_free(&o->buf);
    return !o->failed || err_set(err, "cannot write the report: %s", strerror(o->failed));
}
