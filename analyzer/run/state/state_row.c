/* Every account asks for the same few statements: they are made once. */
#include "analyzer/base/mem.h"
#include "analyzer/run/state/state_parts.h"

enum statement { GET, PUT, CHANGE, REMOVE, GET_BODY, ADD_BODY, REMOVE_BODY, STATEMENTS };

struct state_statements {
    sqlite3_stmt *at[STATEMENTS];
};

static const char *const texts[STATEMENTS] = {
    [GET] = "SELECT packed, body, due FROM account WHERE name = ?",
    [PUT] = "INSERT OR REPLACE INTO account(name, packed, body, due) VALUES(?, ?, ?, ?)",
    [CHANGE] = "UPDATE account SET packed = ?2, body = ?3 WHERE name = ?1",
    [REMOVE] = "DELETE FROM account WHERE name = ?",
    [GET_BODY] = "SELECT packed FROM body WHERE id = ?",
    [ADD_BODY] = "INSERT INTO body(packed) VALUES(?)",
    [REMOVE_BODY] = "DELETE FROM body WHERE id = ?",
};

static sqlite3_stmt *ready(struct state *s, enum statement which)
{
    sqlite3_stmt **st;

    if (!s->statements)
        s->statements = mem_new(1, sizeof(*s->statements));
    st = &s->statements->at[which];
    if (!*st)
        *st = store_statement(&s->store, texts[which]);
    if (*st)
        (void)sqlite3_reset(*st);
    return *st;
}

bool state_get_row(struct state *s, slice name, struct state_row *out)
{
    sqlite3_stmt *st = ready(s, GET);

    store_bind_text(st, 1, name);
    if (!store_step(&s->store, st))
        return false;
    *out = (struct state_row){ name, store_bytes(st, 0), store_int(st, 1), store_int(st, 2) };
    return true;
}

static sqlite3_stmt *bind_row(struct state *s, enum statement which, const struct state_row *row)
{
    sqlite3_stmt *st = ready(s, which);

    store_bind_text(st, 1, row->name);
    store_bind_bytes(st, 2, row->rest);
    store_bind_int(st, 3, row->body);
    return st;
}

void state_put_row(struct state *s, const struct state_row *row)
{
    sqlite3_stmt *st = bind_row(s, PUT, row);

    store_bind_int(st, 4, row->due);
    (void)store_run(&s->store, st);
}

void state_change_row(struct state *s, const struct state_row *row)
{
    (void)store_run(&s->store, bind_row(s, CHANGE, row));
}

void state_remove_row(struct state *s, slice name)
{
    sqlite3_stmt *st = ready(s, REMOVE);

    store_bind_text(st, 1, name);
    (void)store_run(&s->store, st);
}

slice state_get_body(struct state *s, int64_t body)
{
    sqlite3_stmt *st;

    if (!body)
        return slice_of(NULL, 0);
    st = ready(s, GET_BODY);
    store_bind_int(st, 1, body);
    if (store_step(&s->store, st))
        return store_bytes(st, 0);
    (void)store_fail(&s->store,
                     "%s: a record is missing; `mailproctor state check` tells of which account",
                     s->store.path);
    return slice_of(NULL, 0);
}

int64_t state_add_body(struct state *s, slice packed)
{
    sqlite3_stmt *st = ready(s, ADD_BODY);

    store_bind_bytes(st, 1, packed);
    return store_run(&s->store, st) ? sqlite3_last_insert_rowid(s->store.db) : 0;
}

void state_remove_body(struct state *s, int64_t body)
{
    sqlite3_stmt *st;

    if (!body)
        return;
    st = ready(s, REMOVE_BODY);
    store_bind_int(st, 1, body);
    (void)store_run(&s->store, st);
}

void state_free_rows(struct state *s)
{
    for (int i = 0; s->statements && i < STATEMENTS; i++)
        (void)sqlite3_finalize(s->statements->at[i]);
    mem_free(s->statements);
    s->statements = NULL;
}
