/* The same way back that a run goes to its base, and then it is committed. */
#include "analyzer/run/state/state_back.h"

#include "analyzer/run/state/state_parts.h"

static int64_t ask(struct state *s, const char *sql)
{
    sqlite3_stmt *st = store_statement(&s->store, sql);
    int64_t value = store_step(&s->store, st) ? store_int(st, 0) : 0;

    (void)sqlite3_finalize(st);
    return value;
}

static int64_t newest_of(struct state *s)
{
    return ask(s, "SELECT ifnull(max(id), 0) FROM generation");
}

static int64_t lowest_of(int64_t newest)
{
    return newest > GENERATIONS_KEPT ? newest - GENERATIONS_KEPT : 0;
}

static void list_inputs(struct state *s, sqlite3_stmt *inputs, int64_t id, struct out *out)
{
    store_bind_int(inputs, 1, id);
    while (store_step(&s->store, inputs)) {
        out_lit(out, "    ");
        out_text(out, store_bytes(inputs, 0));
        out_lit(out, " to byte ");
        out_int(out, store_int(inputs, 1));
        out_lit(out, "\n");
    }
}

static void list_forgotten(struct state *s, sqlite3_stmt *forgotten, int64_t id, struct out *out)
{
    const char *before = "    thrown away, as the policy says: ";

    store_bind_int(forgotten, 1, id);
    while (store_step(&s->store, forgotten)) {
        out_text(out, slice_str(before));
        out_text(out, store_bytes(forgotten, 0));
        out_lit(out, " ");
        out_int(out, store_int(forgotten, 1));
        before = ", ";
    }
    if (before[0] == ',')
        out_lit(out, "\n");
}

static void list_generation(struct state *s, sqlite3_stmt *st, struct out *out)
{
    usec ended = store_int(st, 1);
    char text[32];

    out_int(out, store_int(st, 0));
    out_lit(out, "  log ends ");
    out_text(out, slice_str(ended == USEC_NONE ? "nowhere" : clock_utc_text(ended, text)));
    out_lit(out, "  ");
    out_int(out, (int64_t)state_count_undone(s, store_int(st, 0)));
    out_lit(out, " accounts changed  version ");
    out_text(out, store_bytes(st, 2));
    out_lit(out, "\n");
}

static void list_lower(int64_t lowest, struct out *out)
{
    out_int(out, lowest);
    if (lowest)
        out_lit(out, "  the lowest to go back to: what is below is for good\n");
    else
        out_lit(out, "  nothing is remembered\n");
}

bool state_generations(struct state *s, struct out *out, struct err *err)
{
    int64_t lowest = lowest_of(newest_of(s));
    sqlite3_stmt *inputs = store_statement(
        &s->store, "SELECT name, length FROM input WHERE generation = ? ORDER BY name, length");
    sqlite3_stmt *forgotten = store_statement(
        &s->store, "SELECT what, n FROM forgotten WHERE generation = ? ORDER BY what");
    sqlite3_stmt *st = store_statement(
        &s->store, "SELECT id, ended, version FROM generation WHERE id > ? ORDER BY id DESC");

    store_bind_int(st, 1, lowest);
    while (store_step(&s->store, st)) {
        list_generation(s, st, out);
        list_inputs(s, inputs, store_int(st, 0), out);
        list_forgotten(s, forgotten, store_int(st, 0), out);
    }
    list_lower(lowest, out);
    (void)sqlite3_finalize(st);
    (void)sqlite3_finalize(inputs);
    (void)sqlite3_finalize(forgotten);
    return !store_failed(&s->store, err);
}

bool state_back(struct state *s, int64_t to, struct err *err)
{
    s->newest = newest_of(s);
    s->base = to;
    if (to > s->newest || to < lowest_of(s->newest))
        return err_set(err,
                       "%s: there is no way back to generation %lld, only to %lld and those "
                       "above it (`mailproctor state generations` lists them)",
                       s->store.path, (long long)to, (long long)lowest_of(s->newest));
    return state_go_back(s) ? store_commit(&s->store, err) : !store_failed(&s->store, err);
}
