/*
 * Linking the legs of one message. The next server's own word ("queued as") is believed
 * first, then XFORWARD's orig_queue_id, then Message-ID with the same sender: that one is
 * the sender's to choose, so it links only what no login and no outside client handed in,
 * and only to a message that was handed on or has not been delivered yet.
 */
#include "analyzer/run/join/join_parts.h"

#include "analyzer/run/in_queue.h"
#include "analyzer/run/trace.h"

bool join_may_be_leg(const struct parcel *p)
{
    const struct message *m = &p->m;

    if (p->is_told || m->login.n || m->origin == ORIGIN_FORWARD || m->origin == ORIGIN_NOTICE)
        return false;
    if (m->origin == ORIGIN_CLIENT)
        return m->place == PLACE_LOOPBACK || m->place == PLACE_OWN || m->place == PLACE_RELAY;
    return true;
}

bool join_lacks_beginning(const struct entry *e)
{
    const struct parcel *p = e->parcel;

    if (p->m.origin == ORIGIN_UNKNOWN)
        return !p->is_told && !p->m.accepted_line.at.line;
    return p->m.origin != ORIGIN_FORWARD && p->m.origin != ORIGIN_NOTICE;
}

static void add_entry(struct parcel *p, struct entry *e)
{
    e->parcel = p;
    e->before = NULL;
    e->sibling = p->entries;
    if (p->entries)
        p->entries->before = e;
    p->entries = e;
}

void join_adopt(struct entry *e, struct parcel *p)
{
    e->leg = p->legs++;
    add_entry(p, e);
}

void join_restore(struct entry *e)
{
    add_entry(e->parcel, e);
}

struct parcel *join_open(struct join *j, struct entry *e, usec when)
{
    struct parcel *p = parcel_new(&j->parcels);

    p->queue = e->queue;
    p->m.accepted = when;
    p->m.origin = ORIGIN_UNKNOWN;
    p->missing = OUTCOME_LOST;
    join_adopt(e, p);
    return p;
}

void join_leave(struct parcel *p, const struct entry *e)
{
    *(e->before ? &e->before->sibling : &p->entries) = e->sibling;
    if (e->sibling)
        e->sibling->before = e->before;
}

static void move_entries(struct parcel *from, struct parcel *into)
{
    while (from->entries) {
        struct entry *e = from->entries;

        from->entries = e->sibling;
        e->leg += into->legs;
        add_entry(into, e);
    }
}

static void move_delivery(struct join *j, struct parcel *into, const struct delivery *d, usec when)
{
    struct delivery *known = parcel_find(into, d->to);
    bool is_new = known ? known->is_behind && !d->is_behind : true;

    if (!known || known->is_passed || known->outcome == OUTCOME_OPEN) {
        known = known ? known : parcel_add(into, d);
        known->outcome = d->outcome;
        known->is_passed = d->is_passed;
        known->leg = d->leg + into->legs;
        known->organisation = d->organisation;
        known->domain = d->domain;
        known->scope = d->scope;
        known->reason = d->reason;
    }
    known->is_behind &= d->is_behind;
    if (is_new && !known->is_behind && into->is_told)
        join_tell_delivery(j, into, known, NULL, NULL, when);
    if (into->is_told)
        join_tell_outcome(j, into, known, NULL);
}

/* `from` was held: nobody has heard of it yet. */
void join_merge(struct join *j, struct parcel *into, struct parcel *from, usec when)
{
    join_stop_waiting(j, from);
    move_entries(from, into);
    join_move_replies(from, into);
    for (size_t i = 0; i < from->n; i++)
        move_delivery(j, into, &from->deliveries[i], when);
    join_move_filterings(from, into);
    in_queue_move(&from->m, &into->m);
    if (from->trail)
        trace_merge(into, from);
    into->legs += from->legs;
    into->is_expanded |= from->is_expanded;
    into->is_copied |= from->is_copied;
    into->may_reenter |= from->may_reenter;
    if (from->is_on_hold)
        into->is_on_hold = true;
    join_undouble(from);
    join_unlist(j, from);
    join_move_doubles(from, into);
    links_move(from, into);
    links_forget(&j->links, from);
    ledger_merged(&j->ledger, from->queue); /* its own legs were counted when they came */
    parcel_give_back(&j->parcels, from);
}

void join_merge_leg(struct join *j, struct parcel *into, struct parcel *from, usec when)
{
    for (struct entry *e = from->entries; e; e = e->sibling)
        e->is_behind = true;
    for (size_t i = 0; i < from->n; i++)
        from->deliveries[i].is_behind = true;
    from->is_expanded = false;
    join_merge(j, into, from, when);
}

/* Any own server can name any id in its reply. What comes under another login is a message of
   its own, unless its Message-ID says that it is the same. */
void join_part(struct join *j, struct entry *e, usec when)
{
    struct parcel *p = e->parcel;

    join_leave(p, e);
    if (!p->entries)
        join_wait(j, p, when);
    ledger_parted(&j->ledger, e->queue);
    join_open(j, e, when)->is_claimed = true;
}

static bool is_free(const struct parcel *p, const struct parcel *into)
{
    return p != into && !p->is_told && join_may_be_leg(p);
}

/* It is known whose it is: it was held for that. */
void join_let_go(struct join *j, struct parcel *p, usec when)
{
    if (!p->is_held)
        return;
    p->is_held = false;
    join_stop_waiting(j, p);
    join_tell(j, p, when);
    if (!p->entries)
        join_wait(j, p, when);
}

static void link_forwarded(struct join *j, struct parcel *p, usec when)
{
    if (p->is_told || p->m.accepted_line.at.line)
        return; /* handed in by somebody: not what local(8) made of an alias */
    p->m.origin = ORIGIN_FORWARD;
    join_let_go(j, p, when);
}

struct parcel *join_parcel_of(struct join *j, uint32_t host, slice id, bool *is_known)
{
    struct entry *e = host == ANY_HOST ? tracker_find_anywhere(j->tracker, id)
                                       : tracker_find(j->tracker, host, id);
    enum next_kind kind;

    *is_known = e != NULL;
    return e ? e->parcel : links_take(&j->links, &j->links.ended, host, id, &kind);
}

uint64_t join_next_id(const struct fact *f)
{
    return hash_slice(f->next_queue_id) | 1;
}

void join_next(struct join *j, struct parcel *p, const struct next *to, usec when)
{
    bool is_known, is_leg = to->kind == NEXT_QUEUED;
    struct parcel *next = join_parcel_of(j, to->host, to->id, &is_known);

    if (next && to->kind == NEXT_FORWARDED)
        link_forwarded(j, next, when);
    else if (next && is_free(next, p))
        (is_leg ? join_merge_leg : join_merge)(j, p, next, when);
    else if (!next && !is_known)
        links_put(&j->links, &j->links.expected, to->host, to->id, to->kind, p, when);
}

void join_follow(struct join *j, struct entry *e, const struct fact *f, enum place to, usec when)
{
    struct next next = { f->next_queue_id, f->next, e->host };
    uint64_t id = join_next_id(f);

    if (e->parcel->next_id == id)
        return; /* the same reply for the next recipient */
    e->parcel->next_id = id;
    if (to == PLACE_OWN || to == PLACE_RELAY)
        next.host = ANY_HOST;
    if (f->next == NEXT_MOVED && e->is_behind)
        next.kind = NEXT_QUEUED;
    join_next(j, e->parcel, &next, when);
}

bool join_by_orig_id(struct join *j, struct entry *e, slice orig_id)
{
    struct entry *first = tracker_find(j->tracker, e->host, orig_id);

    if (!first || first == e || !is_free(e->parcel, first->parcel))
        return false;
    if (e->parcel->m.origin == ORIGIN_CLIENT || first->is_behind)
        join_merge_leg(j, first->parcel, e->parcel, e->touched);
    else
        join_merge(j, first->parcel, e->parcel, e->touched);
    return true;
}

bool join_was_handed_on(const struct parcel *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->deliveries[i].is_passed)
            return true;
    return p->n == 0 || p->may_reenter;
}

static bool is_on_host(const struct join *j, const struct parcel *p, uint32_t host)
{
    for (const struct entry *e = p->entries; e; e = e->sibling)
        if (e->host == host)
            return true;
    return j->tracker->host_of[p->queue] == host;
}

/* Lines of one second come in any order of their hosts: what another host took from an own server,
   or from whom it has not said yet, is no earlier leg of what was handed in here by a program, or
   from nearer by. */
static bool is_later(const struct join *j, const struct parcel *first, const struct entry *e)
{
    const struct message *m = &first->m;

    if (first->is_told || is_on_host(j, first, e->host))
        return false;
    return m->origin == ORIGIN_UNKNOWN || m->place > e->parcel->m.place;
}

bool join_by_message_id(struct join *j, struct entry *e)
{
    struct parcel *p = e->parcel, *first;
    usec since = p->m.accepted - LINK_SPAN * USEC_PER_SECOND;

    if (p->m.message_id.n == 0 || !p->m.accepted_line.at.line)
        return false; /* not handed in again: what local(8) made of it, or too old to tell */
    first = links_named(&j->links, p->m.message_id);
    if (!first || first == p || !first->is_queued || first->m.accepted < since)
        return false;
    if (!slice_eq(first->m.sender, p->m.sender) || is_later(j, first, e))
        return false;
    if (!p->m.login.n && (first->n == 0 || first->legs > 1 || !join_was_handed_on(first))) {
        join_double(first, p);
        return false;
    }
    if (!join_was_handed_on(first))
        return false;
    join_merge_leg(j, first, p, p->m.accepted);
    return true;
}

/* The line that names its login, or its client, stands for the one of the filter. */
static void name_client(struct join *j, struct parcel *p, const struct fact *f,
                        const struct session *session, const struct line *ln)
{
    struct message *m = &p->m;

    m->client_name = (slice){ 0 };
    if (!session) {
        m->accepted_line = parcel_keep(p, ln);
        m->login = slice_within(f->login, ln->text, m->accepted_line.raw);
        return;
    }
    m->accepted_line = session->line;
    m->accepted_line.raw = arena_keep(&p->text, session->line.raw);
    m->login = slice_within(session->login, session->line.raw, m->accepted_line.raw);
    m->client_ip = slice_within(session->ip, session->line.raw, m->accepted_line.raw);
    m->place = places_of_client(j->places, m->client_ip);
}

void join_proxied(struct join *j, uint32_t queue, const struct fact *f, const struct line *ln)
{
    struct session_ref ref;
    struct parcel *p = NULL;
    bool is_known;

    if (f->next_queue_id.n)
        p = join_parcel_of(j, j->tracker->host_of[queue], f->next_queue_id, &is_known);
    if (!p || p->m.origin != ORIGIN_CLIENT || !join_may_be_leg(p))
        return;
    ref = sessions_proxied(j->sessions, queue, ln->pid);
    if (ref.session && f->login.n && !slice_eq(f->login, ref.session->login))
        ref.session = NULL; /* lines are missing in between */
    if (!ref.session && f->login.n == 0)
        return;
    name_client(j, p, f, ref.session, ln);
    p->session = ref;
    if (p->is_queued)
        sessions_queued(j->sessions, ref, &p->m);
    join_let_go(j, p, ln->when);
}
