/* What other servers said of mail that they did not take, and how much of it could be read. */
#include "reports/html_parts.h"

enum { UNREAD_SHOWN = 50 };

static void unread(struct out *o, const struct reply_sums *s)
{
    static const char *const columns[] = { "In lower case, without addresses and ids", "#Replies",
                                           NULL };

    out_lit(o, "<details><summary>Replies that could not be read: ");
    html_plural(o, s->n_unread, "text", "texts");
    out_lit(o, "</summary>\n<p>They count for nothing. Under <code>replies</code>, "
               "<code>policy.yaml</code> may say what they mean.</p>\n");
    html_table_open(o, NULL, "Replies that could not be read, most frequent first", columns);
    for (size_t i = 0; i < s->n_unread && i < UNREAD_SHOWN; i++) {
        out_lit(o, "<tr>");
        html_cell(o, s->unread[i].text);
        html_cell_count(o, s->unread[i].n);
        out_lit(o, "</tr>\n");
    }
    html_table_close(o);
    out_lit(o, "</details>\n");
}

void html_replies(struct out *o, const struct reply_sums *s)
{
    uint64_t all = reply_sums_all(s);

    if (all == 0)
        return;
    out_lit(o,
            "<h3>Replies of other servers</h3>\n<p>Refusals and deferrals, every attempt, by what "
            "they mean; ");
    out_int(o, reply_sums_read(s) / 10);
    out_lit(o, ".");
    out_int(o, reply_sums_read(s) % 10);
    out_lit(o, " % could be read:</p>\n");
    html_sum(o, reply_reason_names, s->reasons, REPLY_REASONS, all, "replies");
    if (s->n_unread)
        unread(o, s);
}
