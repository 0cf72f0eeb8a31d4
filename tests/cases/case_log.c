/* Log lines from templates: a counter, and a clock that the counter moves. */
#include "tests/cases/case.h"

#include <stdio.h>

static bool read_range(slice range, uint64_t *from, uint64_t *to)
{
    size_t dash = slice_find(range, '-');

    return dash < range.n && slice_u64(slice_head(range, dash), from) &&
           slice_u64(slice_skip(range, dash + 1), to) && *from <= *to && *to - *from < 100000;
}

void case_log_begin(struct test_case *c, slice range)
{
    if (c->log.is_repeating)
        case_wrong(c, c->line, "repeat within repeat");
    if (!read_range(range, &c->log.from, &c->log.to))
        case_wrong(c, c->line, "repeat FROM-TO: is needed");
    c->log.is_repeating = true;
    c->log.n_templates = 0;
}

/* "i", "i:04x", "i:3d" */
static bool add_counter(struct buf *b, slice place, uint64_t i)
{
    uint64_t width = 0;
    bool is_hex = slice_ends(place, SLICE("x"));

    if (slice_eq(place, SLICE("i"))) {
        buf_addf(b, "%llu", (unsigned long long)i);
        return true;
    }
    if (!slice_starts(place, SLICE("i:")) || place.n < 4 ||
        !slice_u64(slice_of(place.p + 2, place.n - 3), &width) || width > 16 ||
        (!is_hex && !slice_ends(place, SLICE("d"))))
        return false;
    buf_addf(b, is_hex ? "%0*llX" : "%0*llu", (int)width, (unsigned long long)i);
    return true;
}

static void add_traditional(struct buf *b, usec when)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct civil t = clock_to_local(when);

    buf_addf(b, "%.3s %2d %02d:%02d:%02d", months + (size_t)(t.month - 1) * 3, t.day, t.hour,
             t.minute, t.second);
}

static bool add_place(struct buf *b, slice place, uint64_t i, usec when)
{
    char text[32];

    if (slice_eq(place, SLICE("time3164"))) {
        add_traditional(b, when);
        return true;
    }
    if (slice_eq(place, SLICE("time"))) {
        buf_addf(b, "%s", clock_local_text(when, text));
        return true;
    }
    return add_counter(b, place, i);
}

/* Logs have braces of their own. */
static bool is_text(slice place)
{
    return !slice_starts(place, SLICE("i:")) && !slice_starts(place, SLICE("time"));
}

static bool expand(struct test_case *c, slice template, uint64_t i, usec when)
{
    struct buf *b = &c->log.text;

    while (template.n) {
        size_t open = slice_find(template, '{');
        slice place;

        buf_add(b, slice_head(template, open));
        if (open == template.n)
            break;
        template = slice_skip(template, open + 1);
        place = slice_head(template, slice_find(template, '}'));
        if (add_place(b, place, i, when)) {
            template = slice_skip(template, place.n + 1);
        } else if (is_text(place)) {
            buf_add(b, SLICE("{"));
        } else {
            case_wrong(c, c->line, "there is no place {" SLICE_FMT "}", SLICE_ARG(place));
            return false;
        }
    }
    buf_add(b, SLICE("\n"));
    c->log.lines++;
    return true;
}

bool case_log_line(struct test_case *c, slice template)
{
    return expand(c, template, 0, c->log.start);
}

void case_log_end(struct test_case *c)
{
    struct case_log *l = &c->log;

    if (!l->is_repeating || l->n_templates == 0)
        case_wrong(c, c->line, "end: without a repeat that has lines");
    l->is_repeating = false;
    for (uint64_t i = l->from; l->n_templates && i <= l->to; i++)
        for (size_t t = 0; t < l->n_templates; t++)
            if (!expand(c, l->templates[t], i, l->start + (usec)(i - l->from) * l->step))
                return;
}
