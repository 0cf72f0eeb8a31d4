/* Every generation has what is known of peers as a whole: it takes kinds and days, not accounts. */
#include "analyzer/run/state_parts.h"

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
