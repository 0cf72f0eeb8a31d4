/* Rows of a generation, one for each account and each time that room was needed. */
#include "analyzer/run/state/sent.h"

#include "analyzer/run/state/state_parts.h"

void state_keep_sent(struct state *s, slice account, usec newest, slice packed)
{
    if (!s->sent)
        s->sent = store_statement(&s->store, "INSERT INTO sent VALUES(?, ?, ?, ?)");
    store_bind_int(s->sent, 1, s->base + 1);
    store_bind_text(s->sent, 2, account);
    store_bind_int(s->sent, 3, newest);
    store_bind_bytes(s->sent, 4, packed);
    (void)store_run(&s->store, s->sent);
}

void state_each_sent(struct state *s, usec since, sent_fn *visit, void *context)
{
    usec term = s->closed == USEC_NONE
                    ? USEC_NONE
                    : s->closed - s->retention[RETAIN_DETAIL] * DAY * USEC_PER_SECOND;
    sqlite3_stmt *st = store_statement(
        &s->store, "SELECT account, packed FROM sent WHERE generation <= ? AND newest >= ? "
                   "ORDER BY generation, rowid");

    if (since < term)
        since = term;
    store_bind_int(st, 1, s->base);
    store_bind_int(st, 2, since);
    while (store_step(&s->store, st)) {
        slice account = store_bytes(st, 0), packed = store_bytes(st, 1);
        struct sent_record r;

        while (sent_next(&packed, &r))
            if (r.accepted >= since)
                visit(context, account, &r);
    }
    (void)sqlite3_finalize(st);
}

/* By whole generations, whose rows lie together, and by what the lowest one that can be gone back
   to has closed: nothing that a run from there would still look at is thrown away. */
void state_forget_sent(struct state *s)
{
    sqlite3_stmt *st = store_statement(
        &s->store, "DELETE FROM sent WHERE generation IN (SELECT id FROM generation "
                   "WHERE ended < ((SELECT closed_day FROM generation WHERE id = "
                   "?1) - ?2) * 86400000000)");

    store_bind_int(st, 1, s->base + 1 - GENERATIONS_KEPT);
    store_bind_int(st, 2, s->retention[RETAIN_DETAIL]);
    (void)store_run(&s->store, st);
    (void)sqlite3_finalize(st);
}
