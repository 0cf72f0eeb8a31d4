/*
 * Deleted rows leave their bytes in SQLite's free pages and gaps, and so do rows that were moved
 * by earlier runs: only a file that is written anew has none of them.
 */
#include "analyzer/run/state/state_purge.h"

#include <stdio.h>

#include "analyzer/run/state/personal.h"
#include "analyzer/run/state/record.h"
#include "reports/text_parts.h"

enum { SQL_BYTES = 512 };

static slice bytes_of(sqlite3_value *value)
{
    const void *bytes = sqlite3_value_blob(value);

    return slice_of(bytes, bytes ? (size_t)sqlite3_value_bytes(value) : 0);
}

static void mentions(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    sqlite3_result_int(context, record_mentions(bytes_of(values[0]), bytes_of(values[1])));
}

static void make_functions(struct state *s)
{
    (void)sqlite3_create_function_v2(s->store.db, "mentions", 2, SQLITE_UTF8, NULL, mentions, NULL,
                                     NULL, NULL);
}

static int64_t changed_by(struct state *s, sqlite3_stmt *st)
{
    int64_t n = store_run(&s->store, st) ? sqlite3_changes64(s->store.db) : 0;

    (void)sqlite3_finalize(st);
    return n;
}

/* The last of its parameters is what is thrown away. */
static int64_t run_with(struct state *s, const char *sql, const struct purge *what)
{
    sqlite3_stmt *st = store_statement(&s->store, sql);

    if (what->account.n)
        store_bind_text(st, 1, what->account);
    else
        store_bind_int(st, 1, what->before);
    return changed_by(s, st);
}

static int64_t purge_own(struct state *s, const struct personal *p, const struct purge *what)
{
    char sql[SQL_BYTES];

    if (what->account.n && p->name)
        (void)snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE %s = ?", p->table, p->name);
    else if (what->account.n && p->mentions)
        (void)snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE mentions(%s, ?)", p->table,
                       p->mentions);
    else if (!what->account.n && p->when)
        (void)snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE %s < ? * 86400000000", p->table,
                       p->when);
    else
        return 0;
    return run_with(s, sql, what);
}

static int64_t cut_mentions(struct state *s, const struct personal *p, const struct purge *what)
{
    char sql[SQL_BYTES];

    if (!what->account.n || !p->cut)
        return 0;
    (void)snprintf(sql, sizeof(sql), "UPDATE %s SET %s WHERE mentions(%s, ?)", p->table, p->cut,
                   p->mentions);
    return run_with(s, sql, what);
}

static void tell_rows(struct out *out, const char *table, uint64_t gone)
{
    out_text(out, slice_str(table));
    out_lit(out, ": ");
    text_plural(out, gone, "row", "rows");
    out_lit(out, " thrown away");
}

static void tell_records(struct out *out, const char *table, const struct purged_rows *rows)
{
    tell_rows(out, table, rows->gone);
    out_lit(out, ", ");
    out_int(out, (int64_t)rows->cut);
    out_lit(out, " cut down\n");
}

static uint64_t count_own(struct state *s, const struct personal *p, slice account)
{
    char sql[SQL_BYTES];
    sqlite3_stmt *st;
    uint64_t n;

    (void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s WHERE %s = ?", p->table, p->name);
    st = store_statement(&s->store, sql);
    store_bind_text(st, 1, account);
    n = store_step(&s->store, st) ? (uint64_t)store_int(st, 0) : 0;
    (void)sqlite3_finalize(st);
    return n;
}

static void tell_stays(struct state *s, const struct personal *p, const struct purge *what,
                       struct out *out)
{
    uint64_t n = what->account.n ? count_own(s, p, what->account) : 0;

    if (n == 0)
        return;
    out_text(out, slice_str(p->table));
    out_lit(out, ": ");
    text_plural(out, n, "row stays: ", "rows stay: ");
    out_text(out, slice_str(p->stays));
    out_lit(out, "\n");
}

/* The journal is never changed, but for this; its digests stay: see journal.h. */
static void erase(struct state *s, const struct personal *p, const struct purge *what,
                  struct out *out)
{
    sqlite3_stmt *st = store_statement(
        &s->store,
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'journal_stays'");
    struct buf guard = { 0 };
    int64_t n;

    if (store_step(&s->store, st))
        buf_add(&guard, store_bytes(st, 0));
    buf_add(&guard, slice_of("", 1));
    (void)sqlite3_finalize(st);
    (void)store_do(&s->store, "DROP TRIGGER IF EXISTS journal_stays");
    n = run_with(s, p->erase, what);
    (void)store_do(&s->store, guard.p);
    buf_free(&guard);
    out_text(out, slice_str(p->table));
    out_lit(out, ": ");
    text_plural(out, (uint64_t)n, "row", "rows");
    out_lit(out, " erased\n");
}

static void purge_table(struct state *s, const struct personal *p, const struct purge *what,
                        struct out *out)
{
    int64_t own;

    if (p->records)
        return;
    if (p->stays && what->account.n && what->decisions) {
        erase(s, p, what, out);
    } else if (p->stays) {
        tell_stays(s, p, what, out);
    } else {
        own = purge_own(s, p, what);
        tell_rows(out, p->table, (uint64_t)own);
        if (p->cut) {
            out_lit(out, ", ");
            out_int(out, cut_mentions(s, p, what));
            out_lit(out, " cut down");
        }
        out_lit(out, "\n");
    }
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
    struct purged count = { 0 };

    make_functions(s);
    (void)store_do(&s->store, "PRAGMA secure_delete = ON");
    state_purge_records(s, what, &count);
    tell_records(out, "account", &count.now);
    tell_records(out, "undo", &count.undone);
    for (const struct personal *p = personal; p->table; p++)
        purge_table(s, p, what, out);
    return !store_failed(&s->store, err) && store_commit(&s->store, err) && write_anew(s, err);
}
