/*
 * What a delivery line decides: the outcome of one recipient, whether the message only went on
 * to the next own server or filter, and which entry there it is.
 */
#include "analyzer/run/join/join_parts.h"

static enum outcome outcome_of(const struct fact *f)
{
    switch (f->status) {
    case STATUS_SENT:
        return OUTCOME_DELIVERED;
    case STATUS_DISCARDED:
        return OUTCOME_DISCARDED;
    case STATUS_BOUNCED:
        return OUTCOME_BOUNCED;
    case STATUS_EXPIRED:
        return OUTCOME_EXPIRED;
    default:
        return OUTCOME_OPEN;
    }
}

static bool is_passed_on(const struct fact *f, enum place to)
{
    if (f->status != STATUS_SENT || to == PLACE_OUTSIDE || to == PLACE_UNKNOWN)
        return false;
    return f->next == NEXT_QUEUED || (to == PLACE_LOOPBACK && !f->is_local);
}

/* An own filter took it and kept it, from some at least. What others do with it is theirs. */
static bool is_kept(const struct fact *f, enum place to)
{
    return f->status == STATUS_SENT && f->kept != STATUS_SENT && to != PLACE_OUTSIDE &&
           to != PLACE_UNKNOWN;
}

#define NO_LEG UINT32_MAX

/* A leg that hands the message on knows less than the leg that delivers it. */
static void decide(struct delivery *d, struct entry *e, enum outcome outcome, bool is_passed)
{
    if (is_passed && d->leg != e->leg && !d->is_passed)
        return;
    e->n_open += outcome == OUTCOME_OPEN && (d->leg != e->leg || d->outcome != OUTCOME_OPEN);
    d->leg = e->leg;
    d->outcome = (uint8_t)outcome;
    d->is_passed = is_passed;
}

/* The site names its relays, but may have forgotten one. */
static bool may_be_own(const struct join *j, const struct fact *f, enum place to)
{
    return join_has_other_queues(j) && f->status == STATUS_SENT && f->next == NEXT_QUEUED &&
           (to == PLACE_OUTSIDE || to == PLACE_UNKNOWN);
}

/* Of an alias that no line names: all such addresses count as the one that was addressed. */
static void expand(struct parcel *p, struct delivery *d, enum outcome outcome)
{
    d->offered = hash_slice(SLICE("(expanded)"));
    d->is_external = false;
    p->is_expanded = true;
    if (p->missing == OUTCOME_LOST && outcome != OUTCOME_OPEN)
        p->missing = outcome; /* of further aliases */
}

/* Sendmail tells of a notice that no such sender can get under the id of the message itself: all
   its recipients have been named then. */
static bool is_notice_to_sender(const struct parcel *p, const struct fact *f)
{
    return f->is_local && f->status == STATUS_BOUNCED && p->m.nrcpt && p->n >= p->m.nrcpt &&
           slice_eq(f->recipient, p->m.sender);
}

/* Where a recipient's mail went. */
struct way {
    uint64_t to;      /* hash of the address */
    uint64_t next_id; /* of the reply, where that may be an own server's that is not named; or 0 */
    enum place place;
    enum outcome outcome;
    bool is_passed;
};

static struct way way_of(const struct join *j, const struct parcel *p, const struct fact *f)
{
    struct way w = { .to = f->to, .outcome = outcome_of(f) };

    w.place = places_of_client(j->places, f->relay.ip);
    w.next_id = may_be_own(j, f, w.place) ? join_next_id(f) : 0;
    w.is_passed = is_passed_on(f, w.place) || (w.next_id && w.next_id == p->guessed_id);
    if (is_kept(f, w.place)) {
        w.is_passed = f->next == NEXT_QUEUED;
        w.outcome = f->kept == STATUS_BOUNCED ? OUTCOME_BOUNCED : OUTCOME_DISCARDED;
    } else if (w.is_passed && w.place == PLACE_LOOPBACK) {
        w.outcome = OUTCOME_LOST; /* unless the leg behind the filter is found */
    }
    return w;
}

/* A recipient that no line has named before, or only one behind an alias. */
static struct delivery *name_recipient(struct join *j, struct entry *e, struct delivery *known,
                                       const struct fact *f, const struct way *w)
{
    slice addressed = f->orig_to.n ? f->orig_to : f->recipient;
    struct delivery d = { .to = w->to, .leg = NO_LEG, .is_passed = w->is_passed };

    d.offered = f->orig_to.n ? f->offered : w->to;
    d.is_external = !places_has_domain(j->places, slice_domain(addressed));
    d.is_behind = e->is_behind;
    if (!known) {
        known = parcel_add(e->parcel, &d);
    } else {
        known->offered = d.offered;
        known->is_external = d.is_external;
        known->is_behind = false;
    }
    if (f->is_expanded && !known->is_behind)
        expand(e->parcel, known, w->outcome);
    return known;
}

static void follow(struct join *j, struct entry *e, const struct fact *f, const struct way *w,
                   usec when)
{
    if (f->next != NEXT_NONE && (f->next == NEXT_FORWARDED || w->is_passed))
        join_follow(j, e, f, w->place, when);
    else if (f->is_piped || w->is_passed)
        join_claim_doubles(j, e->parcel, when);
    else if (w->next_id)
        join_guess(j, e, f, when);
}

void join_take_delivery(struct join *j, struct entry *e, const struct fact *f,
                        const struct line *ln)
{
    struct parcel *p = e->parcel;
    struct way w = way_of(j, p, f);
    struct delivery *d = parcel_find(p, w.to);
    bool is_new = !d || (d->is_behind && !e->is_behind);

    if (f->next == NEXT_MOVED) {
        join_follow(j, e, f, w.place, ln->when);
        return;
    }
    if (is_new && is_notice_to_sender(p, f))
        return;
    if (f->is_local && f->next == NEXT_NONE && w.outcome == OUTCOME_DELIVERED)
        places_learn(j->places, slice_domain(f->recipient));
    if (is_new)
        d = name_recipient(j, e, d, f, &w);
    decide(d, e, w.outcome, w.is_passed);
    d->next_id = (uint32_t)w.next_id;
    p->may_reenter |= f->is_piped;
    if (is_new && !d->is_behind && p->is_told)
        join_tell_delivery(j, p, d, f, ln, ln->when);
    if (!w.is_passed) {
        join_hear_reply(j, p, d, f, ln);
        if (f->status == STATUS_SENT)
            join_tell_received(j, p, &(struct reached){ f->recipient, w.to }, ln);
    }
    if (!is_kept(f, w.place))
        join_tell_addressed(j, p, &(struct way_taken){ d, w.is_passed }, f, ln);
    follow(j, e, f, &w, ln->when);
    if (f->is_piped)
        join_piped(j, e, f, ln->when);
}
