/* What was read of each program's lines, and samples of what was not. */
#include "analyzer/base/mem.h"
#include "reports/count_text.h"

enum { PROGRAMS_SHOWN = 100, REASONS_SHOWN = 20 };

enum { LINES, FIRST_VERDICT, UNREAD = FIRST_VERDICT + VERDICTS, UNREAD_SHARE };

static void add_lines(struct text_row *row, const uint64_t *verdicts, uint64_t unread)
{
    uint64_t once;

    for (int v = 0; v < VERDICTS; v++) {
        row->values[LINES] += verdicts[v];
        row->values[FIRST_VERDICT + v] += verdicts[v];
    }
    row->values[UNREAD] += unread;
    once = row->values[LINES] - row->values[FIRST_VERDICT + VERDICT_REPEATED];
    if (once) /* one decimal */
        row->values[UNREAD_SHARE] = row->values[UNREAD] * 1000 / once * 100;
}

void count_text_programs(struct out *o, const struct result *r)
{
    struct text_row *rows = mem_new(PROGRAMS_SHOWN + 4, sizeof(*rows));
    struct text_row more = { .name = text_word(TELL_OTHER_PROGRAMS) };
    struct text_row foreign = { .name = text_word(TELL_FOREIGN_PROGRAMS) };
    struct text_row headless = { .name = text_word(TELL_NO_PROGRAM) };
    struct text_row total = { .name = text_word(TELL_IN_TOTAL), .is_total = true };
    size_t n = 0;

    for (size_t i = 0; i < r->books.n_programs; i++) {
        const struct program_sum *p = &r->books.programs[i];
        struct text_row *row = !p->is_read ? &foreign : n < PROGRAMS_SHOWN ? &rows[n++] : &more;

        if (row != &foreign && row != &more)
            row->name = p->name;
        add_lines(row, p->verdicts, p->unread);
        add_lines(&total, p->verdicts, p->unread);
    }
    add_lines(&headless, r->books.hostless, r->books.hostless[VERDICT_MALFORMED]);
    add_lines(&total, r->books.hostless, r->books.hostless[VERDICT_MALFORMED]);
    if (more.values[LINES])
        rows[n++] = more;
    if (foreign.values[LINES])
        rows[n++] = foreign;
    if (headless.values[LINES])
        rows[n++] = headless;
    rows[n++] = total;
    text_table(o, "Program", count_program_columns, rows, n);
    mem_free(rows);
}

static void sample(struct out *o, const struct result *r, const struct quote *q)
{
    out_lit(o, "      ");
    out_text(o, result_input_name(r, q->at.input));
    out_lit(o, ":");
    out_int(o, q->at.line);
    out_lit(o, ": ");
    out_text(o, q->raw);
    out_lit(o, "\n");
}

static void reason(struct out *o, const struct result *r, const struct verdict_reason *why)
{
    out_lit(o, "  ");
    out_text(o, slice_str(verdict_names[why->verdict]));
    out_lit(o, ", ");
    if (why->program.n) {
        out_text(o, why->program);
        out_lit(o, ", ");
    }
    out_text(o, why->why);
    out_lit(o, ": ");
    text_say(o, TELL_LINES, gap_count(why->lines));
    out_lit(o, "\n");
    sample(o, r, &why->sample);
    for (size_t i = 0; i < why->n_further; i++)
        sample(o, r, &why->further[i]);
}

void count_text_reasons(struct out *o, const struct result *r)
{
    size_t shown = r->n_reasons < REASONS_SHOWN ? r->n_reasons : REASONS_SHOWN;

    if (r->n_reasons)
        text_said(o, TELL_UNPARSED);
    for (size_t i = 0; i < shown; i++)
        reason(o, r, &r->reasons[i]);
    if (r->n_reasons > shown)
        text_say(o, TELL_MORE_REASONS, gap_count(r->n_reasons - shown));
}
