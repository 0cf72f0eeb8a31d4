/* Digits are grouped with a narrow blank that never breaks: commas mean two things in Europe. */
#include "reports/html_parts.h"

#include <inttypes.h>
#include <stdio.h>

enum { ROWS_AT_FIRST = 50 }; /* as html.js has it */

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

void html_words(struct out *o, slice name)
{
    char words[64]; /* names are literals, and shorter */
    size_t n = 0;

    for (; n < name.n && n < sizeof(words); n++)
        words[n] = (char)(name.p[n] == '_' ? ' ' : name.p[n]);
    if (n && words[0] >= 'a' && words[0] <= 'z')
        words[0] = (char)(words[0] - 'a' + 'A');
    out_html(o, slice_of(words, n));
}

static void clock_part(struct out *o, usec when, size_t from, size_t to)
{
    char text[32];

    out_html(o, slice_of(clock_local_text(when, text) + from, to - from));
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
}

void html_time(struct out *o, usec when)
{
    if (when == USEC_NONE) {
        html_said(o, SAY_NOT_KNOWN);
        return;
    }
    date_and_hour(o, when);
    offset(o, when);
}

void html_minute(struct out *o, usec when)
{
    if (when == USEC_NONE) {
        html_said(o, SAY_NOT_KNOWN);
        return;
    }
    clock_part(o, when, 0, 10);
    out_lit(o, " ");
    clock_part(o, when, 11, 16);
}

void html_date(struct out *o, usec when)
{
    if (when != USEC_NONE)
        clock_part(o, when, 0, 10);
}

static void unit(struct out *o, enum html_word word, int64_t value)
{
    html_say(o, word, gap_count((uint64_t)value));
}

static void two_units(struct out *o, enum html_word big, enum html_word small, seconds s,
                      seconds size)
{
    seconds smaller = size == DAY ? HOUR : size == HOUR ? MINUTE : 1;

    unit(o, big, s / size);
    if (s % size / smaller == 0)
        return;
    out_lit(o, "\u00A0");
    unit(o, small, s % size / smaller);
}

void html_duration(struct out *o, seconds s)
{
    if (s < 0)
        out_lit(o, "-");
    s = s < 0 ? -s : s;
    if (s >= DAY)
        two_units(o, SAY_DAYS, SAY_HOURS, s, DAY);
    else if (s >= HOUR)
        two_units(o, SAY_HOURS, SAY_MINUTES, s, HOUR);
    else if (s >= MINUTE)
        two_units(o, SAY_MINUTES, SAY_SECONDS, s, MINUTE);
    else
        unit(o, SAY_SECONDS, s);
}

void html_span(struct out *o, usec first, usec last)
{
    if (first == USEC_NONE || last == USEC_NONE || first == last) {
        html_time(o, first != USEC_NONE ? first : last);
        return;
    }
    date_and_hour(o, first);
    if (clock_offset(first) != clock_offset(last))
        offset(o, first);
    html_said(o, SAY_TO);
    if (clock_day(first) == clock_day(last))
        clock_part(o, last, 11, 19);
    else
        date_and_hour(o, last);
    offset(o, last);
    html_say(o, SAY_DURATION, gap_seconds((last - first) / USEC_PER_SECOND));
}

static void signed_count(struct out *o, int64_t value, enum html_word word)
{
    if (value < 0)
        out_lit(o, "-");
    html_say(o, word, gap_count(value < 0 ? 0 - (uint64_t)value : (uint64_t)value));
}

void html_number(struct out *o, const struct number *n)
{
    switch (n->unit) {
    case COUNT:
        signed_count(o, n->value, SAY_PLAIN);
        break;
    case SECONDS:
        html_duration(o, n->value);
        break;
    case BYTES:
        signed_count(o, n->value, SAY_BYTES);
        break;
    case PER_CENT:
        signed_count(o, n->value, SAY_PER_CENT);
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
    html_words(o, slice_str(action_names[action]));
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

void html_summary(struct out *o, const char *of, enum html_word word, const struct gap *gaps)
{
    out_lit(o, "<details class=\"");
    out_html(o, slice_str(of));
    out_lit(o, "\"><summary>");
    html_say_(o, word, gaps);
    out_lit(o, "</summary>");
}

static void head(struct out *o, slice column)
{
    bool is_number = slice_starts(column, SLICE("#"));

    if (is_number)
        out_lit(o, "<th scope=\"col\" class=\"n\">");
    else
        out_lit(o, "<th scope=\"col\">");
    out_html(o, slice_skip(column, is_number));
    out_lit(o, "</th>");
}

void html_table_open(struct out *o, const char *id, enum html_word caption, enum html_word columns)
{
    out_lit(o, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
    html_said(o, caption);
    out_lit(o, "\"><table");
    if (id) {
        out_lit(o, " id=\"");
        out_html(o, slice_str(id));
        out_lit(o, "\"");
    }
    out_lit(o, ">\n<caption>");
    html_said(o, caption);
    out_lit(o, "</caption><thead data-sort=\"");
    html_said(o, SAY_SORT_BY);
    out_lit(o, "\"><tr>");
    for (slice rest = html_word(columns); rest.n;)
        head(o, words_next(&rest));
    out_lit(o, "</tr></thead><tbody>");
}

void html_row_open(struct out *o, size_t at)
{
    if (at < ROWS_AT_FIRST)
        out_lit(o, "<tr");
    else
        out_lit(o, "<tr class=\"beyond\"");
}

void html_table_close(struct out *o)
{
    out_lit(o, "</tbody></table></div>");
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

void html_fact(struct out *o, enum html_word what, uint64_t n)
{
    out_lit(o, "<div><dt>");
    html_said(o, what);
    out_lit(o, "</dt><dd>");
    html_count(o, n);
    out_lit(o, "</dd></div>");
}

void html_sum(struct out *o, const char *const *names, const uint64_t *values, size_t n,
              uint64_t total, enum html_word what)
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
    html_say(o, sum == total ? SAY_EQUAL : SAY_UNEQUAL, gap_count(total),
             gap_text(html_word(what)));
    out_lit(o, "</p>");
}
