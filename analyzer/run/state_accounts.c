/*
 * What a generation replaces is kept beside it, so that the generation can be taken off again: a
 * run always goes back to its base within its transaction, even one that will not commit.
 */
#include "analyzer/run/sightings.h"
#include "analyzer/run/state_parts.h"

static void run_with(struct state *s, const char *sql, int64_t generation)
{
    sqlite3_stmt *st = store_statement(&s->store, sql);

    store_bind_int(st, 1, generation);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

/* Of several changes of an account the oldest has what was there at the base. */
static const char restore[] =
    "INSERT OR REPLACE INTO account(name, packed) SELECT name, packed FROM undo AS u WHERE "
    "generation = "
    "(SELECT min(generation) FROM undo WHERE name = u.name AND generation > ?1) "
    "AND packed IS NOT NULL";
static const char remove_new[] =
    "DELETE FROM account WHERE name IN (SELECT name FROM undo AS u WHERE generation = "
    "(SELECT min(generation) FROM undo WHERE name = u.name AND generation > ?1) "
    "AND packed IS NULL)";

bool state_go_back(struct state *s)
{
    if (s->base < s->newest) {
        run_with(s, restore, s->base);
        run_with(s, remove_new, s->base);
        run_with(s, "DELETE FROM undo WHERE generation > ?", s->base);
        run_with(s, "DELETE FROM carried WHERE generation > ?", s->base);
        state_forget_peers(s, s->base + 1, INT64_MAX);
        run_with(s, "DELETE FROM forgotten WHERE generation > ?", s->base);
        run_with(s, "DELETE FROM input WHERE generation > ?", s->base);
        sightings_forget(&s->store, s->base);
        run_with(s, "DELETE FROM generation WHERE id > ?", s->base);
    }
    return !s->store.has_failed;
}

void state_forget_undo(struct state *s)
{
    run_with(s, "DELETE FROM undo WHERE generation <= ?", s->base + 1 - GENERATIONS_KEPT);
    run_with(s, "DELETE FROM carried WHERE generation < ?", s->base + 1 - GENERATIONS_KEPT);
    state_forget_peers(s, 0, s->base + 1 - GENERATIONS_KEPT);
    sightings_drop(&s->store, s->base + 1 - GENERATIONS_KEPT);
}

/* Every account asks for the same three: they are made once. */
static sqlite3_stmt *ready(struct state *s, sqlite3_stmt **st, const char *sql)
{
    if (!*st)
        *st = store_statement(&s->store, sql);
    if (*st)
        (void)sqlite3_reset(*st);
    return *st;
}

slice state_account(struct state *s, slice name)
{
    sqlite3_stmt *st = ready(s, &s->get, "SELECT packed FROM account WHERE name = ?");

    store_bind_text(st, 1, name);
    return store_step(&s->store, st) ? store_bytes(st, 0) : slice_of(NULL, 0);
}

void state_is_damaged(struct state *s)
{
    (void)store_fail(&s->store,
                     "%s: an account's record is damaged; `mailproctor state check` tells which",
                     s->store.path);
}

static void put(struct state *s, slice name, slice packed, int64_t due)
{
    sqlite3_stmt *st = ready(s, &s->put, "INSERT OR REPLACE INTO account VALUES(?, ?, ?)");

    store_bind_text(st, 1, name);
    store_bind_bytes(st, 2, packed);
    store_bind_int(st, 3, due);
    (void)store_run(&s->store, st);
}

static void drop(struct state *s, slice name)
{
    sqlite3_stmt *st = store_statement(&s->store, "DELETE FROM account WHERE name = ?");

    store_bind_text(st, 1, name);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

/* What was there at the base is kept once, however often it is replaced. */
void state_replace(struct state *s, slice name, slice packed, int64_t due)
{
    sqlite3_stmt *undo = ready(
        s, &s->undo,
        "INSERT OR IGNORE INTO undo VALUES(?1, ?2, (SELECT packed FROM account WHERE name = ?2))");

    store_bind_int(undo, 1, s->base + 1);
    store_bind_text(undo, 2, name);
    (void)store_run(&s->store, undo);
    if (packed.n)
        put(s, name, packed, due);
    else
        drop(s, name);
}

void state_keep_account(struct state *s, slice name, slice packed, int64_t due)
{
    if (s->is_nothing_new || slice_eq(state_account(s, name), packed))
        return;
    if (s->get)
        (void)sqlite3_reset(s->get);
    state_replace(s, name, packed, due);
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
