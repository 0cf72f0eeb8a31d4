/* What other servers said and nobody could read: it counts for and against no account. */
#include "analyzer/run/judge/flags.h"

enum { TEXTS_SHOWN = 3, TEXT_SHOWN = 120 };

void flags_of_replies(struct flags *fs, const struct reply_sums *s)
{
    struct buf b = { 0 };

    for (size_t i = 0; i < s->n_unread && i < TEXTS_SHOWN; i++)
        buf_addf(&b, "%s\"" SLICE_FMT "\" (%llu)", i ? ", " : "",
                 SLICE_ARG(slice_head(s->unread[i].text, TEXT_SHOWN)),
                 (unsigned long long)s->unread[i].n);
    if (s->n_unread)
        flags_raise(fs, FLAG_UNREAD_REPLIES,
                    "Of %llu refusals and deferrals by other servers %u.%u %% could be read. The "
                    "others count for nothing; most frequent: " SLICE_FMT
                    ". Under replies, policy.yaml may say what they mean.",
                    (unsigned long long)reply_sums_all(s), reply_sums_read(s) / 10,
                    reply_sums_read(s) % 10, SLICE_ARG(buf_slice(&b)));
    buf_free(&b);
}
