/*
 * What a person at the terminal, or a nightly mail, reads first. It names the accounts for
 * which something is to be done and nobody else; what is only on record is a number.
 */
#include "reports/report.h"

enum { WIDTH = 80, NOTES_MAX = 5 };

static void pad(struct out *o, size_t n)
{
    while (n--)
        out_lit(o, " ");
}

/* Columns taken on a terminal: code points, which is right for most names. */
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
            pad(o, indent);
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

/* Wrapped text from column `indent` on; escaped first, as that changes its width. */
static void wrapped(struct out *o, slice s, size_t indent)
{
    struct out safe = { .fd = -1 };
    struct err err;

    out_text(&safe, s);
    words(o, buf_slice(&safe.buf), indent);
    (void)out_close(&safe, &err);
}

static void padded(struct out *o, slice s, size_t width)
{
    struct out safe = { .fd = -1 };
    struct err err;
    size_t n;

    out_text(&safe, s);
    n = columns(buf_slice(&safe.buf));
    (void)out_close(&safe, &err);
    out_text(o, s);
    out_lit(o, " ");
    pad(o, n < width ? width - n : 0);
}

static void plural(struct out *o, uint64_t n, const char *one, const char *many)
{
    out_int(o, (int64_t)n);
    out_lit(o, " ");
    out_text(o, slice_str(n == 1 ? one : many));
}

static bool needs_decision(const struct finding *f)
{
    return !f->is_operators && f->action > ACTION_RECORD;
}

static uint64_t lines_read(const struct result *r)
{
    uint64_t n = 0;

    for (size_t i = 0; i < r->n_inputs; i++)
        n += r->inputs[i].lines;
    return n;
}

static void coverage(struct out *o, const struct result *r)
{
    out_lit(o, "Mailproctor ");
    out_text(o, r->version);
    if (r->organisation.n)
        out_lit(o, ", ");
    out_text(o, r->organisation);
    out_lit(o, "\n");
    if (r->first == USEC_NONE) {
        out_lit(o, "No line had a time stamp");
    } else {
        out_time(o, r->first);
        out_lit(o, " to ");
        out_time(o, r->last);
    }
    out_lit(o, "\n");
    plural(o, lines_read(r), "line", "lines");
    out_lit(o, " of ");
    plural(o, r->n_inputs, "input, ", "inputs, ");
    plural(o, r->all.messages, "message, ", "messages, ");
    plural(o, r->n_accounts, "account", "accounts");
    out_lit(o, "\n");
}

static void troubles(struct out *o, const struct result *r)
{
    for (size_t i = 0; i < r->n_inputs; i++) {
        if (r->inputs[i].trouble.n == 0)
            continue;
        out_lit(o, "\nNOT READ TO ITS END: ");
        out_text(o, r->inputs[i].name);
        out_lit(o, "\n    ");
        wrapped(o, r->inputs[i].trouble, 4);
    }
}

static void totals(struct out *o, const struct result *r)
{
    uint64_t decisions = 0, records = 0, faults = 0;

    for (size_t i = 0; i < r->n_findings; i++) {
        decisions += needs_decision(&r->findings[i]);
        faults += r->findings[i].is_operators;
    }
    records = r->n_findings - decisions - faults;
    out_lit(o, "\n");
    if (decisions)
        plural(o, decisions, "finding needs a decision", "findings need a decision");
    else
        out_lit(o, "No finding needs a decision");
    out_lit(o, "; ");
    out_int(o, (int64_t)records);
    out_lit(o, " on record only; ");
    plural(o, faults, "fault of the servers", "faults of the servers");
    out_lit(o, "\n");
}

static void finding(struct out *o, const struct finding *f)
{
    out_lit(o, "  ");
    padded(o, slice_str(action_names[f->action]), 15);
    padded(o, f->account->name, 20);
    out_text(o, slice_str(clause_names[f->clause]));
    if (f->is_going_on)
        out_lit(o, ", going on");
    out_lit(o, "\n      ");
    wrapped(o, f->headline, 6);
}

static void findings(struct out *o, const struct result *r)
{
    bool is_first = true;

    for (size_t i = 0; i < r->n_findings; i++) {
        if (!needs_decision(&r->findings[i]))
            continue;
        if (is_first)
            out_lit(o, "\n");
        is_first = false;
        finding(o, &r->findings[i]);
    }
}

static void operator_faults(struct out *o, const struct result *r)
{
    bool is_first = true;

    for (size_t i = 0; i < r->n_findings; i++) {
        if (!r->findings[i].is_operators)
            continue;
        if (is_first)
            out_lit(o, "\nFaults of the servers\n");
        is_first = false;
        out_lit(o, "  - ");
        wrapped(o, r->findings[i].headline, 4);
    }
}

static void notes(struct out *o, const struct result *r)
{
    if (r->n_notes)
        out_lit(o, "\nQuality of the data\n");
    for (size_t i = 0; i < r->n_notes && i < NOTES_MAX; i++) {
        out_lit(o, "  - ");
        wrapped(o, r->notes[i], 4);
    }
    if (r->n_notes > NOTES_MAX) {
        out_lit(o, "  - ");
        out_int(o, (int64_t)(r->n_notes - NOTES_MAX));
        out_lit(o, " more in the report\n");
    }
}

static void sum(struct out *o, const char *what, const char *const *names, const uint64_t *values,
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
    padded(o, slice_str(what), 10);
    wrapped(o, buf_slice(&b), 11);
    if (sum != total) {
        out_lit(o, "           DOES NOT ADD UP to ");
        out_int(o, (int64_t)total);
        out_lit(o, "\n");
    }
    buf_free(&b);
}

void summary_write(struct out *o, const struct result *r, slice folder)
{
    coverage(o, r);
    troubles(o, r);
    totals(o, r);
    findings(o, r);
    operator_faults(o, r);
    notes(o, r);
    out_lit(o, "\n");
    sum(o, "Lines", verdict_names, r->verdicts, VERDICTS, lines_read(r));
    sum(o, "Recipients", outcome_names, r->all.outcomes, OUTCOMES, r->all.recipients);
    padded(o, SLICE("Report"), 10);
    if (folder.n) {
        out_text(o, folder);
        out_lit(o, "/index.html\n");
    } else {
        out_lit(o, "no folder was given, none was written\n");
    }
}
