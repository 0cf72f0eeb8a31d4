/*
 * Columns keep their names, so that nothing has to be written for a new table; records are taken
 * apart. What a number means is said beside it, in the words of personal.c and below.
 */
#include "analyzer/run/state/state_export.h"

#include <stdio.h>

#include "analyzer/run/state/personal.h"
#include "analyzer/run/state/record.h"
#include "analyzer/run/state/record_json.h"
#include "analyzer/run/state/state_parts.h"
#include "reports/json_parts.h"

static const char about[] =
    "Contacts are recipients that the account wrote to in the last months, as keyed hashes: their "
    "addresses are not kept, and a hash cannot be turned back into one. Texts are parts of the "
    "mail "
    "servers' logs, of mail that was under way or of something found that may go on; of others' "
    "records that mention the account in such texts nothing is shown, as they are theirs. Nothing "
    "of what a mail says is in a log. Days are those of the site; times are UTC.";

static bool is_time(const struct personal *p, slice column)
{
    slice rest = slice_str(p->times);

    while (rest.n) {
        slice one = slice_head(rest, slice_find(rest, ' '));

        if (slice_eq(one, column))
            return true;
        rest = slice_skip(rest, one.n + 1);
    }
    return false;
}

static void value(const struct personal *p, sqlite3_stmt *st, int at, struct out *out)
{
    slice column = slice_str(sqlite3_column_name(st, at));
    int type = sqlite3_column_type(st, at);
    char text[32];

    json_text(out, column);
    out_lit(out, ":");
    if (type == SQLITE_NULL)
        out_lit(out, "null");
    else if (is_time(p, column) && store_int(st, at) != USEC_NONE)
        json_text(out, slice_str(clock_utc_text(store_int(st, at), text)));
    else if (type == SQLITE_INTEGER)
        out_int(out, store_int(st, at));
    else
        json_text(out, store_bytes(st, at));
}

static void row(const struct personal *p, sqlite3_stmt *st, struct out *out)
{
    out_lit(out, "{");
    for (int at = 0; at < sqlite3_column_count(st); at++) {
        if (at)
            out_lit(out, ",");
        value(p, st, at, out);
    }
    out_lit(out, "}");
}

static uint64_t own_rows(struct state *s, const struct personal *p, slice account, struct out *out)
{
    char sql[256];
    sqlite3_stmt *st;
    uint64_t n = 0;

    (void)snprintf(sql, sizeof(sql), "SELECT %s FROM %s WHERE %s = ?", p->shown ? p->shown : "*",
                   p->table, p->name);
    st = store_statement(&s->store, sql);
    store_bind_text(st, 1, account);
    while (store_step(&s->store, st)) {
        if (n++)
            out_lit(out, ",\n");
        row(p, st, out);
    }
    (void)sqlite3_finalize(st);
    return n;
}

/* Of what is everybody's, what mentions the account. */
static uint64_t mentions(struct state *s, const struct personal *p, slice account, struct out *out)
{
    char sql[256];
    sqlite3_stmt *st;
    uint64_t n = 0;

    (void)snprintf(sql, sizeof(sql), "SELECT %s FROM %s", p->mentions, p->table);
    st = store_statement(&s->store, sql);
    while (store_step(&s->store, st)) {
        slice bytes = store_bytes(st, 0);

        if (!record_mentions(bytes, account))
            continue;
        if (n++)
            out_lit(out, ",\n");
        record_texts_json(bytes, account, out);
    }
    (void)sqlite3_finalize(st);
    return n;
}

struct export
{
    slice account;
    struct out *out;
    uint64_t n;
};

static void own_undone(void *context, int64_t generation, const struct state_row *was, slice body)
{
    struct export *e = context;

    if (!slice_eq(was->name, e->account))
        return;
    if (e->n++)
        out_lit(e->out, ",\n");
    out_lit(e->out, "{");
    if (generation) {
        out_lit(e->out, "\"generation\":");
        out_int(e->out, generation);
        out_lit(e->out, ",");
    }
    out_lit(e->out, "\"name\":");
    json_text(e->out, was->name);
    out_lit(e->out, ",\"packed\":");
    if (was->rest.n)
        record_json(body, was->rest, e->out);
    else
        out_lit(e->out, "null");
    out_lit(e->out, "}");
}

static void own_record(void *context, const struct state_row *row, slice body)
{
    own_undone(context, 0, row, body);
}

static uint64_t own_records(struct state *s, enum personal_records which, slice account,
                            struct out *out)
{
    struct export e = { account, out, 0 };

    if (which == PERSONAL_RECORDS)
        state_each_record(s, own_record, &e);
    else
        state_each_undone(s, own_undone, &e);
    return e.n;
}

static uint64_t rows_of(struct state *s, const struct personal *p, slice account, struct out *out)
{
    if (p->records)
        return own_records(s, p->records, account, out);
    return p->name ? own_rows(s, p, account, out) : mentions(s, p, account, out);
}

static uint64_t table(struct state *s, const struct personal *p, slice account, struct out *out)
{
    uint64_t n;

    if (p != personal)
        out_lit(out, ",");
    out_lit(out, "\n");
    json_text(out, slice_str(p->table));
    out_lit(out, ":{\"holds\":");
    json_text(out, slice_str(p->holds));
    out_lit(out, ",\"rows\":[");
    n = rows_of(s, p, account, out);
    out_lit(out, "]}");
    return n;
}

bool state_export(struct state *s, slice account, struct out *out, uint64_t *rows, struct err *err)
{
    *rows = 0;
    out_lit(out, "{\"account\":");
    json_text(out, account);
    out_lit(out, ",\n\"about\":");
    json_text(out, slice_str(about));
    out_lit(out, ",\n\"tables\":{");
    for (const struct personal *p = personal; p->table; p++)
        *rows += table(s, p, account, out);
    out_lit(out, "}}\n");
    return !store_failed(&s->store, err);
}
