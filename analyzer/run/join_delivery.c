/*
 * What a delivery line decides: the outcome of one recipient, whether the message only went on
 * to the next own server or filter, and which entry there it is.
 */
#include "analyzer/run/join_parts.h"

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

void join_take_delivery(struct join *j, struct entry *e, const struct fact *f,
                        const struct line *ln)
{
    struct parcel *p = e->parcel;
    slice addressed = f->orig_to.n ? f->orig_to : f->recipient;
    uint64_t to = hash_address(f->recipient);
    enum place place = places_of_client(j->places, f->relay.ip);
    bool is_passed = is_passed_on(f, place);
    enum outcome outcome = outcome_of(f);
    struct delivery *d = parcel_find(p, to);
    bool is_behind = f->is_expanded && e->leg && p->has_passed;
    bool is_new = !d, may_be_guessed = may_be_own(j, f, place);

    if (f->is_handed_over) { /* it will name them, and as which addresses it knows them */
        join_follow(j, e, f, place, ln->when);
        return;
    }
    if (is_new && is_notice_to_sender(p, f))
        return;
    if (is_new && is_behind)
        p->behind = outcome == OUTCOME_OPEN ? p->behind : outcome;
    if (is_new && (e->is_guessed || is_behind))
        return; /* the leg before has named whom it was for */
    if (may_be_guessed)
        is_passed |= (hash_slice(f->next_queue_id) | 1) == p->guessed_id;
    if (is_passed && place == PLACE_LOOPBACK)
        outcome = OUTCOME_LOST; /* unless the leg behind the filter is found */
    if (f->is_local && f->next == NEXT_NONE && outcome == OUTCOME_DELIVERED)
        places_learn(j->places, slice_domain(f->recipient));
    if (is_new) {
        d = parcel_add(p, to, f->orig_to.n ? hash_address(f->orig_to) : to);
        d->leg = NO_LEG;
        d->is_passed = is_passed;
        d->is_external = !places_has_domain(j->places, slice_domain(addressed));
        if (f->is_expanded)
            expand(p, d, outcome);
    }
    decide(d, e, outcome, is_passed);
    d->next_id = may_be_guessed ? (uint32_t)(hash_slice(f->next_queue_id) | 1) : 0;
    p->has_passed |= is_passed;
    p->may_reenter |= f->is_piped;
    if (is_new && p->is_told)
        join_tell_delivery(j, p, d, f, ln, ln->when);
    if (f->next != NEXT_NONE && (f->next == NEXT_FORWARDED || is_passed))
        join_follow(j, e, f, place, ln->when);
    else if (f->is_piped || is_passed)
        join_claim_doubles(j, p, ln->when);
    else if (may_be_guessed)
        join_guess(j, e, f, ln->when);
}
