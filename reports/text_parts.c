/* Escaping comes before measuring: what a name takes on the terminal is not its bytes. */
#include "reports/text_parts.h"

enum { WIDTH = 80, LABEL = 12 };

void text_pad(struct out *o, size_t n)
{
    while (n--)
        out_lit(o, " ");
}

static size_t columns(slice s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static void words(struct out *o, slice s, size_t indent)
{
    size_t at = indent;

    while (s.n) {
        size_t n = slice_find(s, ' '), width = columns(slice_head(s, n));

        if (at > indent && at + 1 + width > WIDTH) {
            out_lit(o, "\n");
            text_pad(o, indent);
            at = indent;
        } else if (at > indent) {
            out_lit(o, " ");
            at++;
        }
        out_text(o, slice_head(s, n));
        at += width;
        s = slice_skip(s, n + 1);
    }
    out_lit(o, "\n");
}

/* Escaped first, as that changes its width. */
void text_wrapped(struct out *o, slice s, size_t indent)
{
    struct out safe = { .fd = -1 };
    struct err err;

    out_text(&safe, s);
    words(o, buf_slice(&safe.buf), indent);
    (void)out_close(&safe, &err);
}

size_t text_width(slice s)
{
    struct out safe = { .fd = -1 };
    struct err err;
    size_t n;

    out_text(&safe, s);
    n = columns(buf_slice(&safe.buf));
    (void)out_close(&safe, &err);
    return n;
}

void text_padded(struct out *o, slice s, size_t width)
{
    size_t n = text_width(s);

    out_text(o, s);
    out_lit(o, " ");
    text_pad(o, n < width ? width - n : 0);
}

void text_labelled(struct out *o, const char *what, slice value)
{
    text_padded(o, slice_str(what), LABEL);
    text_wrapped(o, value, LABEL + 1);
}

void text_plural(struct out *o, uint64_t n, const char *one, const char *many)
{
    out_int(o, (int64_t)n);
    out_lit(o, " ");
    out_text(o, slice_str(n == 1 ? one : many));
}

uint64_t text_lines_read(const struct result *r)
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_inputs; i++)
        n += r->inputs[i].lines;
    return n;
}

void text_coverage(struct out *o, const struct result *r)
{
    out_lit(o, "Mailproctor ");
    out_text(o, r->version);
    if (r->organisation.n)
        out_lit(o, ", ");
    out_text(o, r->organisation);
    out_lit(o, "\n");
    text_period(o, r);
}

void text_period(struct out *o, const struct result *r)
{
    if (r->first == USEC_NONE) {
        text_said(o, TELL_NO_STAMP);
    } else {
        out_time(o, r->first);
        text_said(o, TELL_TO);
        out_time(o, r->last);
    }
    out_lit(o, "\n");
    text_say(o, TELL_COVERAGE, gap_count(text_lines_read(r)), gap_count(r->n_inputs),
             gap_count(r->all.messages), gap_count(r->n_accounts));
}

void text_troubles(struct out *o, const struct result *r)
{
    for (size_t i = 0; i < r->n_inputs; i++) {
        if (r->inputs[i].trouble.n == 0)
            continue;
        text_say(o, TELL_NOT_READ, gap_text(r->inputs[i].name));
        text_pad(o, 4);
        text_wrapped(o, r->inputs[i].trouble, 4);
    }
}

void text_sum(struct out *o, enum text_word what, const char *const *names, const uint64_t *values,
              size_t n, uint64_t total)
{
    uint64_t sum = 0;
    struct buf b = { 0 };

    for (size_t i = 0; i < n; i++) {
        if (values[i])
            buf_addf(&b, "%s%ju %s", b.n ? " + " : "", (uintmax_t)values[i], names[i]);
        sum += values[i];
    }
    buf_addf(&b, "%s = %ju", b.n ? "" : "0", (uintmax_t)sum);
    text_padded(o, text_word(what), 10);
    text_wrapped(o, buf_slice(&b), 11);
    if (sum != total)
        text_say(o, TELL_NOT_THE_SUM, gap_count(total));
    buf_free(&b);
}
