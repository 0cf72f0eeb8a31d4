/*
 * Differences lead from what a record is to what it was; when either is cut down they have to be
 * made anew. So each account is held twice, as it is and as it is to be, and both are taken back
 * from one generation to the next.
 *
 * What is cut down becomes one piece: a body may be that of records which stay as they are.
 */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/state/state_purge.h"
#include "analyzer/run/state/state_undo.h"

struct cut {
    struct state *state;
    const struct purge *what;
    struct purged *count;
    struct state_holder holder;
    struct state_undo_room room;
    int64_t *bodies; /* that are still somebody's */
    size_t n_bodies, cap_bodies;
};

static bool unpack(struct cut *c, const struct state_held *held, struct history *h)
{
    slice body = state_get_body(c->state, held->body);

    if ((body.n == 0 || record_unpack(h, body)) && record_unpack(h, buf_slice(&held->rest)))
        return true;
    return store_fail(&c->state->store,
                      "%s: an account's record is damaged; `mailproctor state check` tells which",
                      c->state->store.path);
}

static bool cut_history(const struct cut *c, struct history *h)
{
    struct forgotten sum = { 0 };

    return c->what->account.n ? record_unmention(h, c->what->account)
                              : record_forget(h, &(struct record_keep){ 0 }, c->what->before, &sum);
}

static void cut_down(struct cut *c, struct state_held *held)
{
    struct history h = { 0 };

    if (!unpack(c, held, &h)) {
        history_free(&h);
        return;
    }
    if (cut_history(c, &h)) {
        record_pack_alone(&h, &held->other_rest);
    } else {
        buf_add(&held->other_rest, buf_slice(&held->rest));
        held->other_body = held->body;
    }
    history_free(&h);
}

static void keep_body(struct cut *c, int64_t body)
{
    if (!body)
        return;
    c->bodies = mem_grow(c->bodies, &c->cap_bodies, c->n_bodies + 1, sizeof(*c->bodies));
    c->bodies[c->n_bodies++] = body;
}

/* The other of the two, from the one. True: they are not the same. */
static bool cut_one(struct cut *c, struct state_held *held)
{
    buf_clear(&held->other_rest);
    held->other_body = 0;
    if (held->rest.n && !slice_eq(held->name, c->what->account))
        cut_down(c, held);
    keep_body(c, held->other_body);
    return held->body != held->other_body ||
           !slice_eq(buf_slice(&held->rest), buf_slice(&held->other_rest));
}

static struct state_row other_row(const struct state_held *held)
{
    return (struct state_row){ held->name, buf_slice(&held->other_rest), held->other_body, 0 };
}

static void count(struct purged_rows *rows, const struct state_held *held)
{
    if (held->other_rest.n)
        rows->cut++;
    else
        rows->gone++;
}

static void cut_now(struct cut *c)
{
    for (size_t i = 0; i < c->holder.n; i++) {
        struct state_held *held = &c->holder.at[i];
        struct state_row row;

        if (!cut_one(c, held))
            continue;
        count(&c->count->now, held);
        row = other_row(held);
        if (row.rest.n)
            state_put_row(c->state, &row);
        else
            state_remove_row(c->state, row.name);
    }
}

/* What leads from the one that was to be to the one that is to have been; a change that changes
   nothing any more is none. */
static void cut_undone(struct cut *c, const struct state_undone *undone, struct state_undo *undo)
{
    struct state_held *held = state_hold(&c->holder, undone->was.name);
    struct state_row is = state_held_row(held), was;
    struct buf then = held->other_rest;
    bool is_cut;

    if (!state_undo_make(undone, &is, &c->room, &was)) {
        (void)store_fail(&c->state->store, "%s: what is needed to go back is damaged",
                         c->state->store.path);
        return;
    }
    is = (struct state_row){ held->name, buf_slice(&then), held->other_body, 0 };
    held->other_rest = (struct buf){ 0 };
    buf_clear(&held->rest);
    buf_add(&held->rest, was.rest);
    held->body = was.body;
    is_cut = cut_one(c, held);
    was = other_row(held);
    if (was.body != is.body || !slice_eq(was.rest, is.rest))
        state_undo_add(undo, was.rest.n ? &was : NULL, &is);
    if (is_cut)
        count(&c->count->undone, held);
    buf_free(&then);
}

static void cut_generation(struct cut *c, int64_t generation, slice packed)
{
    struct state_undo undo = { .state = c->state, .generation = generation };
    struct unpack chunk = { .rest = packed };
    struct state_undone undone;

    while (!c->state->store.has_failed && state_undo_next(&chunk, &undone))
        cut_undone(c, &undone, &undo);
    if (chunk.is_torn)
        (void)store_fail(&c->state->store, "%s: what is needed to go back is damaged",
                         c->state->store.path);
    state_undo_end(&undo);
}

/* All of the generation's, which are taken out. */
static void take_chunks(struct state *s, int64_t generation, struct buf *out)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT packed FROM undo WHERE generation = ?");

    buf_clear(out);
    store_bind_int(st, 1, generation);
    while (store_step(&s->store, st))
        buf_add(out, store_bytes(st, 0));
    (void)sqlite3_finalize(st);
    st = store_statement(&s->store, "DELETE FROM undo WHERE generation = ?");
    store_bind_int(st, 1, generation);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

static int64_t newest_below(struct state *s, int64_t generation)
{
    sqlite3_stmt *st = store_statement(
        &s->store, "SELECT ifnull(max(generation), 0) FROM undo WHERE generation < ?");
    int64_t below;

    store_bind_int(st, 1, generation);
    below = store_step(&s->store, st) ? store_int(st, 0) : 0;
    (void)sqlite3_finalize(st);
    return below;
}

static int by_number(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static void remove_bodies(struct cut *c)
{
    struct store *store = &c->state->store;
    sqlite3_stmt *st = store_statement(store, "SELECT id FROM body");
    int64_t *gone = NULL;
    size_t n = 0, cap = 0;

    if (c->n_bodies)
        qsort(c->bodies, c->n_bodies, sizeof(*c->bodies), by_number);
    while (store_step(store, st)) {
        int64_t id = store_int(st, 0);

        if (c->n_bodies && bsearch(&id, c->bodies, c->n_bodies, sizeof(id), by_number))
            continue;
        gone = mem_grow(gone, &cap, n + 1, sizeof(*gone));
        gone[n++] = id;
    }
    (void)sqlite3_finalize(st);
    for (size_t i = 0; i < n; i++)
        state_remove_body(c->state, gone[i]);
    mem_free(gone);
}

void state_purge_records(struct state *s, const struct purge *what, struct purged *count)
{
    struct cut c = { .state = s, .what = what, .count = count };
    struct buf chunks = { 0 };
    int64_t generation = INT64_MAX;

    state_hold_all(s, &c.holder);
    cut_now(&c);
    while (!s->store.has_failed && (generation = newest_below(s, generation)) > 0) {
        take_chunks(s, generation, &chunks);
        cut_generation(&c, generation, buf_slice(&chunks));
    }
    if (!s->store.has_failed)
        remove_bodies(&c);
    buf_free(&chunks);
    state_undo_free(&c.room);
    mem_free(c.bodies);
    state_let_go(&c.holder);
}
