/* To see what generations found, nothing is taken back in the file. */
#include "analyzer/run/state/state_undo.h"

void state_each_record(struct state *s, state_record_fn *visit, void *context)
{
    sqlite3_stmt *st =
        store_statement(&s->store, "SELECT name, packed, body FROM account ORDER BY name");

    while (store_step(&s->store, st)) {
        struct state_row row = { store_bytes(st, 0), store_bytes(st, 1), store_int(st, 2), 0 };

        visit(context, &row, state_get_body(s, row.body));
    }
    (void)sqlite3_finalize(st);
}

struct visit {
    struct state *state;
    struct state_holder holder;
    struct state_undo_room room;
    state_undone_fn *fn;
    void *context;
};

static bool visit_one(struct visit *v, int64_t generation, const struct state_undone *undone)
{
    struct state_held *held = state_hold(&v->holder, undone->was.name);
    struct state_row is = state_held_row(held), was;

    if (!state_undo_make(undone, &is, &v->room, &was))
        return false;
    buf_clear(&held->rest);
    buf_add(&held->rest, was.rest);
    held->body = was.body;
    was = state_held_row(held);
    v->fn(v->context, generation, &was, state_get_body(v->state, was.body));
    return true;
}

static void visit_chunk(struct visit *v, int64_t generation, slice packed)
{
    struct unpack chunk = { .rest = packed };
    struct state_undone undone;

    while (state_undo_next(&chunk, &undone))
        if (!visit_one(v, generation, &undone)) {
            (void)store_fail(&v->state->store,
                             SLICE_FMT " of %lld: does not fit what is there behind it",
                             SLICE_ARG(undone.was.name), (long long)generation);
            return;
        }
    if (chunk.is_torn)
        (void)store_fail(&v->state->store, "generation %lld: it is cut off", (long long)generation);
}

void state_each_undone(struct state *s, state_undone_fn *visit, void *context)
{
    struct visit v = { .state = s, .fn = visit, .context = context };
    sqlite3_stmt *st;

    state_hold_all(s, &v.holder);
    st = store_statement(&s->store,
                         "SELECT generation, packed FROM undo ORDER BY generation DESC, id");
    while (store_step(&s->store, st))
        visit_chunk(&v, store_int(st, 0), store_bytes(st, 1));
    (void)sqlite3_finalize(st);
    state_let_go(&v.holder);
    state_undo_free(&v.room);
}

uint64_t state_count_undone(struct state *s, int64_t generation)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT packed FROM undo WHERE generation = ?");
    struct state_undone undone;
    uint64_t n = 0;

    store_bind_int(st, 1, generation);
    while (store_step(&s->store, st)) {
        struct unpack chunk = { .rest = store_bytes(st, 0) };

        while (state_undo_next(&chunk, &undone))
            n++;
    }
    (void)sqlite3_finalize(st);
    return n;
}
