/*
 * One row per finding. What has several parts shares a cell: sentences are joined with
 * ' | ', numbers are name=value and evidence is input:line, both joined with a blank.
 * Values are in the unit's base, whatever the unit. A row's action and score are the
 * finding's own; what its account comes to stands behind, the same in each of its rows.
 */
#include <inttypes.h>

#include "reports/past_words.h"
#include "reports/report.h"

static void comma(struct out *o)
{
    out_lit(o, ",");
}

static void text(struct out *o, slice s)
{
    comma(o);
    out_csv(o, s);
}

static void word(struct out *o, const char *s)
{
    text(o, slice_str(s));
}

static void milli(struct out *o, int64_t value)
{
    comma(o);
    out_milli(o, value);
}

static void stamp(struct out *o, usec when)
{
    comma(o);
    out_time(o, when);
}

static void sentences(struct out *o, struct buf *b, const struct reason *at, size_t n)
{
    buf_clear(b);
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_add(b, SLICE(" | "));
        buf_add(b, at[i].text);
    }
    text(o, buf_slice(b));
}

static void numbers(struct out *o, struct buf *b, const struct finding *f)
{
    buf_clear(b);
    for (size_t i = 0; i < f->n_numbers; i++)
        buf_addf(b, "%s%s=%" PRId64, i ? " " : "", f->numbers[i].name, f->numbers[i].value);
    text(o, buf_slice(b));
}

static void evidence(struct out *o, struct buf *b, const struct result *r, const struct finding *f)
{
    buf_clear(b);
    for (size_t i = 0; i < f->n_quotes; i++) {
        const struct cite *at = &f->quotes[i].at;

        if (i)
            buf_add(b, SLICE(" "));
        buf_add(b, result_input_name(r, at->input));
        buf_addf(b, ":%" PRIu32, at->line);
    }
    text(o, buf_slice(b));
}

static void what(struct out *o, const struct finding *f)
{
    out_lit(o, "1");
    word(o, f->id);
    text(o, f->account->name);
    word(o, account_kind_names[f->account->kind]);
    word(o, clause_names[f->clause]);
    word(o, f->detector);
    word(o, action_names[f->action]);
    word(o, certainty_names[f->certainty]);
    milli(o, f->score);
    word(o, f->is_going_on ? "true" : "false");
    stamp(o, f->first);
    stamp(o, f->last);
    text(o, f->anchor);
    text(o, f->headline);
}

static void weights(struct out *o, const struct finding *f)
{
    word(o, family_names[f->family]);
    milli(o, f->weight);
    milli(o, f->counted);
    word(o, action_names[f->ruling->action]);
    milli(o, f->ruling->sum);
    word(o, f->ruling->chance);
}

static void decided(struct out *o, struct buf *b, const struct finding *f)
{
    buf_clear(b);
    for (size_t i = 0; f->past && i < f->past->n_decisions; i++) {
        if (i)
            buf_add(b, SLICE(" | "));
        past_add_decision(b, f->past->decisions[i]);
    }
    text(o, buf_slice(b));
}

/* left: recipients still in the queue, of mail that can be held. */
static void past(struct out *o, struct buf *b, const struct finding *f)
{
    word(o, f->past ? standing_names[f->past->standing] : "");
    stamp(o, f->past ? f->past->since : USEC_NONE);
    comma(o);
    if (f->has_queue)
        out_int(o, (int64_t)f->unsettled);
    decided(o, b, f);
    comma(o);
    out_int(o, f->ruling->confirmed);
}

static void row(struct out *o, struct buf *b, const struct result *r, const struct finding *f)
{
    what(o, f);
    sentences(o, b, f->reasons, f->n_reasons);
    sentences(o, b, f->against, f->n_against);
    numbers(o, b, f);
    comma(o);
    out_int(o, (int64_t)f->lines);
    evidence(o, b, r, f);
    weights(o, f);
    if (r->changes)
        past(o, b, f);
    out_lit(o, "\r\n");
}

static void write_findings(struct out *o, const struct result *r)
{
    struct buf b = { 0 };

    out_lit(o, "schema,id,account,kind,clause,detector,action,certainty,score,going_on,first,last,"
               "anchor,headline,reasons,against,numbers,lines,evidence,family,weight,counted,"
               "account_action,account_score,account_chance");
    if (r->changes)
        out_lit(o, ",standing,since,left,decisions,confirmed_in_year");
    out_lit(o, "\r\n");
    for (size_t i = 0; i < r->n_findings; i++)
        row(o, &b, r, &r->findings[i]);
    buf_free(&b);
}

const struct report report_findings_csv = {
    .name = "findings.csv",
    .what = "every finding, one row each, for a spreadsheet",
    .write = write_findings,
};
