/* Who hears of what, and where its state is: watchers_lay_out() decides once for all. */
#include "analyzer/run/watch/watchers_parts.h"

#include "analyzer/base/mem.h"
#include "analyzer/model/ruling.h"
#include "analyzer/run/join/parcel.h"
#include "analyzer/run/watch/campaigns.h"
#include "analyzer/run/watch/recall.h"

static void free_fields(const struct detector *d, char *state)
{
    for (const struct field *f = d->fields; f->name; f++)
        if (f->kind == FIELD_DISTINCT)
            distinct_free((struct distinct *)(void *)(state + f->offset));
}

static struct watched *part(const struct watchers *w, size_t i, char *parts)
{
    return watchers_part(w, i, parts);
}

static void free_parts(struct watchers *w, enum key key, char *parts)
{
    const struct hearers *of = &w->keepers[key];

    for (size_t k = 0; k < of->n; k++) {
        struct watched *known = part(w, of->at[k], parts);

        free_fields(detectors[of->at[k]], known->state);
        if (known->evidence)
            evidence_close(&w->evidence, known->evidence);
    }
}

static void forget_mailing(void *context, struct mailing_slot *slot)
{
    free_parts(context, KEY_MAILING, slot->watched);
}

static void forget_claim(void *context, struct claim_slot *slot)
{
    free_parts(context, KEY_CLAIM, slot->watched);
}

static void forget_pair(void *context, struct pair_slot *slot)
{
    free_parts(context, KEY_PAIR, slot->watched);
}

void watchers_init(struct watchers *w, const struct site *site, struct accounts *accounts,
                   struct arena *arena)
{
    size_t sizes[KEYS] = { 0 };

    *w = (struct watchers){ .sections = site->sections, .arena = arena };
    w->evidence.arena = arena;
    w->incidents.begins = USEC_NONE;
    w->inbound = (struct inbound){ .accounts = accounts, .arena = arena };
    w->mailings = (struct mailings){ .site = site, .accounts = accounts };
    w->mailings.forget = forget_mailing;
    w->mailings.context = w;
    w->mailings.announced = arena_new(arena, site->n_announcements + 1);
    w->claims = (struct claims){ .site = site, .forget = forget_claim, .context = w };
    w->pairs = (struct pairs){ .site = site, .forget = forget_pair, .context = w };
    watchers_lay_out(w, sizes);
    w->watched.size = sizes[KEY_ACCOUNT];
    w->mailings.slots.size = sizeof(struct mailing_slot) + sizes[KEY_MAILING];
    w->claims.slots.size = sizeof(struct claim_slot) + sizes[KEY_CLAIM];
    w->pairs.slots.size = sizeof(struct pair_slot) + sizes[KEY_PAIR];
}

static void close_quiet(struct watchers *w, struct account_work *work, usec when)
{
    char *parts = watchers_of_account(w, work);

    for (size_t i = 0; detectors[i]; i++) {
        seconds quiet = detectors[i]->quiet ? detectors[i]->quiet : DAY;
        struct watched *known;

        if (detectors[i]->key != KEY_ACCOUNT)
            continue;
        known = part(w, i, parts);
        if (!known->evidence || known->evidence->last >= when - quiet * USEC_PER_SECOND ||
            campaigns_hold(w->campaigns, known->evidence))
            continue;
        evidence_close(&w->evidence, known->evidence);
        known->evidence = NULL;
    }
}

static void sweep(struct watchers *w, struct account_work *work)
{
    watchers_keep_company(w, work, false);
    mailings_sweep(&w->mailings, &work->mailings, w->day);
    claims_sweep(&w->claims, &work->claims, w->day);
    pairs_sweep(&w->pairs, &work->pairs, w->day);
    close_quiet(w, work, w->day);
}

static struct account_work *work_of(struct watchers *w, struct account *account)
{
    if (account->work)
        return account->work;
    account->work = arena_new(w->arena, sizeof(*account->work));
    account->work->watched = cold_add(&w->watched);
    w->works = mem_grow(w->works, &w->works_cap, w->n_works + 1, sizeof(struct account_work *));
    w->works[w->n_works++] = account->work;
    account->work->account = account;
    if (w->state) {
        account->work->asked = UINT64_MAX;
        recall_account(w, account->work);
        sweep(w, account->work);
    }
    inbound_hand_over(&w->inbound, account->work);
    return account->work;
}

/* What is left of its weight when the detector itself has said what speaks against it. */
static int32_t weight_left(const struct evidence *e)
{
    int32_t weight = e->weight;

    for (size_t i = 0; i < e->n_against; i++)
        weight += e->against[i].weight;
    return weight;
}

struct account_work *watchers_work(struct watchers *w, struct account *account)
{
    return work_of(w, account);
}

/* A hint that calls for nothing by itself is no reason not to learn from a day. */
static bool is_suspect(const struct evidence *e)
{
    return e && e->is_ripe && !e->is_operators && e->lines &&
           !clause_is_restricted(e->detector->clause) &&
           (e->warrants > ACTION_RECORD || weight_left(e) >= SUM_OF_FAMILY);
}

/* parts: what all detectors of its key know of this one. A day is suspect on which a piece grew. */
static void tell(struct watchers *w, size_t i, char *parts, const struct event *ev)
{
    struct watched *known = part(w, i, parts);
    struct watch watch = {
        .detector = detectors[i],
        .limit = w->sections[i].values,
        .account = ev->account,
        .mailing = ev->mailing,
        .usual = known->evidence ? recall_usual(w, ev) : NULL,
        .groups = ev->account->work->groups,
        .writers = work_writers(ev->account->work),
        .calendar = &w->calendar,
        .state = known->state,
        .slot = &known->evidence,
        .list = &w->evidence,
    };
    uint64_t lines = known->evidence ? known->evidence->lines : 0;

    detectors[i]->on[ev->kind](&watch, ev);
    if (is_suspect(known->evidence) && known->evidence->lines > lines)
        recall_suspect(w, ev);
}

void watchers_tell_parts(struct watchers *w, enum key key, char *parts, const struct event *ev)
{
    const struct hearers *h = &w->hearers[ev->kind];

    for (size_t k = 0; k < h->n; k++)
        if (detectors[h->at[k]]->key == key)
            tell(w, h->at[k], parts, ev);
}

static void tell_claim(struct watchers *w, struct claim_slot *slot, struct event *ev)
{
    ev->claim = &slot->claim;
    watchers_tell_parts(w, KEY_CLAIM, slot->watched, ev);
}

/* Of a message that claims one identity in two places they are told once. */
static void tell_claims(struct watchers *w, const struct account_work *work, struct event *ev)
{
    const uint64_t *claims = ev->message->claims;
    uint64_t in_header =
        claims[CLAIM_IN_HEADER] == claims[CLAIM_IN_ENVELOPE] ? 0 : claims[CLAIM_IN_HEADER];
    struct claim_slot *slot = claims_find(&work->claims, claims[CLAIM_IN_ENVELOPE]);

    ev->in_envelope = true;
    ev->in_header = in_header == 0 && claims[CLAIM_IN_HEADER];
    ev->claimed = hash_address(ev->message->sender);
    if (slot)
        tell_claim(w, slot, ev);
    slot = claims_find(&work->claims, in_header);
    ev->in_envelope = false;
    ev->in_header = true;
    ev->claimed = ev->message->author;
    if (slot)
        tell_claim(w, slot, ev);
}

static void tell_keys(struct watchers *w, struct account_work *work, struct mailing_slot *slot,
                      const struct event *ev)
{
    const struct hearers *h = &w->hearers[ev->kind];
    char *parts = watchers_of_account(w, work);

    for (size_t k = 0; k < h->n; k++) {
        enum key key = detectors[h->at[k]]->key;

        if (key == KEY_ACCOUNT)
            tell(w, h->at[k], parts, ev);
        else if (key == KEY_MAILING && slot)
            tell(w, h->at[k], slot->watched, ev);
    }
}

/* What is remembered of the account and the recipient. */
static void meet(struct watchers *w, struct account_work *work, struct event *ev)
{
    work->groups = work->history ? NULL : &work->own_groups;
    if (work->history && recall_recipient(w, work, ev))
        work->groups = &work->history->groups;
}

void watchers_tell(struct watchers *w, struct event *ev)
{
    struct account_work *work;
    struct mailing_slot *slot = NULL;

    if (w->is_blind)
        return;
    if (ev->kind == EVENT_OUTCOME)
        incidents_take(&w->incidents, ev);
    work = work_of(w, ev->account);
    if (ev->message && ev->message->mailing)
        slot = mailings_find(&w->mailings, &work->mailings, ev->message->mailing);
    ev->mailing = slot ? &slot->mailing : NULL;
    if (slot && ev->kind == EVENT_RECIPIENT)
        mailings_recipient(&slot->mailing, &ev->recipient);
    if (ev->kind == EVENT_RECIPIENT)
        work->asked |= work_bit_of(ev->recipient.hash);
    work->groups = NULL;
    if (ev->kind == EVENT_OUTCOME)
        campaigns_outcome(w->campaigns, ev);
    if (ev->kind == EVENT_RECIPIENT && !ev->message->claimant)
        meet(w, work, ev);
    if (!ev->message || !ev->message->claimant)
        tell_keys(w, work, slot, ev);
    if ((ev->kind == EVENT_RECIPIENT || ev->kind == EVENT_OUTCOME) && !ev->message->claimant)
        watchers_tell_pair(w, work, ev);
    if (ev->message && (ev->message->claims[0] || ev->message->claims[1]))
        tell_claims(w, work, ev);
    if (ev->kind == EVENT_RECIPIENT && !ev->message->claimant)
        campaigns_recipient(w->campaigns, (struct message *)(uintptr_t)ev->message, ev);
}

void watchers_message(struct watchers *w, struct message *m, usec when)
{
    struct event ev = { .kind = EVENT_MESSAGE, .when = when, .account = m->account, .message = m };
    struct account_work *work;
    struct mailing_slot *slot;

    if (w->is_blind)
        return;
    work = work_of(w, m->account);
    if (work->history)
        recall_message(w, work, m);
    slot = mailings_join(&w->mailings, &work->mailings, m);
    m->mailing = slot->mailing.number;
    ev.from = locations_visit(w->locations, &work->haunts, m);
    if (m->login.n && w->claims.site->has_directory)
        watchers_find_claims(w, m->account, m);
    watchers_tell(w, &ev);
    campaigns_message(w->campaigns, m, &ev);
}

void watchers_notice(struct watchers *w, struct message *m, usec when)
{
    struct event ev = { .kind = EVENT_MESSAGE, .when = when, .account = m->claimant, .message = m };

    if (w->is_blind || !w->claims.site->has_directory)
        return;
    (void)work_of(w, m->claimant);
    watchers_find_claims(w, m->claimant, m);
    watchers_tell(w, &ev);
}

void watchers_login_failed(struct watchers *w, struct event *ev)
{
    const struct account_work *work;

    if (w->is_blind)
        return;
    work = work_of(w, ev->account);
    ev->from = locations_look(w->locations, &work->haunts, ev->reject->client.ip, ev->when);
    watchers_tell(w, ev);
}

void watchers_claim_refused(struct watchers *w, struct event *ev)
{
    struct account_work *work;
    struct claim_slot *slot;

    if (w->is_blind)
        return;
    work = work_of(w, ev->account);
    slot = claims_join(&w->claims, &work->claims, ev->account, ev->reject->sender, ev->when);
    ev->in_envelope = true;
    ev->claimed = hash_address(ev->reject->sender);
    if (slot)
        tell_claim(w, slot, ev);
}

void watchers_bounced(struct watchers *w, const struct message *m, uint64_t recipients)
{
    struct account_work *work = w->is_blind ? NULL : work_of(w, m->account);

    if (work && work->history)
        recall_bounced(w, work, m, recipients);
}

void watchers_sweep(struct watchers *w, usec when)
{
    watchers_tell_across(w);
    w->day = when;
    for (size_t i = 0; i < w->n_works; i++)
        sweep(w, w->works[i]);
}

/* The run is over, what it watched is not: ripe evidence stays open. */
static void keep_open(const struct watchers *w, enum key key, char *parts)
{
    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->key == key && part(w, i, parts)->evidence &&
            part(w, i, parts)->evidence->is_ripe)
            part(w, i, parts)->evidence = NULL;
}

void watchers_remember(struct watchers *w)
{
    for (size_t i = 0; i < w->n_works; i++)
        recall_keep(w, w->works[i]);
    inbound_keep(w);
}

static void close_work(struct watchers *w, struct account_work *work)
{
    if (work->history)
        history_free(work->history);
    groups_free(&work->own_groups);
    writers_free(&work->own_writers);
    for (size_t i = 0; i < work->mailings.n; i++)
        keep_open(w, KEY_MAILING, mailings_at(&w->mailings, &work->mailings, i)->watched);
    for (size_t i = 0; i < work->claims.n; i++)
        keep_open(w, KEY_CLAIM, work->claims.at[i]->watched);
    for (size_t i = 0; i < work->pairs.n; i++)
        keep_open(w, KEY_PAIR, pairs_at(&w->pairs, &work->pairs, i)->watched);
    mailings_sweep(&w->mailings, &work->mailings, USEC_MAX);
    claims_sweep(&w->claims, &work->claims, USEC_MAX);
    pairs_sweep(&w->pairs, &work->pairs, USEC_MAX);
    keep_open(w, KEY_ACCOUNT, watchers_of_account(w, work));
    free_parts(w, KEY_ACCOUNT, watchers_of_account(w, work));
}

void watchers_close(struct watchers *w)
{
    watchers_tell_across(w);
    for (size_t i = 0; i < w->n_works; i++)
        watchers_keep_company(w, w->works[i], true);
    for (size_t i = 0; i < w->n_works; i++)
        close_work(w, w->works[i]);
    cold_free(&w->watched);
    cold_free(&w->mailings.slots);
    pool_free(&w->claims.slots);
    cold_free(&w->pairs.slots);
    matcher_free(&w->mailings.matcher);
    inbound_free(&w->inbound);
    mem_free(w->works);
    w->works = NULL;
    w->n_works = w->works_cap = 0;
}

void watchers_free_evidence(struct watchers *w)
{
    evidence_list_free(&w->evidence);
}
