/*
 * A run's generation and its reports become valid by one commit: it names the folder of the
 * reports, and whoever opens the state next makes sure that they are shown.
 */
#include "analyzer/run/state/state_parts.h"

#include <stdio.h>

#include "analyzer/run/publish/publish.h"

bool state_settle_reports(struct state *s, struct err *err)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT folder, run FROM reports");
    char folder[PATH_MAX] = "", run[RUN_NAME] = "";

    if (store_step(&s->store, st)) {
        (void)snprintf(folder, sizeof(folder), SLICE_FMT, SLICE_ARG(store_bytes(st, 0)));
        (void)snprintf(run, sizeof(run), SLICE_FMT, SLICE_ARG(store_bytes(st, 1)));
    }
    (void)sqlite3_finalize(st);
    return !*run || publish_settle(folder, run, err);
}

void state_name_reports(struct state *s, const struct publication *p)
{
    sqlite3_stmt *st;

    (void)store_do(&s->store, "DELETE FROM reports");
    if (!p)
        return;
    st = store_statement(&s->store, "INSERT INTO reports VALUES(?, ?)");
    store_bind_bytes(st, 1, slice_str(p->folder));
    store_bind_text(st, 2, slice_str(p->run));
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

bool state_may_name_reports(struct state *s, const struct publication *p)
{
    struct store again = { .path = s->store.path, .db = s->store.db };
    sqlite3_stmt *st;
    bool is_named;

    (void)sqlite3_exec(again.db, "ROLLBACK", NULL, NULL, NULL); /* if it has not been already */
    st = store_statement(&again, "SELECT 1 FROM reports WHERE run = ?");
    store_bind_text(st, 1, slice_str(p->run));
    is_named = store_step(&again, st);
    (void)sqlite3_finalize(st);
    return is_named || again.has_failed;
}
