/* As parts with names: a later version passes over what it does not know. Names of accounts are not
   among them: these have rows of their own, so that they can be purged. */
#include "analyzer/base/mem.h"
#include "analyzer/run/state/state_rows.h"
#include "analyzer/run/watch/day_close.h"

#define PEERS SLICE("peers")
#define DAYS  SLICE("days")

static bool is_open(const struct day_close *d, int64_t day)
{
    for (size_t i = 0; i < d->n_open; i++)
        if (d->open[i] == day)
            return true;
    return false;
}

/* Those that no line of this run was about, and all others with mail on an open day. */
static void keep_senders(const struct day_close *d)
{
    const struct watchers *w = d->watchers;

    for (size_t i = 0; i < w->n_works; i++)
        for (size_t k = 0; k < d->n_open; k++) {
            const struct account *a = w->works[i]->account;
            struct state_sender one = { a->name, d->open[k], a->kind };

            if (history_find(w->works[i]->history, one.day))
                state_keep_sender(w->state, &one);
        }
    for (size_t i = 0; i < d->n_senders; i++) {
        const struct sender *s = &d->senders[i];
        struct state_sender one = { s->name, s->day, s->kind };

        if (!s->is_loaded && is_open(d, s->day))
            state_keep_sender(w->state, &one);
    }
}

static void pack_days(const struct day_close *d, struct buf *out)
{
    pack_signed(out, d->begins);
    for (size_t i = 0; i < d->n_open; i++)
        pack_signed(out, d->open[i]);
}

void day_close_keep(struct day_close *d)
{
    struct buf out = { 0 }, part = { 0 };

    if (d->begins == DAY_NONE)
        return;
    pack_days(d, &part);
    pack_part(&out, DAYS, buf_slice(&part));
    buf_clear(&part);
    peers_pack(&d->peers, &part);
    pack_part(&out, PEERS, buf_slice(&part));
    state_keep_peers(d->watchers->state, buf_slice(&out));
    keep_senders(d);
    buf_free(&part);
    buf_free(&out);
}

static bool unpack_days(struct day_close *d, slice bytes)
{
    struct unpack u = { .rest = bytes };

    d->begins = unpack_date(&u);
    while (u.rest.n && d->n_open < OPEN_DAYS)
        d->open[d->n_open++] = unpack_date(&u);
    return !u.is_torn;
}

static void take_sender(void *context, const struct state_sender *one)
{
    struct day_close *d = context;
    bool is_known = one->kind >= 0 && one->kind < ACCOUNT_KINDS;

    d->senders = mem_grow(d->senders, &d->senders_cap, d->n_senders + 1, sizeof(*d->senders));
    d->senders[d->n_senders++] = (struct sender){
        .name = arena_keep(d->arena, one->name),
        .kind = is_known ? (enum account_kind)one->kind : KIND_UNKNOWN,
        .day = one->day,
    };
}

bool day_close_unpack_peers(struct peers *p, slice packed)
{
    struct unpack u = { .rest = packed }, part = { 0 };
    slice name;

    while (unpack_part(&u, &name, &part.rest))
        if (slice_eq(name, PEERS))
            peers_unpack(p, &part);
    return !u.is_torn && !part.is_torn;
}

static bool unpack_all(struct day_close *d, slice packed)
{
    struct unpack u = { .rest = packed };
    slice name, bytes;
    bool ok = true;

    while (unpack_part(&u, &name, &bytes))
        if (slice_eq(name, DAYS))
            ok &= unpack_days(d, bytes);
    return day_close_unpack_peers(&d->peers, packed) && ok;
}

void day_close_begin(struct day_close *d, struct watchers *w)
{
    struct buf packed = { 0 };

    *d = (struct day_close){ .watchers = w, .arena = w->arena, .begins = DAY_NONE };
    d->next = USEC_NONE;
    d->not_again = DAY_NONE;
    if (w->state->closed != USEC_NONE)
        d->not_again = calendar_day(&d->today, w->state->closed);
    state_read_peers(w->state, &packed);
    if (!unpack_all(d, buf_slice(&packed)))
        (void)store_fail(&w->state->store,
                         "%s: what is known of peers is damaged; `mailproctor state check` tells "
                         "what is",
                         w->state->store.path);
    state_read_senders(w->state, take_sender, d);
    buf_free(&packed);
}

void day_close_free(struct day_close *d)
{
    peers_free(&d->peers);
    mem_free(d->senders);
}
