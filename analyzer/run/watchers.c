/* States lie behind their key's head, one detector after the other, eight-byte aligned. */
#include "analyzer/run/watchers.h"

#include "analyzer/base/err.h"
#include "analyzer/base/mem.h"

static size_t aligned(size_t n)
{
    return (n + 7) / 8 * 8;
}

static void free_fields(const struct detector *d, char *state)
{
    for (const struct field *f = d->fields; f->name; f++)
        if (f->kind == FIELD_DISTINCT)
            distinct_free((struct distinct *)(void *)(state + f->offset));
}

/* What the i-th detector knows of a key whose parts begin at `parts`. */
static struct watched *part(const struct watchers *w, size_t i, char *parts)
{
    return (struct watched *)(void *)(parts + w->offsets[i]);
}

static void free_parts(struct watchers *w, enum key key, char *parts)
{
    for (size_t i = 0; detectors[i]; i++) {
        if (detectors[i]->key != key)
            continue;
        free_fields(detectors[i], part(w, i, parts)->state);
        if (part(w, i, parts)->evidence)
            evidence_close(&w->evidence, part(w, i, parts)->evidence);
    }
}

static void forget_mailing(void *context, struct mailing_slot *slot)
{
    free_parts(context, KEY_MAILING, slot->watched);
}

void watchers_init(struct watchers *w, const struct site *site, struct accounts *accounts,
                   struct arena *arena)
{
    size_t of_mailing = 0;

    *w = (struct watchers){ .sections = site->sections, .arena = arena };
    w->evidence.arena = arena;
    w->mailings = (struct mailings){ .site = site, .accounts = accounts };
    w->mailings.forget = forget_mailing;
    w->mailings.context = w;
    for (size_t i = 0; detectors[i]; i++) {
        size_t *size = detectors[i]->key == KEY_MAILING ? &of_mailing : &w->watched_size;

        if (i >= WATCHES_MAX)
            bug("more detectors than WATCHES_MAX");
        w->offsets[i] = *size;
        *size += sizeof(struct watched) + aligned(detectors[i]->state_size);
    }
    w->mailings.slots.size = sizeof(struct mailing_slot) + of_mailing;
}

static struct account_work *work_of(struct watchers *w, struct account *account)
{
    if (account->work)
        return account->work;
    account->work = arena_new(w->arena, sizeof(*account->work) + w->watched_size);
    w->works = mem_grow(w->works, &w->works_cap, w->n_works + 1, sizeof(struct account_work *));
    w->works[w->n_works++] = account->work;
    return account->work;
}

static void tell(struct watchers *w, size_t i, struct mailing_slot *slot, const struct event *ev)
{
    bool of_mailing = detectors[i]->key == KEY_MAILING;
    struct watch watch = {
        .detector = detectors[i],
        .limit = w->sections[i].values,
        .account = ev->account,
        .mailing = ev->mailing,
        .list = &w->evidence,
    };
    struct watched *known;

    if (of_mailing && !slot)
        return;
    known = part(w, i, of_mailing ? slot->watched : ev->account->work->watched);
    watch.state = known->state;
    watch.slot = &known->evidence;
    detectors[i]->on[ev->kind](&watch, ev);
}

void watchers_tell(struct watchers *w, struct event *ev)
{
    struct account_work *work;
    struct mailing_slot *slot = NULL;

    if (w->is_blind)
        return;
    work = work_of(w, ev->account);
    if (ev->message && ev->message->mailing)
        slot = mailings_find(&work->mailings, ev->message->mailing);
    ev->mailing = slot ? &slot->mailing : NULL;
    if (slot && ev->kind == EVENT_RECIPIENT)
        mailings_recipient(&slot->mailing, &ev->recipient);
    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->on[ev->kind])
            tell(w, i, slot, ev);
}

void watchers_message(struct watchers *w, struct message *m, usec when)
{
    struct event ev = { .kind = EVENT_MESSAGE, .when = when, .account = m->account, .message = m };
    struct account_work *work;
    struct mailing_slot *slot;

    if (w->is_blind)
        return;
    work = work_of(w, m->account);
    slot = mailings_join(&w->mailings, &work->mailings, m);
    m->mailing = slot->mailing.number;
    watchers_tell(w, &ev);
}

void watchers_unsettled(struct watchers *w, const struct message *m, uint64_t recipients)
{
    struct mailing_slot *slot;

    if (w->is_blind)
        return;
    slot = mailings_find(&work_of(w, m->account)->mailings, m->mailing);
    for (size_t i = 0; slot && detectors[i]; i++)
        if (detectors[i]->key == KEY_MAILING && part(w, i, slot->watched)->evidence)
            part(w, i, slot->watched)->evidence->unsettled += recipients;
}

static void close_quiet(struct watchers *w, struct account_work *work, usec when)
{
    for (size_t i = 0; detectors[i]; i++) {
        struct watched *known;

        if (detectors[i]->key != KEY_ACCOUNT)
            continue;
        known = part(w, i, work->watched);
        if (!known->evidence || known->evidence->last >= when - (usec)DAY * USEC_PER_SECOND)
            continue;
        evidence_close(&w->evidence, known->evidence);
        known->evidence = NULL;
    }
}

void watchers_sweep(struct watchers *w, usec when)
{
    for (size_t i = 0; i < w->n_works; i++) {
        mailings_sweep(&w->mailings, &w->works[i]->mailings, when);
        close_quiet(w, w->works[i], when);
    }
}

/* The run is over, what it watched is not: ripe evidence stays open. */
static void keep_open(const struct watchers *w, enum key key, char *parts)
{
    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->key == key && part(w, i, parts)->evidence &&
            part(w, i, parts)->evidence->is_ripe)
            part(w, i, parts)->evidence = NULL;
}

static void close_work(struct watchers *w, struct account_work *work)
{
    for (size_t i = 0; i < work->mailings.n; i++)
        keep_open(w, KEY_MAILING, work->mailings.keys[i].slot->watched);
    mailings_sweep(&w->mailings, &work->mailings, USEC_MAX);
    keep_open(w, KEY_ACCOUNT, work->watched);
    free_parts(w, KEY_ACCOUNT, work->watched);
}

void watchers_close(struct watchers *w)
{
    for (size_t i = 0; i < w->n_works; i++)
        close_work(w, w->works[i]);
    pool_free(&w->mailings.slots);
    matcher_free(&w->mailings.matcher);
    mem_free(w->works);
    w->works = NULL;
    w->n_works = w->works_cap = 0;
}

void watchers_free_evidence(struct watchers *w)
{
    evidence_list_free(&w->evidence);
}
