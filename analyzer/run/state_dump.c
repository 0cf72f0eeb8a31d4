/*
 * Nothing here tells in how many runs the state came about: numbers of generations, names of files
 * and what is provisional are left out.
 */
#include "analyzer/run/state.h"

static void dump_hash(struct out *out, slice hash)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < 8 && i < hash.n; i++) {
        char pair[2] = { digits[(uint8_t)hash.p[i] >> 4], digits[(uint8_t)hash.p[i] & 15] };

        out_text(out, slice_of(pair, 2));
    }
}

static void dump_closed(struct state *s, struct out *out)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT ifnull(max(closed), 0) FROM generation");
    char text[32];

    if (store_step(&s->store, st) && store_int(st, 0)) {
        out_lit(out, "closed until ");
        out_text(out, slice_str(clock_utc_text(store_int(st, 0), text)));
        out_lit(out, "\n");
    }
    (void)sqlite3_finalize(st);
}

static void dump_inputs(struct state *s, struct out *out)
{
    sqlite3_stmt *st = store_statement(
        &s->store, "SELECT head, length, last FROM input ORDER BY head, length, last");

    while (store_step(&s->store, st)) {
        out_lit(out, "read ");
        dump_hash(out, store_bytes(st, 0));
        out_lit(out, " to byte ");
        out_int(out, store_int(st, 1));
        out_lit(out, ", line ");
        dump_hash(out, store_bytes(st, 2));
        out_lit(out, "\n");
    }
    (void)sqlite3_finalize(st);
}

bool state_dump(struct state *s, struct out *out, struct err *err)
{
    out_lit(out, "mailproctor state ");
    out_int(out, STORE_VERSION);
    out_lit(out, "\n");
    dump_closed(s, out);
    dump_inputs(s, out);
    return !store_failed(&s->store, err);
}
