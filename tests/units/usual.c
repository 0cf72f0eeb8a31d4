/* Baselines of accounts with a known pattern. Each rule has a test that fails without it. */
#include "analyzer/run/watch/usual.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "analyzer/base/days.h"
#include "analyzer/base/mem.h"

TestSuite(usual, .timeout = 60);

enum { MONDAY = 20514 /* 2026-03-02 */ };

static void send(struct history *h, int64_t day, uint64_t messages)
{
    for (uint64_t i = 0; i < messages; i++)
        history_message(h, day, 10, 1000);
}

/* Days that were logged, and on which nobody sent anything. */
static void log_days(struct peers *p, int64_t from, int64_t to)
{
    for (int64_t day = from; day < to; day++) {
        struct peers_day *d = mem_new(1, sizeof(*d));

        d->day = day;
        peers_add(p, d);
    }
}

static void send_weekly(struct history *h, int64_t from, int64_t to, uint64_t workday)
{
    for (int64_t day = from; day < to; day++)
        send(h, day, days_is_weekend(day) ? 1 : workday);
}

static struct usual usual_at(const struct history *h, struct peers *p, int64_t day)
{
    struct usual u;

    usual_of_day(h, p, KIND_STAFF, day, &u);
    return u;
}

Test(usual, workdays_and_weekends_have_rates_of_their_own)
{
    struct history h = { 0 };
    struct peers p = { 0 };
    struct usual u;

    send_weekly(&h, MONDAY, MONDAY + 28, 8);
    u = usual_at(&h, &p, MONDAY + 28);
    cr_expect(!u.is_weekend && u.of[MEASURE_MESSAGES].rate == 8000);
    u = usual_at(&h, &p, MONDAY + 26);
    cr_expect(u.is_weekend && u.of[MEASURE_MESSAGES].rate == 1000);
    cr_expect(u.age == 26 && u.days == 26 && u.known == 26);
    cr_expect(u.of[MEASURE_MESSAGES].median == 8 && u.of[MEASURE_MESSAGES].maximum == 8);
    peers_free(&p);
}

Test(usual, a_day_without_mail_counts_if_it_was_logged)
{
    struct history h = { 0 };
    struct peers p = { 0 };

    for (int64_t day = MONDAY; day < MONDAY + 56; day += 7)
        send(&h, day, 5);
    cr_expect_eq(usual_at(&h, &p, MONDAY + 56).of[MEASURE_MESSAGES].rate, 5000);
    log_days(&p, MONDAY, MONDAY + 56);
    cr_expect_lt(usual_at(&h, &p, MONDAY + 56).of[MEASURE_MESSAGES].rate, 2000);
    peers_free(&p);
}

Test(usual, old_days_fade)
{
    struct history h = { 0 };
    struct peers p = { 0 };
    int32_t rate;

    send_weekly(&h, MONDAY, MONDAY + 28, 4);
    send_weekly(&h, MONDAY + 28, MONDAY + 56, 8);
    rate = usual_at(&h, &p, MONDAY + 56).of[MEASURE_MESSAGES].rate;
    cr_expect(rate > 6500 && rate < 7000, "%d", rate); /* a plain mean is 6000 */
    peers_free(&p);
}

static void add_peers(struct peers *p, int64_t day, uint64_t messages, uint32_t accounts)
{
    struct peers_day *d = mem_new(1, sizeof(*d));

    d->day = day;
    for (int m = 0; m < MEASURES; m++)
        d->of[KIND_STAFF][m].counts[peers_bucket(messages)] = accounts;
    peers_add(p, d);
}

Test(usual, until_it_is_fourteen_days_old_its_peers_tell)
{
    struct history h = { 0 };
    struct peers p = { 0 };
    struct usual u;

    send_weekly(&h, MONDAY, MONDAY + 14, 40);
    u = usual_at(&h, &p, MONDAY + 3);
    cr_expect(u.is_young && u.of[MEASURE_MESSAGES].rate == 0); /* nobody tells anything */
    add_peers(&p, MONDAY - 1, 3, 100);
    u = usual_at(&h, &p, MONDAY + 11);
    cr_expect(u.is_young && u.of[MEASURE_MESSAGES].rate == 3000 && u.peer_days == 100);
    u = usual_at(&h, &p, MONDAY + 14);
    cr_expect(!u.is_young && u.of[MEASURE_MESSAGES].rate == 40000);
    peers_free(&p);
}

Test(usual, days_with_ripe_evidence_are_not_learned_until_they_are_released)
{
    struct history h = { 0 };
    struct peers p = { 0 };
    struct usual u;

    send_weekly(&h, MONDAY, MONDAY + 35, 10);
    for (int64_t day = MONDAY + 35; day < MONDAY + 38; day++) {
        send(&h, day, 1000);
        history_mark(&h, day, HISTORY_SUSPECT);
    }
    u = usual_at(&h, &p, MONDAY + 38);
    cr_expect_eq(u.of[MEASURE_MESSAGES].rate, 10000);
    cr_expect_eq(u.of[MEASURE_MESSAGES].maximum, 10);
    cr_expect(u.days == 38 && u.known == 35);
    for (int64_t day = MONDAY + 35; day < MONDAY + 38; day++)
        history_mark(&h, day, HISTORY_RELEASED);
    u = usual_at(&h, &p, MONDAY + 38);
    cr_expect_gt(u.of[MEASURE_MESSAGES].rate, 10000);
    cr_expect_eq(u.of[MEASURE_MESSAGES].maximum, 1000);
    peers_free(&p);
}

Test(usual, it_moves_by_thirty_per_cent_a_week_at_most)
{
    struct history h = { 0 };
    struct peers p = { 0 };

    send_weekly(&h, MONDAY, MONDAY + 28, 10);
    for (int week = 4, most = 10000; week < 7; week++) {
        int32_t rate;

        send_weekly(&h, MONDAY + 7 * week, MONDAY + 7 * week + 7, 90);
        rate = usual_at(&h, &p, MONDAY + 7 * week + 7).of[MEASURE_MESSAGES].rate;
        most = most * 13 / 10;
        cr_expect_eq(rate, most, "week %d: %d", week, rate);
    }
    for (int64_t day = MONDAY + 49; day < MONDAY + 56; day++)
        history_message(&h, day, 1, 1);
    cr_expect_geq(usual_at(&h, &p, MONDAY + 56).of[MEASURE_MESSAGES].rate, 21970 * 7 / 10);
    peers_free(&p);
}

Test(usual, who_sent_next_to_nothing_may_begin_to)
{
    struct history h = { 0 };
    struct peers p = { 0 };

    log_days(&p, MONDAY, MONDAY + 42);
    history_message(&h, MONDAY, 9, 1);
    send_weekly(&h, MONDAY + 35, MONDAY + 42, 2);
    cr_expect_gt(usual_at(&h, &p, MONDAY + 42).of[MEASURE_MESSAGES].rate, 300);
    peers_free(&p);
}

Test(usual, its_dispersion_is_drawn_towards_its_peers)
{
    struct history h = { 0 };
    struct peers p = { 0 };
    int32_t of_preset, of_peers;

    send_weekly(&h, MONDAY, MONDAY + 28, 8); /* its own is 0 */
    of_preset = usual_at(&h, &p, MONDAY + 28).of[MEASURE_MESSAGES].dispersion;
    cr_expect_eq(of_preset, 14 * DISPERSION_PRESET / (20 + 14));
    add_peers(&p, MONDAY, 8, 100);
    p.days[0]->of[KIND_STAFF][MEASURE_MESSAGES].spread = 1000000;
    p.days[0]->of[KIND_STAFF][MEASURE_MESSAGES].spread_of = 100;
    of_peers = usual_at(&h, &p, MONDAY + 28).of[MEASURE_MESSAGES].dispersion;
    cr_expect_eq(of_peers, 14 * 10000 / (20 + 14));
    peers_free(&p);
}

Test(usual, what_comes_later_does_not_show)
{
    struct history h = { 0 };
    struct peers p = { 0 };
    struct usual before, after;

    send_weekly(&h, MONDAY, MONDAY + 28, 8);
    before = usual_at(&h, &p, MONDAY + 28);
    send_weekly(&h, MONDAY + 28, MONDAY + 35, 500);
    after = usual_at(&h, &p, MONDAY + 28);
    cr_expect(memcmp(&before, &after, sizeof(before)) == 0);
    peers_free(&p);
}

Test(usual, surprise_goes_by_the_factor)
{
    struct usual_of of = { .rate = 10000, .dispersion = 3000 }, unknown = { 0 };

    cr_expect_gt(usual_surprise(&of, 40, 1000), usual_surprise(&of, 40, 2000));
    cr_expect_eq(usual_surprise(&unknown, 1000, 1000), 0);
    cr_expect_eq(usual_surprise(&of, 10000, 1000), SURPRISE_MOST);
}
