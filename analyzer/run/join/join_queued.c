/*
 * A message is taken into the queue: from then on it counts, and is told. Of a server that logs it
 * while it is still read this is not sure until a delivery or ten minutes of log time have
 * passed: what refuses it comes in later lines.
 */
#include "analyzer/run/join/join_parts.h"

/* Accepted: whether it is told at once, or may be a leg of another. */
static void tell_queued(struct join *j, struct entry *e, usec when)
{
    struct parcel *p = e->parcel;

    if (p->is_claimed && join_by_message_id(j, e))
        return;
    if (join_has_other_queues(j) && !p->m.login.n && join_by_guess(j, e, slice_of(e->id, e->id_n)))
        return;
    if (!join_may_be_leg(p) && !join_may_be_guessed(j, p) && !join_may_be_named(p)) {
        join_tell(j, p, when);
        return;
    }
    if (join_may_be_leg(p) && join_is_derived(j, p)) {
        join_tell(j, p, when);
        return;
    }
    if (join_may_be_leg(p) && join_by_message_id(j, e))
        return;
    p->is_held = true;
    join_wait(j, p, when);
}

/* A delivery shows that what was only read so far was accepted. */
void join_settle(struct join *j, struct entry *e, usec when)
{
    struct parcel *p = e->parcel;

    if (!p->is_unsure)
        return;
    p->is_unsure = false;
    if (p->is_told)
        return;
    p->is_held = false;
    join_stop_waiting(j, p);
    if (!p->is_queued)
        sessions_queued(j->sessions, p->session, &p->m);
    p->is_queued = true;
    tell_queued(j, e, when);
}

void join_take_queued(struct join *j, struct entry *e, const struct fact *f, const struct line *ln)
{
    struct parcel *p = e->parcel;

    if (!f->is_unsure)
        p->is_on_hold = false;
    if (p->is_queued || p->is_unsure)
        return;
    p->is_queued = !f->is_torn;
    p->m.accepted = ln->when;
    p->m.queued_line = parcel_keep(p, ln);
    p->m.sender = slice_within(f->sender, ln->text, p->m.queued_line.raw);
    p->m.size = f->size;
    p->m.nrcpt = f->nrcpt;
    p->is_as_addressed = f->is_as_addressed;
    if (p->is_queued)
        sessions_queued(j->sessions, p->session, &p->m);
    join_by_filter(j, e);
    join_by_name(j, e);
    p->is_unsure = f->is_unsure;
    if (!p->is_unsure) {
        tell_queued(j, e, ln->when);
    } else if (p->is_queued) {
        p->is_held = true;
        join_wait(j, p, ln->when);
    }
}

/* Refused or given up after all. What was only read so far was not accepted yet. */
bool join_take_back(struct parcel *p)
{
    if (p->is_unsure && !p->is_told)
        p->is_queued = false;
    return !p->is_queued;
}

/* A further leg is told of as well: the message it belongs to was accepted. */
bool join_take_oversize(struct join *j, struct parcel *p, const struct fact *f,
                        const struct line *ln)
{
    if (join_take_back(p))
        join_tell_oversize(j, p, f, ln);
    return p->is_queued;
}
