/* Histograms are mostly empty: each bucket that is not is packed with the distance to it. */
#include "analyzer/base/mem.h"
#include "analyzer/run/peers.h"

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

static void pack_day(struct buf *out, const struct peers_day *d)
{
    for (int kind = 0; kind < ACCOUNT_KINDS; kind++) {
        pack_number(out, d->suspect[kind]);
        for (int m = 0; m < MEASURES; m++) {
            const struct peers_of *of = &d->of[kind][m];

            pack_buckets(out, of->counts, COUNT_BUCKETS);
            pack_buckets(out, of->surprises, SURPRISE_BUCKETS);
            pack_number(out, of->spread);
            pack_number(out, of->spread_of);
        }
    }
}

static void unpack_day(struct unpack *u, struct peers_day *d)
{
    for (int kind = 0; kind < ACCOUNT_KINDS; kind++) {
        d->suspect[kind] = (uint32_t)unpack_number(u);
        for (int m = 0; m < MEASURES; m++) {
            struct peers_of *of = &d->of[kind][m];

            unpack_buckets(u, of->counts, COUNT_BUCKETS);
            unpack_buckets(u, of->surprises, SURPRISE_BUCKETS);
            of->spread = unpack_number(u);
            of->spread_of = unpack_number(u);
        }
    }
}

void peers_pack(const struct peers *p, struct buf *out)
{
    pack_number(out, p->n);
    for (size_t i = 0; i < p->n; i++) {
        pack_signed(out, p->days[i]->day);
        pack_day(out, p->days[i]);
    }
}

void peers_unpack(struct peers *p, struct unpack *u)
{
    uint64_t n = unpack_number(u);

    for (; n && !u->is_torn; n--) {
        struct peers_day *d = mem_new(1, sizeof(*d));

        d->day = unpack_signed(u);
        unpack_day(u, d);
        if (u->is_torn)
            mem_free(d);
        else
            peers_add(p, d);
    }
}
