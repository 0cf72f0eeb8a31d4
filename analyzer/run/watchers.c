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

static void free_states(struct watchers *w, enum key key, char *states, struct evidence **evidence)
{
    for (size_t i = 0; detectors[i]; i++) {
        if (detectors[i]->key != key)
            continue;
        free_fields(detectors[i], states + w->offsets[i]);
        if (evidence[i])
            evidence_close(&w->evidence, evidence[i]);
    }
}

static void forget_mailing(void *context, struct mailing_slot *slot)
{
    free_states(context, KEY_MAILING, slot->states, slot->evidence);
}

void watchers_init(struct watchers *w, const struct site *site, struct accounts *accounts,
                   struct arena *arena)
{
    *w = (struct watchers){ .sections = site->sections, .arena = arena };
    w->evidence.arena = arena;
    w->mailings = (struct mailings){ .site = site, .accounts = accounts };
    w->mailings.forget = forget_mailing;
    w->mailings.context = w;
    for (size_t i = 0; detectors[i]; i++) {
        size_t *size =
            detectors[i]->key == KEY_MAILING ? &w->mailings.states_size : &w->account_states_size;

        if (i >= WATCHES_MAX)
            bug("more detectors than WATCHES_MAX");
        w->offsets[i] = *size;
        *size += aligned(detectors[i]->state_size);
    }
}

static struct account_work *work_of(struct watchers *w, struct account *account)
{
    if (account->work)
        return account->work;
    account->work = arena_new(w->arena, sizeof(*account->work) + w->account_states_size);
    w->works = mem_grow(w->works, &w->works_cap, w->n_works + 1, sizeof(struct account_work *));
    w->works[w->n_works++] = account->work;
    return account->work;
}

static void tell(struct watchers *w, size_t i, struct mailing_slot *slot, const struct event *ev)
{
    struct account_work *work = ev->account->work;
    bool of_mailing = detectors[i]->key == KEY_MAILING;
    struct watch watch = {
        .detector = detectors[i],
        .limit = w->sections[i].values,
        .account = ev->account,
        .mailing = ev->mailing,
        .list = &w->evidence,
    };

    if (of_mailing && !slot)
        return;
    watch.state = (of_mailing ? slot->states : work->states) + w->offsets[i];
    watch.slot = of_mailing ? &slot->evidence[i] : &work->evidence[i];
    detectors[i]->on[ev->kind](&watch, ev);
}

void watchers_tell(struct watchers *w, struct event *ev)
{
    struct account_work *work = work_of(w, ev->account);
    struct mailing_slot *slot = NULL;

    if (ev->message && ev->message->mailing)
        slot = mailings_find(work->mailings, ev->message->mailing);
    ev->mailing = slot ? &slot->mailing : NULL;
    if (slot && ev->kind == EVENT_RECIPIENT)
        mailings_recipient(&slot->mailing, &ev->recipient);
    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->on[ev->kind])
            tell(w, i, slot, ev);
}

void watchers_message(struct watchers *w, struct message *m, usec when)
{
    struct account_work *work = work_of(w, m->account);
    struct mailing_slot *slot = mailings_join(&w->mailings, &work->mailings, m);
    struct event ev = { .kind = EVENT_MESSAGE, .when = when, .account = m->account, .message = m };

    m->mailing = slot->mailing.number;
    watchers_tell(w, &ev);
}

void watchers_unsettled(struct watchers *w, const struct message *m, uint64_t recipients)
{
    struct mailing_slot *slot = mailings_find(work_of(w, m->account)->mailings, m->mailing);

    for (size_t i = 0; slot && i < WATCHES_MAX; i++)
        if (slot->evidence[i])
            slot->evidence[i]->unsettled += recipients;
}

static void close_quiet(struct watchers *w, struct account_work *work, usec when)
{
    for (size_t i = 0; i < WATCHES_MAX; i++) {
        struct evidence *e = work->evidence[i];

        if (!e || e->last >= when - (usec)DAY * USEC_PER_SECOND)
            continue;
        evidence_close(&w->evidence, e);
        work->evidence[i] = NULL;
    }
}

void watchers_sweep(struct watchers *w, usec when)
{
    for (size_t i = 0; i < w->n_works; i++) {
        mailings_sweep(&w->mailings, &w->works[i]->mailings, when);
        close_quiet(w, w->works[i], when);
    }
}

/* The run is over, the mailings are not: their evidence stays open. */
static void keep_open(struct mailing_slot *slot)
{
    for (; slot; slot = slot->next)
        for (size_t i = 0; i < WATCHES_MAX; i++)
            if (slot->evidence[i] && slot->evidence[i]->is_ripe)
                slot->evidence[i] = NULL;
}

void watchers_close(struct watchers *w)
{
    for (size_t i = 0; i < w->n_works; i++) {
        struct account_work *work = w->works[i];

        keep_open(work->mailings);
        mailings_sweep(&w->mailings, &work->mailings, USEC_MAX);
        for (size_t d = 0; d < WATCHES_MAX; d++)
            if (work->evidence[d] && work->evidence[d]->is_ripe)
                work->evidence[d] = NULL;
        free_states(w, KEY_ACCOUNT, work->states, work->evidence);
    }
    mem_free(w->works);
    w->works = NULL;
    w->n_works = w->works_cap = 0;
}

void watchers_free_evidence(struct watchers *w)
{
    evidence_list_free(&w->evidence);
}
