/* What of a piece's mail was still in the queue when the log ended. */
#include "analyzer/run/in_queue.h"
#include "analyzer/run/watch/watchers_parts.h"

/* What is left of one message. */
struct unsettled {
    uint64_t recipients;
    const struct queued *in_queue;
};

static void add_unsettled(struct watchers *w, enum key key, char *parts, const struct unsettled *u)
{
    for (size_t i = 0; detectors[i]; i++) {
        struct evidence *e = detectors[i]->key == key ? watchers_part(w, i, parts)->evidence : NULL;

        if (!e)
            continue;
        e->unsettled += u->recipients;
        in_queue_copy(&e->in_queue, u->in_queue, w->evidence.arena);
    }
}

/* Mail that came last may not have been tried, so that nobody was told of its recipients. */
static void add_addressed(struct watchers *w, struct mailing_slot *slot)
{
    for (size_t i = 0; detectors[i]; i++)
        if (detectors[i]->key == KEY_MAILING && watchers_part(w, i, slot->watched)->evidence)
            watchers_part(w, i, slot->watched)->evidence->mailing.addressed =
                slot->mailing.addressed;
}

void watchers_unsettled(struct watchers *w, const struct message *m, uint64_t recipients)
{
    struct unsettled left = { recipients, m->in_queue };
    struct account_work *work;
    struct mailing_slot *slot;

    if (w->is_blind)
        return;
    work = watchers_work(w, m->account);
    slot = mailings_find(&w->mailings, &work->mailings, m->mailing);
    if (slot)
        add_unsettled(w, KEY_MAILING, slot->watched, &left);
    if (slot)
        add_addressed(w, slot);
    for (int place = 0; place < CLAIM_PLACES; place++) {
        struct claim_slot *claim = claims_find(&work->claims, m->claims[place]);

        if (claim && (place == 0 || m->claims[place] != m->claims[0]))
            add_unsettled(w, KEY_CLAIM, claim->watched, &left);
    }
}
