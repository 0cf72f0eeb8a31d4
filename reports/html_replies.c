/* What other servers said of mail that they did not take, and how much of it could be read. */
#include "reports/html_parts.h"

enum { UNREAD_SHOWN = 50 };

static void unread(struct out *o, const struct reply_sums *s)
{
    const struct gap n = gap_count(s->n_unread);

    html_summary(o, "unread", SAY_REPLIES_UNREAD, &n);
    html_said(o, SAY_REPLIES_UNREAD_HOW);
    html_table_open(o, NULL, SAY_REPLIES_TABLE, SAY_REPLIES_COLUMNS);
    for (size_t i = 0; i < s->n_unread && i < UNREAD_SHOWN; i++) {
        out_lit(o, "<tr>");
        html_cell(o, s->unread[i].text);
        html_cell_count(o, s->unread[i].n);
        out_lit(o, "</tr>");
    }
    html_table_close(o);
    out_lit(o, "</details>");
}

void html_replies(struct out *o, const struct reply_sums *s)
{
    uint64_t all = reply_sums_all(s);

    if (all == 0)
        return;
    out_lit(o, "<h3>");
    html_said(o, SAY_REPLIES);
    out_lit(o, "</h3>");
    html_say(o, SAY_REPLIES_READ, gap_milli(reply_sums_read(s) * 100));
    html_sum(o, reply_reason_names, s->reasons, REPLY_REASONS, all, SAY_REPLIES_ALL);
    if (s->n_unread)
        unread(o, s);
}
