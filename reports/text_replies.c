/* How well the replies of other servers were read, and those that the site may put in its policy.
 */
#include "reports/text_parts.h"

void text_replies(struct out *o, const struct reply_sums *s)
{
    uint64_t all = reply_sums_all(s);

    if (all)
        text_sum(o, TELL_SUM_REPLIES, reply_reason_names, s->reasons, REPLY_REASONS, all);
}

void text_unread_replies(struct out *o, const struct reply_sums *s, size_t most)
{
    struct buf b = { 0 };

    if (s->n_unread == 0)
        return;
    words_add(&b, TELL_REPLIES_UNREAD, gap_count(s->reasons[REASON_UNKNOWN]),
              gap_count(reply_sums_all(s)), gap_milli((int64_t)reply_sums_read(s) * 100));
    out_lit(o, "\n");
    text_wrapped(o, buf_slice(&b), 0);
    for (size_t i = 0; i < s->n_unread && i < most; i++) {
        buf_clear(&b);
        buf_addf(&b, "%ju", (uintmax_t)s->unread[i].n);
        out_lit(o, "  ");
        text_padded(o, buf_slice(&b), 8);
        text_wrapped(o, s->unread[i].text, 11);
    }
    buf_free(&b);
}
