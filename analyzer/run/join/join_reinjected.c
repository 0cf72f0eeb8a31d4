/*
 * What a content filter says of its own work, beside the server that asked it: under which ids it
 * handed a message in again, and that it kept it from recipients. The server's reply line says the
 * same of one id alone, and of a message that was split or kept from some it does not say from
 * whom.
 *
 * The filter names the message by the server's queue id, or where it was not told that, by its
 * Message-ID and sender; these are the sender's to choose, so both must be the same.
 *
 * Blind to: messages whose own lines come later, or which have ended.
 */
#include "analyzer/run/join/join_parts.h"

static bool is_same_message(const struct parcel *p, const struct fact *f)
{
    return p && slice_eq(p->m.message_id, join_bare_id(f->message_id)) &&
           slice_eq_nocase(p->m.sender, f->sender);
}

/* Short ids are the same on several hosts. */
static struct parcel *find_filtered(const struct join *j, uint32_t host, const struct fact *f)
{
    struct entry *e = NULL;
    struct parcel *p;

    if (f->orig_queue_id.n) {
        e = tracker_find(j->tracker, host, f->orig_queue_id);
        if (e)
            return e->parcel;
        e = tracker_find_anywhere(j->tracker, f->orig_queue_id);
    }
    if (e && is_same_message(e->parcel, f))
        return e->parcel;
    p = links_named(&j->links, join_bare_id(f->message_id));
    return is_same_message(p, f) && p->is_queued ? p : NULL;
}

void join_reinjected(struct join *j, uint32_t host, const struct fact *f, const struct line *ln)
{
    struct parcel *p = find_filtered(j, host, f);

    if (p)
        join_next(j, p,
                  &(struct next){ f->next_queue_id, NEXT_QUEUED, j->tracker->host_of[p->queue] },
                  ln->when);
}

/* Who gets it none the less is named by the leg behind the filter. */
void join_blocked(struct join *j, uint32_t host, const struct fact *f)
{
    struct parcel *p = find_filtered(j, host, f);
    enum outcome outcome = f->status == STATUS_BOUNCED ? OUTCOME_BOUNCED : OUTCOME_DISCARDED;

    if (!p)
        return;
    p->kept = outcome;
    if (p->missing == OUTCOME_LOST)
        p->missing = outcome;
}
