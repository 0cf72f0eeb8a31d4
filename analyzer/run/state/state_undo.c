/*
 * Of each account that a generation changed, what makes the row that it found of the one that it
 * left: a run always goes back to its base within its transaction, even one that will not commit.
 * They are kept together in large rows, so that writing them and forgetting them costs little.
 *
 * Bodies never change. A generation that writes another one leaves the old one where it is, and it
 * goes when that generation cannot be taken off any more; the new one goes when it is taken off.
 */
#include "analyzer/run/state/state_undo.h"
#include "analyzer/run/state/sightings.h"

enum { CHUNK = 1 << 18 };

/* How a row becomes what it was. */
enum undo {
    UNDO_REMOVE,  /* it was not there */
    UNDO_CHANGE,  /* by a difference; the body is the same */
    UNDO_REPLACE, /* body and rest follow */
    UNDO_KINDS
};

static void flush(struct state_undo *u)
{
    struct store *store = &u->state->store;
    sqlite3_stmt *st;

    if (u->chunk.n == 0)
        return;
    st = store_statement(store, "INSERT INTO undo(generation, packed) VALUES(?, ?)");
    store_bind_int(st, 1, u->generation);
    store_bind_bytes(st, 2, buf_slice(&u->chunk));
    (void)store_run(store, st);
    (void)sqlite3_finalize(st);
    buf_clear(&u->chunk);
}

void state_undo_add(struct state_undo *u, const struct state_row *was, const struct state_row *is)
{
    buf_clear(&u->entry);
    if (!was) {
        pack_number(&u->entry, UNDO_REMOVE);
    } else if (is->rest.n && was->body == is->body) {
        pack_number(&u->entry, UNDO_CHANGE);
        difference_pack(&u->difference, was->rest, is->rest, &u->entry);
    } else {
        pack_number(&u->entry, UNDO_REPLACE);
        pack_number(&u->entry, (uint64_t)was->body);
        buf_add(&u->entry, was->rest);
    }
    pack_part(&u->chunk, is->name, buf_slice(&u->entry));
    if (u->chunk.n > CHUNK)
        flush(u);
}

void state_undo_end(struct state_undo *u)
{
    flush(u);
    difference_free(&u->difference);
    buf_free(&u->chunk);
    buf_free(&u->entry);
}

bool state_undo_next(struct unpack *chunk, struct state_undone *out)
{
    slice packed;
    struct unpack u;

    if (!unpack_part(chunk, &out->was.name, &packed))
        return false;
    u = (struct unpack){ .rest = packed };
    out->kind = unpack_number(&u);
    out->was.body = out->kind == UNDO_REPLACE ? (int64_t)unpack_number(&u) : 0;
    out->was.rest = u.rest;
    chunk->is_torn |= u.is_torn || out->kind >= UNDO_KINDS;
    return !chunk->is_torn;
}

bool state_undo_make(const struct state_undone *undone, const struct state_row *is,
                     struct state_undo_room *room, struct state_row *was)
{
    *was = undone->was;
    if (undone->kind == UNDO_REPLACE)
        return true;
    if (is->rest.n == 0)
        return false;
    if (undone->kind == UNDO_REMOVE)
        return true;
    was->body = is->body;
    buf_clear(&room->rest);
    if (!difference_apply(&room->difference, undone->was.rest, is->rest, &room->rest))
        return false;
    was->rest = buf_slice(&room->rest);
    return true;
}

void state_undo_free(struct state_undo_room *room)
{
    difference_free(&room->difference);
    buf_free(&room->rest);
}

static bool take_back(struct state *s, const struct state_undone *undone,
                      struct state_undo_room *room)
{
    struct state_row is = { 0 }, was;

    (void)state_get_row(s, undone->was.name, &is);
    if (!state_undo_make(undone, &is, room, &was))
        return store_fail(&s->store, "%s: what is needed to go back is damaged", s->store.path);
    if (was.body != is.body)
        state_remove_body(s, is.body);
    if (undone->kind == UNDO_REMOVE)
        state_remove_row(s, was.name);
    else
        state_put_row(s,
                      &was); /* with no day on which it is due: it is looked at by the next run */
    return !s->store.has_failed;
}

static bool take_chunk_back(struct state *s, slice packed, struct state_undo_room *room)
{
    struct unpack chunk = { .rest = packed };
    struct state_undone undone;

    while (state_undo_next(&chunk, &undone))
        if (!take_back(s, &undone, room))
            return false;
    return !chunk.is_torn ||
           store_fail(&s->store, "%s: what is needed to go back is damaged", s->store.path);
}

static void run_with(struct state *s, const char *sql, int64_t generation)
{
    sqlite3_stmt *st = store_statement(&s->store, sql);

    store_bind_int(st, 1, generation);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

/* The newest first: each leads to the one below it. */
static void take_accounts_back(struct state *s)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT packed FROM undo WHERE generation > ? "
                                                  "ORDER BY generation DESC, id");
    struct state_undo_room room = { 0 };

    store_bind_int(st, 1, s->base);
    while (store_step(&s->store, st) && take_chunk_back(s, store_bytes(st, 0), &room))
        ;
    (void)sqlite3_finalize(st);
    state_undo_free(&room);
}

bool state_go_back(struct state *s)
{
    if (s->base < s->newest) {
        take_accounts_back(s);
        run_with(s, "DELETE FROM undo WHERE generation > ?", s->base);
        run_with(s, "DELETE FROM carried WHERE generation > ?", s->base);
        run_with(s, "DELETE FROM across WHERE generation > ?", s->base);
        run_with(s, "DELETE FROM sent WHERE generation > ?", s->base);
        state_forget_peers(s, s->base + 1, INT64_MAX);
        run_with(s, "DELETE FROM forgotten WHERE generation > ?", s->base);
        run_with(s, "DELETE FROM input WHERE generation > ?", s->base);
        sightings_forget(&s->store, s->base);
        run_with(s, "DELETE FROM generation WHERE id > ?", s->base);
    }
    return !s->store.has_failed;
}

static void remove_left_bodies(struct state *s, slice packed)
{
    struct unpack chunk = { .rest = packed };
    struct state_undone undone;

    while (state_undo_next(&chunk, &undone))
        if (undone.kind == UNDO_REPLACE)
            state_remove_body(s, undone.was.body);
}

static void forget_bodies(struct state *s, int64_t newest)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT packed FROM undo WHERE generation <= ?");

    store_bind_int(st, 1, newest);
    while (store_step(&s->store, st))
        remove_left_bodies(s, store_bytes(st, 0));
    (void)sqlite3_finalize(st);
}

void state_forget_undo(struct state *s)
{
    forget_bodies(s, s->base + 1 - GENERATIONS_KEPT);
    run_with(s, "DELETE FROM undo WHERE generation <= ?", s->base + 1 - GENERATIONS_KEPT);
    run_with(s, "DELETE FROM carried WHERE generation < ?", s->base + 1 - GENERATIONS_KEPT);
    run_with(s, "DELETE FROM across WHERE generation < ?", s->base + 1 - GENERATIONS_KEPT);
    state_forget_peers(s, 0, s->base + 1 - GENERATIONS_KEPT);
    sightings_drop(&s->store, s->base + 1 - GENERATIONS_KEPT);
}
