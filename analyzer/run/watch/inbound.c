/*
 * An address is asked for again and again, so it leads to its box by its hash alone: two that share
 * one share a box, which no attacker can bring about without the key.
 */
#include "analyzer/run/watch/inbound.h"

#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/state/record.h"
#include "analyzer/run/state/state_parts.h"
#include "analyzer/run/watch/watchers.h"

struct inbound_box {
    struct writers *writers; /* the account's own, when it has sent mail in this run */
    struct account *account; /* NULL: it has not */
    struct writers before;
    slice name;
    usec ends; /* by the directory its addresses are nobody's from then on; USEC_NONE: they go on */
    struct inbound_box **delegates; /* who may send for it: what they write is answered here */
    size_t n_delegates;
    const struct slices *names; /* of these, as long as they are still to be found */
    struct inbound_box *due;    /* the next of which they are */
};

/* Hashes are all that is compared. */
static bool same_address(const void *value, const void *key)
{
    (void)value;
    (void)key;
    return true;
}

static bool same_name(const void *value, const void *key)
{
    return slice_eq(((const struct inbound_box *)value)->name, *(const slice *)key);
}

static struct inbound_box *find(struct inbound *in, slice name)
{
    in->by_name.same = same_name;
    return map_find(&in->by_name, hash_slice(name), &name);
}

static void belong(struct inbound_box *box, struct account_work *work)
{
    box->account = work->account;
    box->writers = work_writers(work);
}

static struct inbound_box *add_box(struct inbound *in, const struct account_name *of)
{
    struct inbound_box *box = arena_new(in->arena, sizeof(*box));
    struct account *account = accounts_working(in->accounts, of->text);

    box->name = arena_keep(in->arena, of->text);
    box->ends = of->ends;
    box->writers = &box->before;
    if (account)
        belong(box, account->work);
    map_add(&in->by_name, hash_slice(box->name), box);
    if (of->delegates && of->delegates->n) {
        box->names = of->delegates;
        box->due = in->due;
        in->due = box;
    }
    return box;
}

static void add_delegates(struct inbound *in, struct inbound_box *box, const struct slices *names)
{
    box->delegates = arena_new(in->arena, (names->n + 1) * sizeof(struct inbound_box *));
    for (size_t i = 0; i < names->n; i++) {
        struct account_name name;
        struct inbound_box *one;

        accounts_name_of(in->accounts, names->at[i], &name);
        one = find(in, name.text);
        box->delegates[box->n_delegates++] = one ? one : add_box(in, &name);
    }
}

/* Delegates have delegates, and may be each other's: each box is due once. */
static void add_all_delegates(struct inbound *in)
{
    struct inbound_box *box;

    while ((box = in->due)) {
        in->due = box->due;
        add_delegates(in, box, box->names);
    }
}

static struct inbound_box *add_address(struct inbound *in, slice address, uint64_t to)
{
    struct account_name name;
    struct inbound_box *box;

    if (in->by_address.used >= BOXES_MAX)
        return NULL;
    accounts_name_of(in->accounts, address, &name);
    box = find(in, name.text);
    if (!box)
        box = add_box(in, &name);
    add_all_delegates(in);
    map_add(&in->by_address, to, box);
    return box;
}

struct inbound_box *inbound_box(struct inbound *in, slice address, uint64_t to)
{
    struct inbound_box *known;

    in->by_address.same = same_address;
    known = map_find(&in->by_address, to, &to);
    return known ? known : add_address(in, address, to);
}

const struct inbound_box *inbound_likely(const struct inbound *in, uint64_t to)
{
    return map_likely(&in->by_address, to);
}

const struct writers *inbound_writers(const struct inbound_box *box)
{
    return box->writers;
}

bool inbound_failed(struct inbound *in, slice address, usec when, struct event *ev)
{
    ev->kind = EVENT_FAILED;
    ev->recipient.address = address;
    ev->recipient.domain = slice_domain(address);
    if (places_has_domain(in->accounts->places, ev->recipient.domain))
        ev->account = accounts_of_published(in->accounts, address, when);
    if (!ev->account)
        return false;
    ev->own_address = hash_address(address);
    (void)distinct_add(&in->failed, ev->own_address, when, FAILED_SPAN);
    return true;
}

bool inbound_has_failed(const struct inbound *in, uint64_t to)
{
    return distinct_last(&in->failed, to) != 0;
}

/* One that sent nothing in this run is told of, too, if somebody asked for no more mail of it,
   could not reach it, or should not. */
static struct account *told_of(struct watchers *w, const struct inbound_box *box,
                               const struct event *ev)
{
    bool has_failed = inbound_has_failed(&w->inbound, ev->own_address);
    bool is_over = box->ends != USEC_NONE && box->ends < ev->when;
    struct account *account;

    if (box->account || (w->pairs.site->n_no_contacts == 0 && !has_failed && !is_over))
        return box->account;
    account = accounts_find_login(w->inbound.accounts, box->name, ev->when);
    if (account && has_failed)
        (void)watchers_work(w, account);
    return account;
}

void inbound_received(struct watchers *w, struct inbound_box *box, struct event *ev)
{
    w->pairs.sees_answers = true;
    if (w->is_blind || (w->state && !state_learns(w->state, ev->message, &ev->line.at)))
        return;
    (void)writers_add(box->writers, ev->recipient.hash);
    for (size_t i = 0; i < box->n_delegates; i++)
        (void)writers_add(box->delegates[i]->writers, ev->recipient.hash);
    ev->account = told_of(w, box, ev);
    if (ev->account)
        watchers_received(w, ev);
}

void inbound_hand_over(struct inbound *in, struct account_work *work)
{
    struct inbound_box *box = find(in, work->account->name);

    if (!box)
        return;
    belong(box, work);
    (void)writers_join(box->writers, &box->before);
    writers_free(&box->before);
}

/* One that sent nothing: its detectors' parts stay as they are. Anybody can write to a name; a
   record is made only for those that somebody has. */
static void keep(struct watchers *w, const struct inbound_box *box)
{
    struct state *s = w->state;
    const struct state_account *a;
    struct history h = { 0 };
    struct record record;
    bool is_whole;

    if (state_look_at(s, box->name).rest.n == 0 && !site_find_person(w->pairs.site, box->name))
        return;
    a = state_account(s, box->name);
    is_whole = (a->body.n == 0 || record_unpack(&h, a->body)) &&
               (a->rest.n == 0 || record_unpack(&h, a->rest));
    if (!is_whole)
        state_is_damaged(s);
    if (is_whole && writers_join(&h.writers, &box->before)) {
        record_pack(&h, 0, slice_of(NULL, 0), &record);
        state_keep_account(s, a, &record, record_due(&h, record_is_open(&h), &s->keep, s->today));
        record_free(&record);
    }
    history_free(&h);
}

static int by_name(const void *a, const void *b)
{
    const struct inbound_box *const *x = a, *const *y = b;

    return slice_cmp((*x)->name, (*y)->name);
}

void inbound_keep(struct watchers *w)
{
    struct inbound *in = &w->inbound;
    const struct inbound_box **all = mem_new(in->by_name.used + 1, sizeof(struct inbound_box *));
    const struct inbound_box *box;
    size_t n = 0, at = 0;

    while ((box = map_next(&in->by_name, &at)))
        if (box->before.n)
            all[n++] = box;
    qsort(all, n, sizeof(struct inbound_box *), by_name);
    for (size_t i = 0; i < n; i++)
        keep(w, all[i]);
    mem_free(all);
}

void inbound_free(struct inbound *in)
{
    struct inbound_box *box;
    size_t at = 0;

    while ((box = map_next(&in->by_name, &at)))
        writers_free(&box->before);
    map_free(&in->by_name);
    map_free(&in->by_address);
    distinct_free(&in->failed);
}
