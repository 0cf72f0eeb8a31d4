/* Histograms are mostly empty: each bucket that is not is packed with the distance to it. */
#include "analyzer/base/mem.h"
#include "analyzer/run/watch/peers.h"

static void pack_buckets(struct buf *out, const uint32_t *at, size_t n)
{
    size_t before = 0;

    for (size_t i = 0; i < n; i++) {
        if (at[i] == 0)
            continue;
        pack_number(out, i + 1 - before);
        pack_number(out, at[i]);
        before = i + 1;
    }
    pack_number(out, 0);
}

static void unpack_buckets(struct unpack *u, uint32_t *at, size_t n)
{
    uint64_t bucket = 0, distance;

    while (!u->is_torn && (distance = unpack_number(u))) {
        uint64_t value = unpack_number(u);

        bucket = distance > n ? n + 1 : bucket + distance;
        if (bucket <= n)
            at[bucket - 1] = (uint32_t)value;
    }
}

static void pack_one(struct buf *out, const struct peers_of *of)
{
    pack_buckets(out, of->counts, COUNT_BUCKETS);
    pack_buckets(out, of->surprises, SURPRISE_BUCKETS);
    pack_number(out, of->spread);
    pack_number(out, of->spread_of);
}

static void unpack_one(struct unpack *u, struct peers_of *of)
{
    unpack_buckets(u, of->counts, COUNT_BUCKETS);
    unpack_buckets(u, of->surprises, SURPRISE_BUCKETS);
    of->spread = unpack_number(u);
    of->spread_of = unpack_number(u);
}

static void pack_day(struct buf *out, const struct peers_day *d)
{
    for (int kind = 0; kind < ACCOUNT_KINDS; kind++) {
        pack_number(out, d->suspect[kind]);
        for (int m = 0; m < MEASURES; m++)
            pack_one(out, &d->of[kind][m]);
    }
}

/* As many kinds and measures as whoever wrote it had: what is not known here is passed over. */
struct extent {
    uint64_t kinds, measures;
};

static void unpack_day(struct unpack *u, const struct extent *x, struct peers_day *d)
{
    for (uint64_t kind = 0; kind < x->kinds && !u->is_torn; kind++) {
        uint64_t suspect = unpack_number(u);

        if (kind < ACCOUNT_KINDS)
            d->suspect[kind] = (uint32_t)suspect;
        for (uint64_t m = 0; m < x->measures && !u->is_torn; m++) {
            struct peers_of unknown = { 0 };

            unpack_one(u, kind < ACCOUNT_KINDS && m < MEASURES ? &d->of[kind][m] : &unknown);
        }
    }
}

void peers_pack(const struct peers *p, struct buf *out)
{
    pack_number(out, ACCOUNT_KINDS);
    pack_number(out, MEASURES);
    for (size_t i = 0; i < p->n; i++) {
        pack_signed(out, p->days[i]->day);
        pack_day(out, p->days[i]);
    }
}

void peers_unpack(struct peers *p, struct unpack *u)
{
    struct extent x = { .kinds = unpack_number(u) };

    x.measures = unpack_number(u);
    while (u->rest.n && !u->is_torn) {
        struct peers_day *d = mem_new(1, sizeof(*d));

        d->day = unpack_date(u);
        unpack_day(u, &x, d);
        if (u->is_torn)
            mem_free(d);
        else
            peers_add(p, d);
    }
}
