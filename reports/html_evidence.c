/*
 * The lines that a finding rests on, by what they tell: a number leads to the lines that carry it.
 * Folded, as a finding is one screen; following a link unfolds it. In a report of very many
 * findings each kind is quoted by its first line, so that a page of them still opens at once; in
 * short only who did it and what came of it: the first kind and the last.
 */
#include "reports/html_case.h"

static const enum html_word kind_words[QUOTE_KINDS] = {
    [QUOTE_ACCEPTED] = SAY_KIND_ACCEPTED, [QUOTE_SUBJECT] = SAY_KIND_SUBJECT,
    [QUOTE_FROM] = SAY_KIND_FROM,         [QUOTE_QUEUED] = SAY_KIND_QUEUED,
    [QUOTE_OUTCOME] = SAY_KIND_OUTCOME,
};

static size_t quoted(const struct finding *f, enum quote_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_quotes; i++)
        n += f->quotes[i].kind == kind;
    return n;
}

/* Of the kinds of its lines the first or the last. */
static bool is_outer(const struct finding *f, enum quote_kind kind)
{
    bool has_before = false, has_after = false;

    for (int k = 0; k < QUOTE_KINDS; k++)
        if (quoted(f, (enum quote_kind)k)) {
            has_before |= k < (int)kind;
            has_after |= k > (int)kind;
        }
    return !has_before || !has_after;
}

static size_t shown(const struct result *r, const struct finding *f, enum quote_kind kind,
                    bool is_whole)
{
    size_t n = quoted(f, kind);

    if (!is_whole && !is_outer(f, kind))
        return 0;
    return html_is_long(r) && n > 1 ? 1 : n;
}

static void anchor(struct out *o, const struct finding *f, const char *part)
{
    out_html(o, slice_str(f->id));
    out_lit(o, "-");
    out_html(o, slice_str(part));
}

void html_evidence_href(struct out *o, const struct finding *f, enum quote_kind kind)
{
    out_lit(o, "#");
    anchor(o, f, kind < QUOTE_KINDS && quoted(f, kind) ? quote_kind_names[kind] : "lines");
}

/* Local, and the same in UTC. */
static void times(struct out *o, usec when)
{
    char text[32];

    html_time(o, when);
    if (when == USEC_NONE)
        return;
    out_lit(o, " \u00B7 ");
    out_html(o, slice_str(clock_utc_text(when, text)));
}

static void quote(struct out *o, const struct result *r, const struct quote *q)
{
    out_lit(o, "<dd>");
    html_say(o, SAY_EVIDENCE_AT, gap_text(result_input_name(r, q->at.input)), gap_id(q->at.line),
             gap_id(q->at.offset));
    times(o, q->when);
    if (q->raw.n) {
        out_lit(o, "<code>");
        out_html(o, q->raw);
        out_lit(o, "</code>");
    } else {
        html_said(o, SAY_CITED_ONLY);
    }
    out_lit(o, "</dd>");
}

static void title(struct out *o, const struct finding *f, enum quote_kind kind, size_t n)
{
    enum html_word word = n == f->lines_of[kind] ? SAY_EVIDENCE_KIND
                          : n == 1               ? SAY_EVIDENCE_FIRST
                                                 : SAY_EVIDENCE_SOME;

    html_say(o, word, gap_text(html_word(kind_words[kind])), gap_count(f->lines_of[kind]),
             gap_count(n));
}

static void lines(struct out *o, const struct result *r, const struct finding *f,
                  enum quote_kind kind, size_t n)
{
    size_t at = 0;

    out_lit(o, "<dl id=\"");
    anchor(o, f, quote_kind_names[kind]);
    out_lit(o, "\"><dt>");
    title(o, f, kind, n);
    out_lit(o, "</dt>");
    for (size_t i = 0; i < f->n_quotes && at < n; i++)
        if (f->quotes[i].kind == kind && ++at)
            quote(o, r, &f->quotes[i]);
    out_lit(o, "</dl>");
}

/* Numbers link to it all the same. */
static void left_out(struct out *o, const struct finding *f, enum quote_kind kind)
{
    out_lit(o, "<p id=\"");
    anchor(o, f, quote_kind_names[kind]);
    out_lit(o, "\">");
    html_say(o, SAY_EVIDENCE_LEFT_OUT, gap_text(html_word(kind_words[kind])),
             gap_count(f->lines_of[kind]));
    out_lit(o, "</p>");
}

void html_evidence(struct out *o, const struct result *r, const struct finding *f, bool is_whole)
{
    size_t n = 0;

    for (int kind = 0; kind < QUOTE_KINDS; kind++)
        n += shown(r, f, (enum quote_kind)kind, is_whole);

    const struct gap gaps[] = { gap_count(n), gap_count(f->lines) };

    html_summary(o, "evidence", n < f->n_quotes ? SAY_EVIDENCE_CUT : SAY_EVIDENCE, gaps);
    out_lit(o, "<div id=\"");
    anchor(o, f, "lines"); /* within, so that a link unfolds it without a script, too */
    out_lit(o, "\">");
    if (f->n_quotes == 0)
        html_said(o, SAY_NO_EVIDENCE);
    for (int kind = 0; kind < QUOTE_KINDS; kind++) {
        size_t some = shown(r, f, (enum quote_kind)kind, is_whole);

        if (some)
            lines(o, r, f, (enum quote_kind)kind, some);
        else if (quoted(f, (enum quote_kind)kind))
            left_out(o, f, (enum quote_kind)kind);
    }
    out_lit(o, "</div></details>");
}
