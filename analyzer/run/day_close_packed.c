/* As parts with names: a later version passes over what it does not know. */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/day_close.h"
#include "analyzer/run/state.h"

#define PEERS   SLICE("peers")
#define DAYS    SLICE("days")
#define SENDERS SLICE("senders")

static int by_name(const void *x, const void *y)
{
    const struct sender *a = x, *b = y;
    int names = slice_cmp(a->name, b->name);

    return names ? names : a->day < b->day ? -1 : a->day > b->day;
}

static bool is_open(const struct day_close *d, int64_t day)
{
    for (size_t i = 0; i < d->n_open; i++)
        if (d->open[i] == day)
            return true;
    return false;
}

struct sender_list {
    struct sender *at;
    size_t n, cap;
};

static void list_sender(struct sender_list *l, slice name, enum account_kind kind, int64_t day)
{
    l->at = mem_grow(l->at, &l->cap, l->n + 1, sizeof(*l->at));
    l->at[l->n++] = (struct sender){ .name = name, .kind = kind, .day = day };
}

static void list_senders(const struct day_close *d, struct sender_list *l)
{
    const struct watchers *w = d->watchers;

    for (size_t i = 0; i < w->n_works; i++)
        for (size_t k = 0; k < d->n_open; k++)
            if (history_find(w->works[i]->history, d->open[k]))
                list_sender(l, w->works[i]->account->name, w->works[i]->account->kind, d->open[k]);
    for (size_t i = 0; i < d->n_senders; i++)
        if (!d->senders[i].is_loaded && is_open(d, d->senders[i].day))
            list_sender(l, d->senders[i].name, d->senders[i].kind, d->senders[i].day);
    if (l->n)
        qsort(l->at, l->n, sizeof(*l->at), by_name);
}

/* One part each, by name. */
static void pack_senders(const struct day_close *d, struct buf *out)
{
    struct sender_list l = { 0 };
    struct buf one = { 0 };

    list_senders(d, &l);
    for (size_t i = 0; i < l.n; i++) {
        buf_clear(&one);
        pack_number(&one, l.at[i].kind);
        pack_signed(&one, l.at[i].day);
        pack_part(out, l.at[i].name, buf_slice(&one));
    }
    buf_free(&one);
    mem_free(l.at);
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
    buf_clear(&part);
    pack_senders(d, &part);
    pack_part(&out, SENDERS, buf_slice(&part));
    state_keep_peers(d->watchers->state, buf_slice(&out));
    buf_free(&part);
    buf_free(&out);
}

static void unpack_days(struct day_close *d, slice bytes)
{
    struct unpack u = { .rest = bytes };

    d->begins = unpack_signed(&u);
    while (u.rest.n && d->n_open < OPEN_DAYS)
        d->open[d->n_open++] = unpack_signed(&u);
}

static void unpack_senders(struct day_close *d, slice bytes)
{
    struct unpack u = { .rest = bytes }, one = { 0 };
    size_t cap = 0;
    slice name;

    while (unpack_part(&u, &name, &one.rest)) {
        uint64_t kind = unpack_number(&one);

        d->senders = mem_grow(d->senders, &cap, d->n_senders + 1, sizeof(*d->senders));
        d->senders[d->n_senders++] = (struct sender){
            .name = arena_keep(d->arena, name),
            .kind = kind < ACCOUNT_KINDS ? (enum account_kind)kind : KIND_UNKNOWN,
            .day = unpack_signed(&one),
        };
    }
}

/* The packed table of peers, for whoever has no use for the rest. */
void day_close_unpack_peers(struct peers *p, slice packed)
{
    struct unpack u = { .rest = packed }, part = { 0 };
    slice name;

    while (unpack_part(&u, &name, &part.rest))
        if (slice_eq(name, PEERS))
            peers_unpack(p, &part);
}

static void unpack_all(struct day_close *d, slice packed)
{
    struct unpack u = { .rest = packed };
    slice name, bytes;

    while (unpack_part(&u, &name, &bytes)) {
        if (slice_eq(name, DAYS))
            unpack_days(d, bytes);
        else if (slice_eq(name, SENDERS))
            unpack_senders(d, bytes);
    }
    day_close_unpack_peers(&d->peers, packed);
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
    unpack_all(d, buf_slice(&packed));
    buf_free(&packed);
}

void day_close_free(struct day_close *d)
{
    peers_free(&d->peers);
    mem_free(d->senders);
}
