/* Digits are grouped with a narrow blank that never breaks: commas mean two things in Europe. */
#include "reports/html_parts.h"

#include <inttypes.h>
#include <stdio.h>

void html_count(struct out *o, uint64_t n)
{
    char digits[24];
    int length = snprintf(digits, sizeof(digits), "%" PRIu64, n);

    for (int i = 0; i < length; i++) {
        if (i && length > 4 && (length - i) % 3 == 0)
            out_lit(o, "\u202F");
        out_html(o, slice_of(digits + i, 1));
    }
}

void html_words(struct out *o, const char *name)
{
    char words[64]; /* names are literals, and shorter */
    size_t n = 0;

    for (; name[n] && n < sizeof(words); n++)
        words[n] = (char)(name[n] == '_' ? ' ' : name[n]);
    if (n && words[0] >= 'a' && words[0] <= 'z')
        words[0] = (char)(words[0] - 'a' + 'A');
    out_html(o, slice_of(words, n));
}

void html_plural(struct out *o, uint64_t n, const char *one, const char *many)
{
    html_count(o, n);
    out_lit(o, " ");
    out_html(o, slice_str(n == 1 ? one : many));
}

static void clock_part(struct out *o, usec when, size_t from, size_t to)
{
    char text[32];

    out_html(o, slice_of(clock_local_text(when, text) + from, to - from));
}

/* Opens <time> with its attribute in UTC. */
static void time_open(struct out *o, usec when)
{
    char text[32];

    out_lit(o, "<time datetime=\"");
    out_html(o, slice_str(clock_utc_text(when, text)));
    out_lit(o, "\">");
}

static void date_and_hour(struct out *o, usec when)
{
    clock_part(o, when, 0, 10);
    out_lit(o, " ");
    clock_part(o, when, 11, 19);
}

static void offset(struct out *o, usec when)
{
    out_lit(o, " ");
    clock_part(o, when, 19, 25);
    out_lit(o, "</time>");
}

void html_time(struct out *o, usec when)
{
    if (when == USEC_NONE) {
        out_lit(o, "not known");
        return;
    }
    time_open(o, when);
    date_and_hour(o, when);
    offset(o, when);
}

void html_minute(struct out *o, usec when)
{
    if (when == USEC_NONE) {
        out_lit(o, "not known");
        return;
    }
    time_open(o, when);
    clock_part(o, when, 0, 10);
    out_lit(o, " ");
    clock_part(o, when, 11, 16);
    out_lit(o, "</time>");
}

void html_date(struct out *o, usec when)
{
    if (when != USEC_NONE)
        clock_part(o, when, 0, 10);
}

static void two_units(struct out *o, int64_t big, const char *one, int64_t small, const char *other)
{
    out_int(o, big);
    out_lit(o, "\u00A0");
    out_html(o, slice_str(one));
    if (small == 0)
        return;
    out_lit(o, "\u00A0");
    out_int(o, small);
    out_lit(o, "\u00A0");
    out_html(o, slice_str(other));
}

static void duration(struct out *o, seconds s)
{
    if (s < 0)
        out_lit(o, "-");
    s = s < 0 ? -s : s;
    if (s >= DAY)
        two_units(o, s / DAY, "d", s % DAY / HOUR, "h");
    else if (s >= HOUR)
        two_units(o, s / HOUR, "h", s % HOUR / MINUTE, "min");
    else if (s >= MINUTE)
        two_units(o, s / MINUTE, "min", s % MINUTE, "s");
    else
        two_units(o, s, "s", 0, "");
}

void html_span(struct out *o, usec first, usec last)
{
    if (first == USEC_NONE || last == USEC_NONE || first == last) {
        html_time(o, first != USEC_NONE ? first : last);
        return;
    }
    time_open(o, first);
    date_and_hour(o, first);
    if (clock_offset(first) != clock_offset(last))
        offset(o, first);
    else
        out_lit(o, "</time>");
    out_lit(o, " to ");
    time_open(o, last);
    if (clock_day(first) == clock_day(last))
        clock_part(o, last, 11, 19);
    else
        date_and_hour(o, last);
    offset(o, last);
    out_lit(o, " (");
    duration(o, (last - first) / USEC_PER_SECOND);
    out_lit(o, ")");
}

static void signed_count(struct out *o, int64_t value)
{
    if (value < 0)
        out_lit(o, "-");
    html_count(o, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

void html_number(struct out *o, const struct number *n)
{
    switch (n->unit) {
    case COUNT:
        signed_count(o, n->value);
        break;
    case SECONDS:
        duration(o, n->value);
        break;
    case BYTES:
        signed_count(o, n->value);
        out_lit(o, " bytes");
        break;
    case PER_CENT:
        signed_count(o, n->value);
        out_lit(o, " %");
        break;
    case MILLI:
        out_milli(o, n->value);
        break;
    }
}

void html_lines(struct out *o, slice text)
{
    while (text.n) {
        size_t n = slice_find(text, '\n');

        out_html(o, slice_head(text, n));
        if (n < text.n)
            out_lit(o, "\n");
        text = slice_skip(text, n + 1);
    }
}

void html_badge(struct out *o, enum action action)
{
    out_lit(o, "<span class=\"badge a");
    out_int(o, action);
    out_lit(o, "\">");
    html_words(o, action_names[action]);
    out_lit(o, "</span>");
}

void html_heading_open(struct out *o, int level)
{
    out_lit(o, "<h");
    out_int(o, level);
    out_lit(o, ">");
}

void html_heading_close(struct out *o, int level)
{
    out_lit(o, "</h");
    out_int(o, level);
    out_lit(o, ">\n");
}

static void region_open(struct out *o, const char *caption)
{
    out_lit(o, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
    out_html(o, slice_str(caption));
    out_lit(o, "\">");
}

void html_table_open(struct out *o, const char *id, const char *caption, const char *const *columns)
{
    region_open(o, caption);
    out_lit(o, "<table");
    if (id) {
        out_lit(o, " id=\"");
        out_html(o, slice_str(id));
        out_lit(o, "\"");
    }
    out_lit(o, ">\n<caption>");
    out_html(o, slice_str(caption));
    out_lit(o, "</caption>\n<thead><tr>");
    for (; *columns; columns++) {
        if (**columns == '#')
            out_lit(o, "<th scope=\"col\" class=\"n\">");
        else
            out_lit(o, "<th scope=\"col\">");
        out_html(o, slice_str(*columns + (**columns == '#')));
        out_lit(o, "</th>");
    }
    out_lit(o, "</tr></thead>\n<tbody>\n");
}

void html_table_close(struct out *o)
{
    out_lit(o, "</tbody></table></div>\n");
}

void html_cell(struct out *o, slice s)
{
    out_lit(o, "<td>");
    out_html(o, s);
    out_lit(o, "</td>");
}

void html_cell_count(struct out *o, uint64_t n)
{
    out_lit(o, "<td class=\"n\">");
    html_count(o, n);
    out_lit(o, "</td>");
}

void html_cell_ranked(struct out *o, int64_t rank)
{
    out_lit(o, "<td data-rank=\"");
    out_int(o, rank);
    out_lit(o, "\">");
}

void html_sum(struct out *o, const char *const *names, const uint64_t *values, size_t n,
              uint64_t total, const char *what)
{
    uint64_t sum = 0;

    out_lit(o, "<p class=\"sum\">");
    for (size_t i = 0; i < n; i++) {
        if (i)
            out_lit(o, " + ");
        html_count(o, values[i]);
        out_lit(o, " ");
        out_html(o, slice_str(names[i]));
        sum += values[i];
    }
    out_lit(o, " = <strong>");
    html_count(o, sum);
    out_lit(o, "</strong>");
    if (sum == total)
        out_lit(o, ", <span class=\"good\">equal to the ");
    else
        out_lit(o, ", <span class=\"bad\">does not add up to the ");
    html_count(o, total);
    out_lit(o, " ");
    out_html(o, slice_str(what));
    out_lit(o, "</span></p>\n");
}
