/*
 * Which parcels there are is found through their queue entries and the list of those that wait.
 * What is made of a message's fields is not carried but made again: its account, the tables that
 * it stands in.
 */
#include "analyzer/run/state/carry_parts.h"

#include "analyzer/base/mem.h"
#include "analyzer/run/join/join_parts.h"

static void add(struct carry *y, struct parcel *p)
{
    if (p->place)
        return;
    y->parcels = mem_grow(y->parcels, &y->parcels_cap, y->n_parcels + 1, sizeof(struct parcel *));
    y->parcels[y->n_parcels++] = p;
    p->place = (uint32_t)y->n_parcels;
}

void carry_find_parcels(struct carry *y)
{
    for (int life = 0; life < LIVES; life++)
        for (struct entry *e = y->w->tracker->lists[life].oldest; e; e = e->newer)
            add(y, e->parcel);
    for (struct parcel *p = y->w->join->waiting_first; p; p = p->after)
        add(y, p);
}

void carry_parcel_ref(struct carry *y, struct parcel **p)
{
    uint64_t place = carry_unsigned(&y->c, !carrier_loads(&y->c) && *p ? (*p)->place : 0);

    if (!carrier_loads(&y->c))
        return;
    *p = place && place <= y->n_parcels ? y->parcels[place - 1] : NULL;
}

static void carry_outcome(struct carrier *c, struct delivery *d)
{
    CARRY(c, d->organisation);
    CARRY(c, d->domain);
    CARRY(c, d->told);
    CARRY(c, d->contact);
    CARRY(c, d->scope);
    CARRY(c, d->reason);
}

static void carry_delivery(struct carrier *c, struct delivery *d)
{
    CARRY(c, d->to);
    CARRY(c, d->offered);
    CARRY(c, d->leg);
    CARRY(c, d->next_id);
    CARRY(c, d->outcome);
    CARRY(c, d->is_passed);
    CARRY(c, d->is_external);
    CARRY(c, d->is_behind);
    if (c->version >= 2)
        carry_outcome(c, d);
    if (d->outcome >= OUTCOMES)
        d->outcome = OUTCOME_LOST;
    if (d->scope >= REPLY_SCOPES || d->reason >= REPLY_REASONS)
        d->scope = d->reason = 0;
}

static void carry_deliveries(struct carrier *c, struct parcel *p)
{
    size_t n = carry_count(c, p->n);

    for (size_t i = 0; i < n; i++) {
        struct delivery one = { 0 };

        if (!carrier_loads(c))
            one = p->deliveries[i];
        carry_delivery(c, &one);
        if (carrier_loads(c))
            (void)parcel_put(p, &one);
    }
}

/* Lines in their order. */
static void carry_replies(struct carrier *c, struct parcel *p)
{
    size_t n = carry_count(c, p->n_replies);
    struct reply_line **end = &p->replies;

    for (size_t i = 0; i < n && !c->in.is_torn; i++) {
        if (carrier_loads(c)) {
            *end = arena_new(&p->text, sizeof(**end));
            p->n_replies++;
        }
        (*end)->to = carry_hash(c, (*end)->to);
        carry_kept_line(c, &(*end)->line);
        end = &(*end)->next;
    }
    for (size_t i = 0; i < sizeof(p->decided) / sizeof(p->decided[0]); i++)
        CARRY(c, p->decided[i]);
    CARRY(c, p->n_decided);
}

static void carry_flags(struct carrier *c, struct parcel *p)
{
    CARRY(c, p->is_held);
    CARRY(c, p->is_queued);
    CARRY(c, p->is_told);
    CARRY(c, p->is_expanded);
    CARRY(c, p->is_as_addressed);
    CARRY(c, p->is_complete);
    CARRY(c, p->is_unsure);
    CARRY(c, p->is_claimed);
    CARRY(c, p->is_probe);
    CARRY(c, p->is_refused);
    CARRY(c, p->is_on_hold);
    CARRY(c, p->may_reenter);
    CARRY(c, p->has_recipient);
}

/* An alias was told as one, whatever it stands for. */
static uint32_t count_told(const struct parcel *p)
{
    uint32_t n = p->n_told;

    for (size_t i = 0; i < p->n; i++)
        n += p->deliveries[i].offered == p->deliveries[i].to;
    return n;
}

static void carry_parcel(struct carry *y, struct parcel *p)
{
    struct carrier *c = &y->c;

    carry_message(c, &p->m);
    carry_deliveries(c, p);
    for (size_t i = 0; i < sizeof(p->told) / sizeof(p->told[0]); i++)
        CARRY(c, p->told[i]);
    CARRY(c, p->n_told);
    if (c->version >= 2)
        carry_replies(c, p);
    carry_session_ref(y, &p->session);
    carry_queue(y, &p->queue);
    CARRY(c, p->legs);
    CARRY(c, p->guessed_id);
    CARRY(c, p->next_id);
    CARRY(c, p->kept);
    CARRY(c, p->missing);
    carry_flags(c, p);
    if (carrier_loads(c) && p->has_recipient)
        p->recipients = count_told(p);
}

/* What it was told as it is still, though its account counts no message of this run for it. */
static void recognise(struct carry *y, struct parcel *p, bool has_name, bool is_claimants)
{
    struct accounts *accounts = y->w->join->accounts;

    p->m.is_carried = true;
    if (has_name)
        (void)links_name(&y->w->join->links, p, p->m.message_id);
    if (is_claimants)
        p->m.claimant = accounts_of_login(accounts, p->m.login, p->m.accepted);
    else if (p->is_told && p->m.origin != ORIGIN_FORWARD && p->m.origin != ORIGIN_NOTICE)
        accounts_recognise(accounts, &p->m);
}

static void carry_one(struct carry *y, struct parcel *p)
{
    bool has_name = p->message_id_hash, is_claimants = p->m.claimant;
    struct arena *texts = y->c.texts;

    if (carrier_loads(&y->c))
        y->c.texts = &p->text;
    carry_parcel(y, p);
    CARRY(&y->c, has_name);
    CARRY(&y->c, is_claimants);
    y->c.texts = texts;
    if (carrier_loads(&y->c))
        recognise(y, p, has_name, is_claimants);
}

static void carry_entry(struct carry *y, struct entry *e)
{
    struct carrier *c = &y->c;
    slice id = slice_of(e->id, e->id_n);

    carry_queue(y, &e->queue);
    carry_parcel_ref(y, &e->parcel);
    carry_text(c, &id);
    CARRY_SIGNED(c, e->moved);
    CARRY_SIGNED(c, e->touched);
    CARRY_SIGNED(c, e->begun);
    CARRY(c, e->nrcpt);
    CARRY(c, e->decided);
    CARRY(c, e->leg);
    CARRY(c, e->n_open);
    CARRY(c, e->ending);
    CARRY(c, e->has_beginning);
    CARRY(c, e->is_torn);
    CARRY(c, e->is_behind);
    if (!carrier_loads(c) || c->in.is_torn || !e->parcel || id.n == 0)
        return;
    e->id_n = (uint8_t)(id.n < sizeof(e->id) ? id.n : sizeof(e->id));
    memcpy(e->id, id.p, e->id_n);
}

static size_t count_entries(const struct life_list *list)
{
    size_t n = 0;

    for (const struct entry *e = list->oldest; e; e = e->newer)
        n++;
    return n;
}

static void carry_life(struct carry *y, enum life life)
{
    const struct life_list *list = &y->w->tracker->lists[life];
    size_t n = carry_count(&y->c, carrier_loads(&y->c) ? 0 : count_entries(list));
    struct entry *next = list->oldest;

    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        struct entry one = { .life = (uint8_t)life }, *e = &one;

        if (!carrier_loads(&y->c)) {
            e = next;
            next = next->newer;
        }
        carry_entry(y, e);
        if (carrier_loads(&y->c) && !y->c.in.is_torn && e->parcel)
            join_restore(tracker_restore(y->w->tracker, e));
    }
}

static size_t count_waiting(const struct join *j)
{
    size_t n = 0;

    for (const struct parcel *p = j->waiting_first; p; p = p->after)
        n++;
    return n;
}

static void carry_waiting(struct carry *y)
{
    struct join *j = y->w->join;
    size_t n = carry_count(&y->c, carrier_loads(&y->c) ? 0 : count_waiting(j));
    struct parcel *next = j->waiting_first;

    for (size_t i = 0; i < n; i++) {
        struct parcel *p = next;
        usec until = p && !carrier_loads(&y->c) ? p->until : 0;

        carry_parcel_ref(y, &p);
        CARRY_SIGNED(&y->c, until);
        if (!carrier_loads(&y->c))
            next = next->after;
        else if (p)
            join_wait(j, p, until - LINK_SPAN * USEC_PER_SECOND);
    }
}

/* In the order of their lists: of each parcel whose double it is, of each answer which follows. */
static void carry_doubles(struct carry *y)
{
    for (size_t i = 0; i < y->n_parcels; i++) {
        struct parcel *first = y->parcels[i]->double_of;
        bool is_listed = y->parcels[i]->is_listed;

        carry_parcel_ref(y, &first);
        CARRY(&y->c, is_listed);
        if (!carrier_loads(&y->c))
            continue;
        if (first)
            join_double(first, y->parcels[i]);
        if (is_listed)
            join_list_answer(y->w->join, y->parcels[i]);
    }
}

void carry_parcels(struct carry *y)
{
    size_t n = carry_count(&y->c, y->n_parcels);

    for (size_t i = 0; i < n && !y->c.in.is_torn; i++) {
        if (carrier_loads(&y->c))
            add(y, parcel_new(&y->w->join->parcels));
        carry_one(y, y->parcels[i]);
    }
    for (int life = 0; life < LIVES; life++)
        carry_life(y, (enum life)life);
    carry_waiting(y);
    carry_doubles(y);
}
