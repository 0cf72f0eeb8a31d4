/* What an account sends to one recipient, and what it gets meanwhile, from it and from others. */
#include "analyzer/run/watch/requests.h"
#include "analyzer/run/watch/watchers_parts.h"

static void tell_slot(struct watchers *w, const struct pair_list *list, struct pair_slot *slot,
                      struct event *ev)
{
    slot->pair.sees_answers = w->pairs.sees_answers;
    slot->pair.received = list->received;
    ev->pair = &slot->pair;
    watchers_tell_parts(w, KEY_PAIR, slot->watched, ev);
    ev->pair = NULL;
}

void watchers_tell_pair(struct watchers *w, struct account_work *work, struct event *ev)
{
    struct pair_slot *slot = ev->kind == EVENT_OUTCOME
                                 ? pairs_find(&w->pairs, &work->pairs, ev->recipient.hash)
                                 : pairs_join(&w->pairs, &work->pairs, ev);

    if (slot)
        tell_slot(w, &work->pairs, slot, ev);
}

static bool has_ended(const struct event *ev)
{
    return ev->account->addresses_end != USEC_NONE && ev->account->addresses_end < ev->when;
}

/* Of one that sent nothing in this run nobody asks who wrote to it, but for these. */
static bool is_asked_about(const struct watchers *w, const struct event *ev)
{
    return has_ended(ev) ||
           (w->pairs.site->n_no_contacts && requests_name(w->pairs.site, ev->account));
}

/* Those who ask for more than answers: whether an address works, or should not any more. */
static bool is_of_interest(const struct watchers *w, const struct account_work *work,
                           const struct event *ev)
{
    return work_may_have_asked(work, ev->recipient.hash) || has_ended(ev) ||
           inbound_has_failed(&w->inbound, ev->own_address);
}

void watchers_received(struct watchers *w, struct event *ev)
{
    struct account_work *work = ev->account->work;
    struct pair_slot *slot;

    if (!work && is_asked_about(w, ev))
        work = watchers_work(w, ev->account);
    if (!work)
        return;
    if (pairs_are_named(&w->pairs, &work->pairs, ev->account))
        pairs_received(&w->pairs, &work->pairs, ev);
    work->groups = NULL;
    work->pairs.received = ev->when;
    if (is_of_interest(w, work, ev))
        watchers_tell_parts(w, KEY_ACCOUNT, watchers_of_account(w, work), ev);
    slot = pairs_find(&w->pairs, &work->pairs, ev->recipient.hash);
    if (slot)
        tell_slot(w, &work->pairs, slot, ev);
}
