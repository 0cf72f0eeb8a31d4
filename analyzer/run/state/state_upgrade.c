/*
 * Version 4 kept a row for each account that a generation changed, with all that it found. Records
 * themselves are read as they are, and written anew when their accounts are.
 */
#include "analyzer/run/state/state_undo.h"

static bool has_old_rows(struct state *s)
{
    sqlite3_stmt *st =
        store_statement(&s->store, "SELECT 1 FROM sqlite_schema WHERE name = 'undo_rows'");
    bool has = store_step(&s->store, st);

    (void)sqlite3_finalize(st);
    return has;
}

void state_upgrade(struct state *s)
{
    struct state_undo undo = { .state = s };
    sqlite3_stmt *st;

    if (!has_old_rows(s))
        return;
    st = store_statement(&s->store, "SELECT generation, name, packed FROM undo_rows "
                                    "ORDER BY generation, name");
    while (store_step(&s->store, st)) {
        struct state_row was = { store_bytes(st, 1), store_bytes(st, 2), 0, 0 };
        struct state_row is = { .name = was.name };

        if (undo.generation != store_int(st, 0))
            state_undo_end(&undo);
        undo.generation = store_int(st, 0);
        state_undo_add(&undo, was.rest.n ? &was : NULL, &is);
    }
    (void)sqlite3_finalize(st);
    state_undo_end(&undo);
    (void)store_do(&s->store, "DROP TABLE undo_rows");
}
