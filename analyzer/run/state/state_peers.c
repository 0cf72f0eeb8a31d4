/* Every generation has what is known of peers as a whole: it takes kinds and days, not accounts. */
#include "analyzer/run/state/state_parts.h"

void state_read_peers(struct state *s, struct buf *packed)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT packed FROM peers WHERE generation = ?");

    store_bind_int(st, 1, s->base);
    buf_clear(packed);
    if (store_step(&s->store, st))
        buf_add(packed, store_bytes(st, 0));
    (void)sqlite3_finalize(st);
}

void state_keep_peers(struct state *s, slice packed)
{
    sqlite3_stmt *st;

    if (s->is_nothing_new)
        return;
    st = store_statement(&s->store, "INSERT INTO peers VALUES(?, ?)");
    store_bind_int(st, 1, s->base + 1);
    store_bind_bytes(st, 2, packed);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}

void state_read_senders(struct state *s, state_sender_fn *tell, void *context)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT name, day, kind FROM sender WHERE "
                                                  "generation = ? ORDER BY name, day");

    store_bind_int(st, 1, s->base);
    while (store_step(&s->store, st)) {
        struct state_sender one = { store_bytes(st, 0), store_int(st, 1), store_int(st, 2) };

        tell(context, &one);
    }
    (void)sqlite3_finalize(st);
}

void state_keep_sender(struct state *s, const struct state_sender *one)
{
    if (s->is_nothing_new)
        return;
    if (!s->sender)
        s->sender = store_statement(&s->store, "INSERT OR REPLACE INTO sender VALUES(?, ?, ?, ?)");
    if (s->sender)
        (void)sqlite3_reset(s->sender);
    store_bind_int(s->sender, 1, s->base + 1);
    store_bind_text(s->sender, 2, one->name);
    store_bind_int(s->sender, 3, one->day);
    store_bind_int(s->sender, 4, one->kind);
    (void)store_run(&s->store, s->sender);
}

void state_forget_peers(struct state *s, int64_t from, int64_t to)
{
    static const char *const tables[] = {
        "DELETE FROM peers WHERE generation >= ? AND generation < ?",
        "DELETE FROM sender WHERE generation >= ? AND generation < ?",
    };

    for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
        sqlite3_stmt *st = store_statement(&s->store, tables[i]);

        store_bind_int(st, 1, from);
        store_bind_int(st, 2, to);
        (void)store_run(&s->store, st);
        (void)sqlite3_finalize(st);
    }
}
