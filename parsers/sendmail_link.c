/*
 * A message made of another, and the end of one: behind the first one's id
 *
 *   QID2: DSN: User unknown
 *   QID2: return to sender: User unknown           of a notice that cannot be delivered
 *   QID2: postmaster notify: User unknown          a copy
 *   QID2: sender notify: Warning: could not send message for past 4 hours
 *   QID2: sender notify: Cannot send message for 5 days        all still deferred are given up
 *   QID2: clone: owner=ann                         what a list with an owner was expanded to
 *   done; delay=00:00:00, ntries=1                 LogLevel 10: left the queue
 *   discarded
 */
#include "parsers/sendmail.h"

static struct fact *add(struct facts *out, enum fact_kind kind, slice id)
{
    struct fact *f = facts_add(out, kind);

    f->queue_id = id;
    return f;
}

static enum verdict add_discard(slice id, struct facts *out)
{
    add(out, FACT_DISPOSED, id)->reaction = REACTION_DISCARD;
    (void)add(out, FACT_REMOVED, id);
    return VERDICT_PARSED;
}

static bool is_notice(slice *s)
{
    return take(s, SLICE("DSN: ")) || take(s, SLICE("sender notify: ")) ||
           take(s, SLICE("return to sender: ")) || take(s, SLICE("postmaster notify: "));
}

enum verdict read_link(slice id, slice s, struct facts *out)
{
    slice next;

    if (slice_starts(s, SLICE("done; delay="))) {
        (void)add(out, FACT_REMOVED, id);
        return VERDICT_PARSED;
    }
    if (slice_eq(s, SLICE("discarded")))
        return add_discard(id, out);
    if (!take_sendmail_id(&s, &next))
        return VERDICT_FOREIGN;
    if (slice_starts(s, SLICE("clone: owner="))) {
        struct fact *f = add(out, FACT_SPLIT, id);

        f->next_queue_id = next;
        f->next = NEXT_MOVED;
        return VERDICT_PARSED;
    }
    if (!is_notice(&s))
        return ignored(out, why_not_known);
    if (slice_starts(s, SLICE("Cannot send message")))
        (void)add(out, FACT_EXPIRED, id);
    add(out, FACT_NOTICE, id)->next_queue_id = next;
    return VERDICT_PARSED;
}
