/* Complaints in the nightly mail: sums by what became of them, and those that count by name. */
#include "reports/text_parts.h"

enum { SHOWN_MAX = 20 };

static void counted(struct out *o, const struct complaint_told *t)
{
    out_lit(o, "  ");
    text_padded(o, t->account->name, 20);
    out_text(o, t->complaint->name);
    out_lit(o, "\n");
}

static void others(struct out *o, const struct result *r)
{
    uint64_t of[COMPLAINT_MATCHES] = { 0 };
    struct buf b = { 0 };

    for (size_t i = 0; i < r->n_complaints; i++)
        of[r->complaints[i].match]++;
    for (int match = 0; match < MATCH_COUNTED; match++) {
        if (of[match] == 0)
            continue;
        buf_clear(&b);
        buf_addf(&b, "%ju: %s", (uintmax_t)of[match], complaint_match_meanings[match]);
        out_lit(o, "  - ");
        text_wrapped(o, buf_slice(&b), 4);
    }
    buf_free(&b);
}

static void unread(struct out *o, const struct result *r)
{
    struct buf b = { 0 };

    for (size_t i = 0; i < r->n_unread_reports && i < SHOWN_MAX; i++) {
        const struct unread_report *u = &r->unread_reports[i];

        buf_clear(&b);
        words_add(&b, TELL_UNREAD_REPORT, gap_text(u->name), gap_id(u->line), gap_text(u->why));
        out_lit(o, "  - ");
        text_wrapped(o, buf_slice(&b), 4);
    }
    buf_free(&b);
    if (r->n_unread_reports > SHOWN_MAX)
        text_say(o, TELL_UNREAD_MORE, gap_count(r->n_unread_reports - SHOWN_MAX));
}

void text_complaints(struct out *o, const struct result *r)
{
    uint64_t n = complaints_counted(r), shown = 0;

    if (r->n_complaints + r->n_unread_reports == 0)
        return;
    text_say(o, TELL_COMPLAINTS, gap_count(r->n_complaints), gap_count(n));
    for (size_t i = 0; i < r->n_complaints && shown < SHOWN_MAX; i++) {
        if (r->complaints[i].match != MATCH_COUNTED)
            continue;
        counted(o, &r->complaints[i]);
        shown++;
    }
    if (shown < n)
        text_say(o, TELL_MORE_IN_REPORT, gap_count(n - shown));
    others(o, r);
    unread(o, r);
}
