/* Of each kind with mail on a closed day its histograms: the bucket's greatest count, and how many.
 */
#include "analyzer/run/state/state_parts.h"
#include "analyzer/run/watch/day_close.h"

static void dump_pair(struct out *out, uint64_t what, uint32_t n)
{
    out_lit(out, " ");
    out_int(out, (int64_t)what);
    out_lit(out, ":");
    out_int(out, n);
}

static void dump_one(struct out *out, enum measure measure, const struct peers_of *of)
{
    out_lit(out, "  ");
    out_text(out, slice_str(measure_names[measure]));
    for (size_t i = 0; i < COUNT_BUCKETS; i++)
        if (of->counts[i])
            dump_pair(out, peers_bucket_top(i), of->counts[i]);
    out_lit(out, " surprise");
    for (size_t i = 0; i < SURPRISE_BUCKETS; i++)
        if (of->surprises[i])
            dump_pair(out, i, of->surprises[i]);
    out_lit(out, " spread ");
    out_int(out, (int64_t)of->spread);
    out_lit(out, " of ");
    out_int(out, (int64_t)of->spread_of);
    out_lit(out, "\n");
}

static void dump_kind(struct out *out, const struct peers_day *d, enum account_kind kind)
{
    uint64_t senders = peers_total(&d->of[kind][MEASURE_MESSAGES]);

    if (senders == 0 && d->suspect[kind] == 0)
        return;
    out_lit(out, "peers ");
    state_dump_date(out, d->day);
    out_lit(out, " ");
    out_text(out, slice_str(account_kind_names[kind]));
    out_lit(out, " senders ");
    out_int(out, (int64_t)senders);
    out_lit(out, " suspect ");
    out_int(out, d->suspect[kind]);
    out_lit(out, "\n");
    for (int m = 0; m < MEASURES; m++)
        dump_one(out, (enum measure)m, &d->of[kind][m]);
}

static void go_to_newest(struct state *s)
{
    sqlite3_stmt *st = store_statement(&s->store, "SELECT ifnull(max(id), 0) FROM generation");

    s->base = store_step(&s->store, st) ? store_int(st, 0) : 0;
    (void)sqlite3_finalize(st);
}

void state_dump_peers(struct state *s, struct out *out)
{
    struct peers p = { 0 };
    struct buf packed = { 0 };

    go_to_newest(s);
    state_read_peers(s, &packed);
    (void)day_close_unpack_peers(&p, buf_slice(&packed));
    for (size_t i = 0; i < p.n; i++)
        for (int kind = 0; kind < ACCOUNT_KINDS; kind++)
            dump_kind(out, p.days[i], (enum account_kind)kind);
    peers_free(&p);
    buf_free(&packed);
}
