/*
 * SQLite looks after pages, rows and indexes; what stands in the rows is looked at here. A table
 * that cannot be read to its end is said to be so, and the next one is looked at all the same.
 */
#include "analyzer/run/state/state_check.h"

#include <stdio.h>

#include "analyzer/run/state/journal.h"
#include "analyzer/run/state/record.h"
#include "analyzer/run/state/state_parts.h"
#include "analyzer/run/watch/day_close.h"
#include "reports/text_parts.h"

struct check {
    struct state state;
    struct out *out;
    uint64_t wrong, rows;
};

/* What must not be found: a row for each place where it is, told with the sentence. */
static const struct rule {
    const char *table, *sentence, *sql;
} rules[] = {
    { "generation", "is missing between others",
      "SELECT below.id + 1 FROM generation AS below WHERE below.id < (SELECT max(id) FROM "
      "generation) AND NOT EXISTS (SELECT 1 FROM generation WHERE id = below.id + 1)" },
    { "generation", "has closed less than the one below it",
      "SELECT above.id FROM generation AS above JOIN generation AS below ON below.id = above.id - "
      "1 "
      "WHERE above.closed < below.closed" },
    { "input", "belongs to a generation that is not there",
      "SELECT rowid FROM input WHERE generation NOT IN (SELECT id FROM generation)" },
    { "input", "has hashes of another length than 32",
      "SELECT rowid FROM input WHERE length(head) <> 32 OR length(last) <> 32" },
    { "forgotten", "belongs to a generation that is not there",
      "SELECT generation FROM forgotten WHERE generation NOT IN (SELECT id FROM generation)" },
    { "carried", "belongs to a generation that is not there",
      "SELECT generation FROM carried WHERE generation NOT IN (SELECT id FROM generation)" },
    { "across", "belongs to a generation that is not there",
      "SELECT part || ' of ' || generation FROM across WHERE generation NOT IN "
      "(SELECT id FROM generation)" },
    { "sent", "belongs to a generation that is not there",
      "SELECT generation FROM sent WHERE generation NOT IN (SELECT id FROM generation)" },
    { "sent", "is not whole",
      "SELECT account || ' of ' || generation FROM sent WHERE length(packed) % 37 <> 0" },
    { "peers", "belongs to a generation that is not there",
      "SELECT generation FROM peers WHERE generation NOT IN (SELECT id FROM generation)" },
    { "sender", "belongs to a generation that is not there",
      "SELECT name || ' of ' || generation FROM sender WHERE generation NOT IN "
      "(SELECT id FROM generation)" },
    { "undo", "belongs to a generation that is not there",
      "SELECT id FROM undo WHERE generation NOT IN (SELECT id FROM generation)" },
    { "account", "has a body that is not there",
      "SELECT name FROM account WHERE body <> 0 AND body NOT IN (SELECT id FROM body)" },
    { "sighting", "belongs to a generation that is not there",
      "SELECT id || ' of ' || generation FROM sighting WHERE generation NOT IN "
      "(SELECT id FROM generation)" },
    { "journal", "can be changed: a trigger that refuses it is missing",
      "SELECT '' WHERE (SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = "
      "'journal') < 3" },
};

enum { RULES = sizeof(rules) / sizeof(*rules) };

static void say(struct check *c, const char *table, slice row, const char *sentence)
{
    c->wrong++;
    out_text(c->out, slice_str(table));
    if (row.n) {
        out_lit(c->out, " ");
        out_text(c->out, row);
    }
    out_lit(c->out, ": ");
    out_text(c->out, slice_str(sentence));
    out_lit(c->out, "\n");
}

/* A failure ends the look at one table only. */
static void take_failure(struct check *c, const char *table)
{
    struct err err;

    if (store_failed(&c->state.store, &err))
        say(c, table, slice_str("cannot be read to its end"), err.text);
    c->state.store.has_failed = false;
}

/* SQLite says several things at once, under a heading. */
static void say_lines(struct check *c, const char *table, slice text)
{
    while (text.n) {
        slice one = slice_head(text, slice_find(text, '\n'));

        text = slice_skip(text, one.n + 1);
        if (slice_starts(one, SLICE("***")))
            continue;
        c->wrong++;
        out_text(c->out, slice_str(table));
        out_lit(c->out, ": ");
        out_text(c->out, one);
        out_lit(c->out, "\n");
    }
}

/* Rows: a table, and what is wrong with its pages. */
static void ask_sqlite(struct check *c, const char *sql)
{
    struct store *s = &c->state.store;
    sqlite3_stmt *st = store_statement(s, sql);

    while (store_step(s, st))
        say_lines(c, (const char *)sqlite3_column_text(st, 0), store_bytes(st, 1));
    (void)sqlite3_finalize(st);
    take_failure(c, "file");
}

/* Table by table first, so that it is said which; then what belongs to none. */
static void check_pages(struct check *c)
{
    ask_sqlite(c, "SELECT t.name, p.integrity_check FROM sqlite_schema AS t JOIN "
                  "pragma_integrity_check(t.name) AS p WHERE t.type = 'table' AND "
                  "p.integrity_check <> 'ok'");
    if (c->wrong == 0)
        ask_sqlite(c, "SELECT 'file', integrity_check FROM pragma_integrity_check "
                      "WHERE integrity_check <> 'ok'");
}

static void check_rule(struct check *c, const struct rule *rule)
{
    struct store *s = &c->state.store;
    sqlite3_stmt *st = store_statement(s, rule->sql);

    while (store_step(s, st))
        say(c, rule->table, store_bytes(st, 0), rule->sentence);
    (void)sqlite3_finalize(st);
    take_failure(c, rule->table);
}

static void check_piece(struct check *c, const char *table, slice row, slice piece)
{
    struct err why;

    if (!record_check(piece, &why))
        say(c, table, row, why.text);
}

static void check_account(void *context, const struct state_row *row, slice body)
{
    struct check *c = context;

    c->rows++;
    check_piece(c, "account", row->name, row->rest);
    if (body.n)
        check_piece(c, "account", row->name, body);
}

static void check_undone(void *context, int64_t generation, const struct state_row *was, slice body)
{
    struct check *c = context;
    struct buf row = { 0 };

    c->rows++;
    buf_addf(&row, SLICE_FMT " of %lld", SLICE_ARG(was->name), (long long)generation);
    if (was->rest.n)
        check_piece(c, "undo", buf_slice(&row), was->rest);
    if (body.n)
        check_piece(c, "undo", buf_slice(&row), body);
    buf_free(&row);
}

static void check_peers(struct check *c)
{
    struct store *s = &c->state.store;
    sqlite3_stmt *st = store_statement(s, "SELECT generation, packed FROM peers");

    while (store_step(s, st)) {
        struct peers p = { 0 };

        if (!day_close_unpack_peers(&p, store_bytes(st, 1)))
            say(c, "peers", store_bytes(st, 0), "is not whole");
        peers_free(&p);
    }
    (void)sqlite3_finalize(st);
    take_failure(c, "peers");
}

static void check_key(struct check *c)
{
    struct err err;

    if (!state_check_key(&c->state) && store_failed(&c->state.store, &err))
        say(c, "key", slice_of(NULL, 0), err.text);
    c->state.store.has_failed = false;
}

static void check_journal(struct check *c)
{
    struct journal_state state;
    char number[24];
    int n;

    journal_check(&c->state.store, &state);
    n = snprintf(number, sizeof(number), "%lld", (long long)state.broken);
    if (state.broken)
        say(c, "journal", slice_of(number, (size_t)n), state.why);
    take_failure(c, "journal");
}

static void check_rows(struct check *c)
{
    for (size_t i = 0; i < RULES; i++)
        check_rule(c, &rules[i]);
    check_peers(c);
    check_journal(c);
    state_each_record(&c->state, check_account, c);
    take_failure(c, "account");
    state_each_undone(&c->state, check_undone, c);
    take_failure(c, "undo");
}

static void conclude(struct check *c)
{
    if (c->wrong) {
        text_plural(c->out, c->wrong, "thing is wrong", "things are wrong");
        out_lit(c->out, "; docs/state.md tells the ways back\n");
        return;
    }
    out_lit(c->out, "whole: version ");
    out_int(c->out, c->state.store.version);
    if (c->state.store.version < STORE_VERSION) {
        out_lit(c->out, ", which the next run brings up to date\n");
        return;
    }
    out_lit(c->out, ", ");
    out_int(c->out, (int64_t)c->rows);
    out_lit(c->out, " records\n");
}

bool state_check(const char *path, struct out *out)
{
    struct check c = { .out = out };
    struct err err;

    if (!state_open(&c.state, path, STORE_CHECK, &err)) {
        out_text(out, slice_str(err.text));
        out_lit(out, "\n");
        return false;
    }
    check_pages(&c);
    if (c.state.store.version == STORE_VERSION) {
        check_key(&c);
        check_rows(&c);
    }
    conclude(&c);
    state_close(&c.state);
    return c.wrong == 0;
}
