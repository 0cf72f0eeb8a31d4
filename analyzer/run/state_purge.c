/*
 * Deleted rows leave their bytes in SQLite's free pages and gaps, and so do rows that were moved
 * by earlier runs: only a file that is written anew has none of them.
 */
#include "analyzer/run/state_purge.h"

#include <stdio.h>

#include "analyzer/run/personal.h"
#include "analyzer/run/record.h"
#include "reports/text_parts.h"

enum { SQL_BYTES = 512 };

static int64_t changed_by(struct state *s, sqlite3_stmt *st)
{
    int64_t n = store_run(&s->store, st) ? sqlite3_changes64(s->store.db) : 0;

    (void)sqlite3_finalize(st);
    return n;
}

static int64_t purge_account(struct state *s, const struct personal *p, slice account)
{
    char sql[SQL_BYTES];
    sqlite3_stmt *st;

    (void)snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE %s = ?", p->table, p->name);
    st = store_statement(&s->store, sql);
    store_bind_text(st, 1, account);
    return changed_by(s, st);
}

static int64_t purge_times(struct state *s, const struct personal *p, int64_t before)
{
    char sql[SQL_BYTES];
    sqlite3_stmt *st;

    (void)snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE %s < ?", p->table, p->when);
    st = store_statement(&s->store, sql);
    store_bind_int(st, 1, before * DAY * USEC_PER_SECOND);
    return changed_by(s, st);
}

/* SQL: forgotten(record, day): what is left of it; x'' for nothing. */
static void forgotten(sqlite3_context *context, int n, sqlite3_value **values)
{
    const void *bytes = sqlite3_value_blob(values[0]);
    slice packed = slice_of(bytes, bytes ? (size_t)sqlite3_value_bytes(values[0]) : 0);
    int64_t before = sqlite3_value_int64(values[1]);
    struct history h = { 0 };
    struct buf left = { 0 };
    struct forgotten sum = { 0 };

    (void)n;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    if (!record_unpack(&h, packed))
        sqlite3_result_error_code(context, SQLITE_CORRUPT);
    else if (!record_forget(&h, before, &sum))
        sqlite3_result_value(context, values[0]);
    else {
        record_pack(&h, before, &left);
        sqlite3_result_blob64(context, left.n ? left.p : "", left.n, SQLITE_TRANSIENT);
    }
    history_free(&h);
    buf_free(&left);
}

static int64_t purge_records(struct state *s, const struct personal *p, int64_t before)
{
    char sql[SQL_BYTES];
    sqlite3_stmt *st;
    int64_t n;

    (void)sqlite3_create_function_v2(s->store.db, "forgotten", 2, SQLITE_UTF8, NULL, forgotten,
                                     NULL, NULL, NULL);
    (void)snprintf(sql, sizeof(sql),
                   "UPDATE %s SET %s = forgotten(%s, ?1) WHERE %s IS NOT forgotten(%s, ?1)",
                   p->table, p->record, p->record, p->record, p->record);
    st = store_statement(&s->store, sql);
    store_bind_int(st, 1, before);
    n = changed_by(s, st);
    (void)store_do(&s->store, p->settle);
    return n;
}

static int64_t purge_table(struct state *s, const struct personal *p, const struct purge *what)
{
    if (what->account.n)
        return purge_account(s, p, what->account);
    return p->record ? purge_records(s, p, what->before) : purge_times(s, p, what->before);
}

static void tell(struct out *out, const struct personal *p, int64_t n)
{
    out_text(out, slice_str(p->table));
    out_lit(out, ": ");
    text_plural(out, (uint64_t)n, "row", "rows");
    out_lit(out, "\n");
}

static bool write_anew(struct state *s, struct err *err)
{
    struct err why;

    if (store_do(&s->store, "VACUUM"))
        return true;
    (void)store_failed(&s->store, &why);
    return err_set(err,
                   "%.300s; it was thrown away, but bytes of it may still be in the file: "
                   "purge again",
                   why.text);
}

bool state_purge(struct state *s, const struct purge *what, struct out *out, struct err *err)
{
    (void)store_do(&s->store, "PRAGMA secure_delete = ON");
    for (const struct personal *p = personal; p->table; p++)
        tell(out, p, purge_table(s, p, what));
    return !store_failed(&s->store, err) && store_commit(&s->store, err) && write_anew(s, err);
}
