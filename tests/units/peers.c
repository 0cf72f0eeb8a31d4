/* Histograms of days: where a count stands, what a day did to everybody, packed and read again. */
#include "analyzer/run/watch/peers.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "analyzer/base/mem.h"

TestSuite(peers, .timeout = 60);

enum { MONDAY = 20514 };

static struct peers_day *day_of(int64_t day, uint64_t messages, uint32_t accounts)
{
    struct peers_day *d = mem_new(1, sizeof(*d));

    d->day = day;
    d->of[KIND_STAFF][MEASURE_MESSAGES].counts[peers_bucket(messages)] = accounts;
    return d;
}

Test(peers, buckets_hold_what_they_say)
{
    for (uint64_t n = 0; n < 3000000; n += 1 + n / 50) {
        size_t bucket = peers_bucket(n);

        cr_assert_lt(bucket, COUNT_BUCKETS);
        cr_assert(n <= peers_bucket_top(bucket) || bucket == COUNT_BUCKETS - 1);
        cr_assert(bucket == 0 || n > peers_bucket_top(bucket - 1));
        cr_assert(peers_bucket_top(bucket) <= n + n / 4 || bucket == COUNT_BUCKETS - 1);
    }
    cr_expect_eq(peers_bucket(UINT64_MAX), COUNT_BUCKETS - 1);
}

Test(peers, ranks_and_quantiles)
{
    struct peers_of of = { 0 };

    of.counts[peers_bucket(1)] = 900;
    of.counts[peers_bucket(4)] = 90;
    of.counts[peers_bucket(100)] = 10;
    cr_expect_eq(peers_quantile(&of, 5000), 1);
    cr_expect_eq(peers_quantile(&of, 9900), 4);
    cr_expect_eq(peers_quantile(&of, 9990), 111);
    cr_expect_eq(peers_rank(&of, 0), 0);
    cr_expect_eq(peers_rank(&of, 2), 9000);
    cr_expect_eq(peers_rank(&of, 100), 9900);
    cr_expect_eq(peers_rank(&of, 1000), 10000);
    cr_expect_eq(peers_mean(&of), 2290); /* 100 is within 96 to 111, taken for 103 */
}

/* (1 + as surprising) / (days + 1) */
Test(peers, a_model_that_is_too_sure_is_put_right)
{
    struct peers_of of = { 0 };

    of.surprises[peers_surprise_bucket(0)] = 960;
    of.surprises[peers_surprise_bucket(3000)] = 39; /* a thousandth was promised to be that */
    cr_expect_eq(peers_calibrate(&of, 3000), 1398); /* 40 of 1000 */
    cr_expect_eq(peers_calibrate(&of, 9000), 3000);
    cr_expect_eq(peers_calibrate(&of, 0), 0);
    cr_expect_eq(peers_surprise_bucket(INT32_MAX), SURPRISE_BUCKETS - 1);
}

static int32_t factor(struct peers *p, int64_t day, uint64_t messages, uint32_t accounts)
{
    struct peers_day *d = day_of(day, messages, accounts);
    int32_t found = peers_factor(p, d, KIND_STAFF, MEASURE_MESSAGES);

    mem_free(d);
    return found;
}

Test(peers, what_a_day_did_to_everybody)
{
    struct peers p = { 0 };

    for (int64_t day = MONDAY; day < MONDAY + 21; day++)
        peers_add(&p, day_of(day, 5, (day - MONDAY) % 7 < 5 ? 200 : 20));
    cr_expect_eq(factor(&p, MONDAY + 21, 5, 200), 1000);
    cr_expect_eq(factor(&p, MONDAY + 26, 5, 20), 1000); /* a Saturday as others */
    cr_expect_eq(factor(&p, MONDAY + 21, 5, 20), 500);  /* a holiday */
    cr_expect_eq(factor(&p, MONDAY + 21, 5, 300), 1490);
    cr_expect_eq(factor(&p, MONDAY + 21, 5, 30000), 3000);
    cr_expect_eq(factor(&p, MONDAY + 21, 100000, 1), 500); /* one account is no calendar */
    peers_free(&p);
}

Test(peers, of_too_few_days_there_is_no_factor)
{
    struct peers p = { 0 };

    peers_add(&p, day_of(MONDAY, 5, 200));
    peers_add(&p, day_of(MONDAY + 1, 5, 200));
    cr_expect_eq(factor(&p, MONDAY + 2, 5, 600), 1000);
    peers_free(&p);
}

Test(peers, a_kind_of_few_has_all_for_peers)
{
    struct peers p = { 0 };

    peers_add(&p, day_of(MONDAY, 5, 200));
    cr_expect_eq(peers_total(&peers_before(&p, KIND_STUDENT, MONDAY + 1)[MEASURE_MESSAGES]), 200);
    cr_expect_eq(peers_total(&peers_before(&p, KIND_STAFF, MONDAY)[MEASURE_MESSAGES]), 0);
    peers_add(&p, day_of(MONDAY + 1, 5, 100));
    cr_expect_eq(peers_total(&peers_before(&p, KIND_STAFF, MONDAY + 2)[MEASURE_MESSAGES]), 300);
    cr_expect_eq(peers_closed(&p, MONDAY + 3), 6);
    peers_free(&p);
}

static void fill(struct peers *p, int64_t days)
{
    for (int64_t day = 0; day < days; day++) {
        struct peers_day *d = day_of(MONDAY + day, (uint64_t)day, 7);

        d->suspect[KIND_LIST] = 3;
        d->of[KIND_HOST][MEASURE_NEW].counts[COUNT_BUCKETS - 1] = UINT32_MAX;
        d->of[KIND_HOST][MEASURE_NEW].surprises[SURPRISE_BUCKETS - 1] = 1;
        d->of[KIND_HOST][MEASURE_NEW].spread = UINT64_MAX;
        d->of[KIND_HOST][MEASURE_NEW].spread_of = 5;
        peers_add(p, d);
    }
}

Test(peers, the_newest_days_come_back_as_they_were)
{
    struct peers p = { 0 }, again = { 0 };
    struct buf b = { 0 };
    struct unpack u;

    fill(&p, USUAL_DAYS + 4);
    peers_pack(&p, &b);
    u.rest = buf_slice(&b);
    u.is_torn = false;
    peers_unpack(&again, &u);
    cr_expect(!u.is_torn && u.rest.n == 0);
    cr_assert_eq(again.n, USUAL_DAYS);
    for (size_t i = 0; i < again.n; i++)
        cr_expect(memcmp(again.days[i], p.days[i], sizeof(*p.days[i])) == 0);
    cr_expect_eq(again.days[0]->day, MONDAY + 4);
    peers_free(&p);
    peers_free(&again);
    buf_free(&b);
}

Test(peers, torn_ones_do_no_harm)
{
    struct peers p = { 0 };
    struct buf b = { 0 };

    fill(&p, 3);
    peers_pack(&p, &b);
    for (size_t cut = 0; cut < b.n; cut++) {
        struct unpack u = { .rest = slice_head(buf_slice(&b), cut) };
        struct peers again = { 0 };

        peers_unpack(&again, &u);
        cr_expect_lt(again.n, 3);
        peers_free(&again);
    }
    for (size_t at = 0; at < b.n; at++) {
        struct unpack u = { .rest = buf_slice(&b) };
        struct peers again = { 0 };

        b.p[at] = (char)(b.p[at] ^ 0x55);
        peers_unpack(&again, &u);
        peers_free(&again);
        b.p[at] = (char)(b.p[at] ^ 0x55);
    }
    peers_free(&p);
    buf_free(&b);
}
