/*
 * Step by step, because each address stands in what the step before has asked for: the
 * slot of a login in its table, the login, its account; and of whom mail was
 * delivered to who has written to him.
 */
#include "analyzer/run/ahead.h"

#include "analyzer/run/join/parcel.h"

enum { CACHE_LINE = 64 };

struct wanted {
    uint64_t hash; /* of the login */
    const struct account *account;
};

static void fetch(const void *p, size_t n)
{
    for (size_t at = 0; p && at < n; at += CACHE_LINE)
        __builtin_prefetch((const char *)p + at);
}

static size_t collect(const struct batch *b, const struct accounts *accounts, struct wanted *out)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n_facts && n < BATCH_LINES; i++) {
        if (b->facts[i].kind != FACT_CLIENT || b->facts[i].login.n == 0)
            continue;
        out[n].hash = hash_slice(b->facts[i].login);
        accounts_fetch_login(accounts, out[n++].hash);
    }
    return n;
}

static void fetch_mailings(const struct mailing_list *list)
{
    if (list->n)
        fetch(list->keys, list->n * sizeof(*list->keys));
}

/* Mailboxes that mail was delivered to. */
static size_t collect_mailboxes(const struct batch *b, const struct inbound *in, uint64_t *out)
{
    size_t n = 0;

    for (size_t i = 0; i < b->n_facts && n < BATCH_LINES; i++) {
        const struct fact *f = &b->facts[i];

        if (f->kind != FACT_DELIVERY || !f->is_local || f->status != STATUS_SENT)
            continue;
        out[n] = f->to;
        inbound_fetch(in, out[n++]);
    }
    return n;
}

static void fetch_writers(const struct batch *b, const struct inbound *in)
{
    const struct writers *writers[BATCH_LINES];
    uint64_t wanted[BATCH_LINES];
    size_t n = collect_mailboxes(b, in, wanted), found = 0;

    for (size_t i = 0; i < n; i++)
        fetch(inbound_likely(in, wanted[i]), 1);
    for (size_t i = 0; i < n; i++) {
        const struct inbound_box *box = inbound_likely(in, wanted[i]);

        if (!box)
            continue;
        writers[found] = inbound_writers(box);
        fetch(writers[found++], 1);
    }
    for (size_t i = 0; i < found; i++)
        fetch(writers[i]->at, writers[i]->n * sizeof(*writers[i]->at));
}

void ahead_fetch(const struct batch *b, const struct watchers *w)
{
    const struct accounts *accounts = w->inbound.accounts;
    struct wanted wanted[BATCH_LINES];
    size_t n = collect(b, accounts, wanted);

    fetch_writers(b, &w->inbound);

    for (size_t i = 0; i < n; i++) {
        wanted[i].account = accounts_likely(accounts, wanted[i].hash);
        if (wanted[i].account)
            fetch(wanted[i].account, sizeof(*wanted[i].account));
    }
    for (size_t i = 0; i < n; i++)
        if (wanted[i].account && wanted[i].account->work)
            fetch(wanted[i].account->work, sizeof(struct account_work));
    for (size_t i = 0; i < n; i++)
        if (wanted[i].account && wanted[i].account->work)
            fetch_mailings(&wanted[i].account->work->mailings);
}
