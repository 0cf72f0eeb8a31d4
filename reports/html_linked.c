/* A sentence in which each number that was measured leads to the lines that carry it. */
#include "reports/html_parts.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What makes digits a part of a name, a date or an address. */
static bool is_joined(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           c == '-' || c == '.' || c == ':' || c == '/' || c == '@' || c == '"';
}

/* The length of a number that stands for itself at this place; 0: none does. */
static size_t number_at(slice s, size_t at)
{
    size_t end = at;

    if (at && is_joined(s.p[at - 1]))
        return 0;
    while (end < s.n && is_digit(s.p[end]))
        end++;
    if (end < s.n && is_joined(s.p[end])) {
        bool ends_sentence = end + 1 == s.n || s.p[end + 1] == ' ';

        if (!ends_sentence || (s.p[end] != '.' && s.p[end] != ':'))
            return 0;
    }
    return end - at;
}

/* A line of a file of the site: what was measured stands in the log. */
static bool is_of_site(const struct number *n)
{
    return strcmp(n->name, "line") == 0 || strcmp(n->name, "other_line") == 0;
}

static const struct number *measured(const struct result *r, const struct finding *f, slice digits)
{
    uint64_t value;

    if (!slice_u64(digits, &value) || value == 0)
        return NULL;
    for (size_t i = 0; i < f->n_numbers; i++)
        if ((uint64_t)f->numbers[i].value == value && !is_of_site(&f->numbers[i]) &&
            !html_limit_of(r, f, &f->numbers[i]))
            return &f->numbers[i];
    return NULL;
}

static void link(struct out *o, const struct finding *f, const struct number *n, slice digits)
{
    out_lit(o, "<a href=\"");
    html_number_href(o, f, n);
    out_lit(o, "\">");
    out_html(o, digits);
    out_lit(o, "</a>");
}

void html_linked(struct out *o, const struct result *r, const struct finding *f, slice text)
{
    size_t from = 0;

    for (size_t at = 0; at < text.n && f->n_quotes;) {
        size_t n = is_digit(text.p[at]) ? number_at(text, at) : 0;
        slice digits = slice_of(text.p + at, n);
        const struct number *number = n ? measured(r, f, digits) : NULL;

        if (number) {
            out_html(o, slice_of(text.p + from, at - from));
            link(o, f, number, digits);
            from = at + n;
        }
        at += n ? n : 1;
    }
    out_html(o, slice_skip(text, from));
}
