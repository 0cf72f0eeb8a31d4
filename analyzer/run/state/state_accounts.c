/*
 * What a run learns of accounts waits for its commit: then it is written in order of name, which
 * is the order of the rows.
 */
#include <stdlib.h>

#include "analyzer/base/mem.h"
#include "analyzer/run/state/state_undo.h"

const struct state_account *state_account(struct state *s, slice name)
{
    struct state_account *a = arena_new(&s->changes.texts, sizeof(*a));
    struct state_row row = { 0 };

    a->name = arena_keep(&s->changes.texts, name);
    if (!state_get_row(s, name, &row))
        return a;
    a->rest = arena_keep(&s->changes.texts, row.rest);
    a->body_id = row.body;
    a->due = row.due;
    a->body = state_get_body(s, row.body);
    return a;
}

struct state_pieces state_look_at(struct state *s, slice name)
{
    struct state_row row = { 0 };

    if (!state_get_row(s, name, &row))
        return (struct state_pieces){ 0 };
    return (struct state_pieces){ state_get_body(s, row.body), row.rest };
}

void state_is_damaged(struct state *s)
{
    (void)store_fail(&s->store,
                     "%s: an account's record is damaged; `mailproctor state check` tells which",
                     s->store.path);
}

/* A body of this run that is replaced in this run was never anybody's. */
static void set(struct state *s, struct state_change *change, const struct record *r, int64_t due)
{
    if (r->body.n || r->rest.n == 0)
        state_remove_body(s, change->is.body == change->was->body_id ? 0 : change->is.body);
    change->is.rest = arena_keep(&s->changes.texts, buf_slice(&r->rest));
    if (r->body.n)
        change->is.body = state_add_body(s, buf_slice(&r->body));
    else if (r->rest.n == 0)
        change->is.body = 0;
    change->is.due = due;
}

static bool is_news(const struct state_account *a, const struct record *r)
{
    return r->body.n || !slice_eq(a->rest, buf_slice(&r->rest));
}

void state_keep_account(struct state *s, const struct state_account *a, const struct record *r,
                        int64_t due)
{
    struct state_changes *c = &s->changes;

    if (s->is_nothing_new || !is_news(a, r))
        return;
    c->at = mem_grow(c->at, &c->cap, c->n + 1, sizeof(*c->at));
    c->at[c->n] = (struct state_change){ a, { a->name, a->rest, a->body_id, due } };
    set(s, &c->at[c->n++], r, due);
}

void state_change_again(struct state *s, struct state_change *change, const struct record *r,
                        int64_t due)
{
    set(s, change, r, due);
}

static int by_name(const void *a, const void *b)
{
    const struct state_change *x = a, *y = b;

    return slice_cmp(x->is.name, y->is.name);
}

void state_sort_changes(struct state *s)
{
    if (s->changes.n)
        qsort(s->changes.at, s->changes.n, sizeof(*s->changes.at), by_name);
}

struct state_change *state_find_change(struct state *s, slice name)
{
    struct state_change key = { .is.name = name };

    return s->changes.n == 0 ? NULL
                             : bsearch(&key, s->changes.at, s->changes.n, sizeof(key), by_name);
}

void state_write_accounts(struct state *s)
{
    struct state_undo undo = { .state = s, .generation = s->base + 1 };

    state_sort_changes(s);
    for (size_t i = 0; i < s->changes.n; i++) {
        const struct state_change *change = &s->changes.at[i];
        struct state_row was = { change->was->name, change->was->rest, change->was->body_id, 0 };

        state_undo_add(&undo, was.rest.n ? &was : NULL, &change->is);
        if (change->is.rest.n == 0)
            state_remove_row(s, change->is.name);
        else if (was.rest.n && change->was->due == change->is.due)
            state_change_row(s, &change->is); /* the index of days need not be touched */
        else
            state_put_row(s, &change->is);
    }
    state_undo_end(&undo);
}

void state_free_accounts(struct state *s)
{
    mem_free(s->changes.at);
    arena_free(&s->changes.texts);
}

slice state_carried(struct state *s)
{
    sqlite3_stmt *st =
        store_statement(&s->store, "SELECT packed FROM carried WHERE generation = ?");
    slice packed = { 0 };

    store_bind_int(st, 1, s->base);
    if (store_step(&s->store, st))
        packed = arena_keep(&s->texts, store_bytes(st, 0));
    (void)sqlite3_finalize(st);
    return packed;
}

void state_carry(struct state *s, slice packed)
{
    sqlite3_stmt *st;

    if (s->is_nothing_new)
        return;
    st = store_statement(&s->store, "INSERT OR REPLACE INTO carried VALUES(?, ?)");
    store_bind_int(st, 1, s->base + 1);
    store_bind_bytes(st, 2, packed);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

slice state_across(struct state *s, slice part)
{
    sqlite3_stmt *st =
        store_statement(&s->store, "SELECT packed FROM across WHERE generation = ? AND part = ?");
    slice packed = { 0 };

    store_bind_int(st, 1, s->base);
    store_bind_text(st, 2, part);
    if (store_step(&s->store, st))
        packed = arena_keep(&s->texts, store_bytes(st, 0));
    (void)sqlite3_finalize(st);
    return packed;
}

void state_keep_across(struct state *s, slice part, slice packed)
{
    sqlite3_stmt *st;

    if (s->is_nothing_new)
        return;
    st = store_statement(&s->store, "INSERT OR REPLACE INTO across VALUES(?, ?, ?)");
    store_bind_int(st, 1, s->base + 1);
    store_bind_text(st, 2, part);
    store_bind_bytes(st, 3, packed);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

int64_t state_day(struct state *s, usec when)
{
    int64_t day = calendar_day(&s->calendar, when);

    if (day > s->today)
        s->today = day;
    return day;
}

static bool is_closed(const struct state *s, usec when)
{
    return s->closed != USEC_NONE && when < s->closed;
}

static bool teaches(const struct state *s, const struct cite *at)
{
    return at->line == 0 || at->input & INPUT_EARLIER || s->inputs[at->input].teaches;
}

bool state_is_late(const struct state *s, const struct message *m)
{
    return is_closed(s, m->accepted) && !m->is_carried;
}

bool state_learns(const struct state *s, const struct message *m, const struct cite *at)
{
    return !state_is_late(s, m) && teaches(s, at);
}

bool state_learns_then(const struct state *s, usec when, const struct cite *at)
{
    return !is_closed(s, when) && teaches(s, at);
}

bool state_looks_back(const struct state *s)
{
    return s->closed != USEC_NONE;
}

uint64_t state_hash(const struct state *s, uint64_t hash)
{
    char bytes[8];

    for (int i = 0; i < 8; i++)
        bytes[i] = (char)(hash >> 8 * i);
    return siphash(s->key, slice_of(bytes, sizeof(bytes)));
}
