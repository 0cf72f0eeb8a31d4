/*
 * What a person at the terminal, or a nightly mail, reads first. It names the accounts for
 * which something is to be done and nobody else; what is only on record is a number.
 */
#include "reports/incident_words.h"
#include "reports/text_parts.h"

enum { FLAGS_MAX = 5, INCIDENTS_SHOWN = 5, HURT_SHOWN = 5, ID_SHOWN = 8 };

static void totals(struct out *o, const struct result *r)
{
    uint64_t decisions = 0, notices = 0, records = 0, faults = 0;

    for (size_t i = 0; i < r->n_rulings; i++) {
        decisions += ruling_is_pressing(&r->rulings[i]);
        notices += ruling_is_notice(&r->rulings[i]);
        faults += r->rulings[i].is_operators;
    }
    records = r->n_rulings - decisions - notices - faults;
    out_lit(o, "\n");
    if (decisions)
        text_say(o, TELL_NEED_DECISION, gap_count(decisions));
    else
        text_said(o, TELL_NO_DECISION);
    if (notices)
        text_say(o, TELL_NOTES, gap_count(notices));
    text_say(o, TELL_ON_RECORD, gap_count(records));
    text_say(o, TELL_FAULTS_OF, gap_count(faults));
    out_lit(o, "\n");
}

static void restricted(struct out *o, const struct result *r)
{
    if (r->restricted.n_findings)
        text_say(o, TELL_RESTRICTED, gap_count(r->restricted.n_findings));
}

static void account(struct out *o, const struct ruling *v)
{
    out_lit(o, "  ");
    text_padded(o, slice_str(action_names[v->action]), 15);
    text_padded(o, v->account->name, 20);
    out_text(o, slice_str(certainty_names[v->certainty]));
    out_lit(o, "\n");
    for (size_t i = 0; i < v->n_findings; i++) {
        out_lit(o, "      ");
        text_padded(o, slice_head(slice_str(v->findings[i].id), ID_SHOWN), ID_SHOWN);
        text_wrapped(o, v->findings[i].headline, 6 + ID_SHOWN + 1);
        if (v->findings[i].is_going_on)
            text_said(o, TELL_WAS_GOING_ON);
        text_past(o, &v->findings[i], 6);
    }
    text_account_past(o, v, 6);
    text_ruling(o, v, 6);
}

/* Nobody can be surer of what is unusual than the usual days he has seen. */
static void volume(struct out *o, const struct result *r)
{
    struct buf b = { 0 };

    words_add(&b, TELL_VOLUME, gap_count(r->benign_days), gap_milli(r->volume_cap));
    out_lit(o, "\n  ");
    text_wrapped(o, buf_slice(&b), 2);
    buf_free(&b);
}

static void decisions(struct out *o, const struct result *r)
{
    bool is_first = true;

    for (size_t i = 0; i < r->n_rulings; i++) {
        if (!ruling_needs_decision(&r->rulings[i]))
            continue;
        if (is_first)
            out_lit(o, "\n");
        is_first = false;
        account(o, &r->rulings[i]);
    }
    if (!is_first)
        volume(o, r);
}

static void operator_faults(struct out *o, const struct result *r)
{
    bool is_first = true;

    for (size_t i = 0; i < r->n_findings; i++) {
        if (!r->findings[i].is_operators)
            continue;
        if (is_first)
            text_said(o, TELL_FAULTS);
        is_first = false;
        out_lit(o, "  - ");
        text_wrapped(o, r->findings[i].headline, 4);
    }
}

static void incidents(struct out *o, const struct result *r)
{
    struct buf b = { 0 };

    if (r->n_incidents)
        text_said(o, TELL_INCIDENTS);
    for (size_t i = 0; i < r->n_incidents && i < INCIDENTS_SHOWN; i++) {
        buf_clear(&b);
        incident_words(&b, &r->incidents[i]);
        if (r->incidents[i].n_hurt)
            buf_add(&b, SLICE(" "));
        incident_hurt_words(&b, &r->incidents[i], HURT_SHOWN);
        out_lit(o, "  - ");
        text_wrapped(o, buf_slice(&b), 4);
    }
    if (r->n_incidents > INCIDENTS_SHOWN)
        text_say(o, TELL_MORE_IN_REPORT, gap_count(r->n_incidents - INCIDENTS_SHOWN));
    buf_free(&b);
}

static void flag(struct out *o, const struct flag *f)
{
    out_lit(o, "  - ");
    text_wrapped(o, f->text, 4);
}

/* What stops disabling is never left out. */
static void flags(struct out *o, const struct result *r)
{
    size_t shown = 0;

    if (r->n_flags)
        text_said(o, TELL_QUALITY);
    for (size_t i = 0; i < r->n_flags; i++) {
        if (shown >= FLAGS_MAX && !flag_blocks(&r->flags[i]))
            continue;
        flag(o, &r->flags[i]);
        shown++;
    }
    if (shown < r->n_flags)
        text_say(o, TELL_MORE_IN_REPORT, gap_count(r->n_flags - shown));
}

void summary_write(struct out *o, const struct result *r, slice folder)
{
    text_coverage(o, r);
    text_troubles(o, r);
    totals(o, r);
    restricted(o, r);
    text_changes(o, r);
    decisions(o, r);
    operator_faults(o, r);
    incidents(o, r);
    text_complaints(o, r);
    flags(o, r);
    out_lit(o, "\n");
    text_sum(o, TELL_SUM_LINES, verdict_names, r->verdicts, VERDICTS, text_lines_read(r));
    text_sum(o, TELL_SUM_RECIPIENTS, outcome_names, r->all.outcomes, OUTCOMES, r->all.recipients);
    text_replies(o, &r->replies);
    if (r->carried.messages)
        text_sum(o, TELL_SUM_EARLIER, outcome_names, r->carried.outcomes, OUTCOMES,
                 r->carried.recipients);
    text_padded(o, text_word(TELL_REPORT), 10);
    if (folder.n) {
        out_text(o, folder);
        out_lit(o, "/index.html\n");
    } else {
        text_said(o, TELL_NO_REPORT);
    }
}
