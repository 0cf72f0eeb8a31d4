/* How many strangers are how much, and what takes it back. */
#include "tests/units/desk.h"

#include "analyzer/base/mem.h"

extern const struct detector detector_cold_mail;

TestSuite(cold_mail, .timeout = 60);

static void sit_down(struct desk *d, enum account_kind kind)
{
    open_desk(d, &detector_cold_mail, kind);
    d->w.writers = &d->writers;
}

#define WHO(i) ((uint64_t)((i) + 1) << 32)

/* Mail to `n` people from `from` on, `step` seconds apart. */
static seconds send_to(struct desk *d, seconds when, seconds step, uint32_t from, uint32_t n,
                       enum contact_is contact, bool is_external)
{
    struct message m = { .account = &d->account };
    struct event ev = { .kind = EVENT_RECIPIENT, .account = &d->account, .message = &m };

    ev.recipient.contact = contact;
    ev.recipient.is_external = is_external;
    for (uint32_t i = 0; i < n; i++, when += step) {
        m.accepted = ev.when = when * USEC_PER_SECOND;
        ev.recipient.hash = WHO(from + i);
        detector_cold_mail.on[EVENT_RECIPIENT](&d->w, &ev);
    }
    return when;
}

static void answer_from(struct desk *d, seconds when, uint32_t who)
{
    struct message m = { 0 };
    struct event ev = { .kind = EVENT_RECEIVED, .account = &d->account, .message = &m };

    ev.when = m.accepted = when * USEC_PER_SECOND;
    ev.recipient.hash = WHO(who);
    (void)writers_add(&d->writers, WHO(who));
    detector_cold_mail.on[EVENT_RECEIVED](&d->w, &ev);
}

static int32_t ripe(const struct desk *d)
{
    return d->slot && d->slot->is_ripe ? d->slot->weight : 0;
}

static int32_t against(const struct desk *d)
{
    int32_t weight = 0;

    for (size_t i = 0; i < d->slot->n_against; i++)
        weight += d->slot->against[i].weight;
    return weight;
}

enum { START = 100 * DAY, SLOWLY = 2 * HOUR };

Test(cold_mail, ten_strangers_in_a_day_are_a_hint_and_nine_are_none)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    (void)send_to(&d, START, SLOWLY, 0, 9, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 0);
    (void)send_to(&d, START + 9 * SLOWLY, SLOWLY, 9, 1, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 2150);
    cr_expect_eq(d.slot->warrants, ACTION_RECORD);
    cr_expect_eq(evidence_value(d.slot, "strangers"), 10);
    close_desk(&d);
}

Test(cold_mail, many_are_more_but_never_enough_alone)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    (void)send_to(&d, START, 5, 0, 1000, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 3500);
    cr_expect_eq(evidence_value(d.slot, "outside"), 720, "within an hour");
    close_desk(&d);
}

Test(cold_mail, with_a_quiet_past_they_are_more)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    d.usual.of[MEASURE_NEW] = (struct usual_of){ .rate = 300, .dispersion = 3000 };
    d.w.usual = &d.usual;
    (void)send_to(&d, START, SLOWLY, 0, 9, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 0, "what is rare for one is not for others");
    (void)send_to(&d, START, 60, 10, 11, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 4000);
    close_desk(&d);
    sit_down(&d, KIND_STAFF);
    d.usual.of[MEASURE_NEW] = (struct usual_of){ .rate = 7000, .dispersion = 3000 };
    d.w.usual = &d.usual;
    (void)send_to(&d, START, SLOWLY, 0, 11, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 2150, "seven a day are usual");
    close_desk(&d);
}

/* A doctor writes to other practices all day, and has always done so. */
Test(cold_mail, what_it_always_did_is_less)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    d.usual.of[MEASURE_NEW] = (struct usual_of){ .rate = 18000, .dispersion = 3000 };
    d.w.usual = &d.usual;
    (void)send_to(&d, START, HOUR, 0, 20, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 0, "2.75 less 1.5: not worth anybody's while");
    (void)send_to(&d, START + 20 * HOUR, 60, 20, 7, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 0, "27 a day are half as many again");
    (void)send_to(&d, START + 21 * HOUR, 60, 27, 3, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 3500);
    cr_expect_eq(against(&d), 0);
    close_desk(&d);
    sit_down(&d, KIND_STAFF);
    d.usual.of[MEASURE_NEW] = (struct usual_of){ .rate = 18000, .dispersion = 3000 };
    d.usual.is_young = true;
    d.w.usual = &d.usual;
    (void)send_to(&d, START, HOUR, 0, 20, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 2750, "that is what its peers do");
    close_desk(&d);
}

Test(cold_mail, contacts_and_writers_are_no_strangers)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    for (uint32_t i = 0; i < 60; i++)
        (void)writers_add(&d.writers, WHO(i));
    (void)send_to(&d, START, 5, 0, 60, CONTACT_NEW, true);
    (void)send_to(&d, START, 5, 100, 300, CONTACT_KNOWN, true);
    cr_expect_null(d.slot);
    close_desk(&d);
}

Test(cold_mail, inside_the_site_they_weigh_two_at_most)
{
    struct desk d;

    sit_down(&d, KIND_FACULTY);
    (void)send_to(&d, START, 60, 0, 29, CONTACT_NEW, false);
    cr_expect_eq(ripe(&d), 0);
    (void)send_to(&d, START + HOUR / 2, 1, 29, 300, CONTACT_NEW, false);
    cr_expect_eq(ripe(&d), 2000);
    close_desk(&d);
}

Test(cold_mail, lists_and_systems_write_to_anybody)
{
    struct desk d;

    sit_down(&d, KIND_SYSTEM);
    (void)send_to(&d, START, 1, 0, 300, CONTACT_NEW, true);
    cr_expect_null(d.slot);
    close_desk(&d);
    sit_down(&d, KIND_LIST);
    (void)send_to(&d, START, 1, 0, 300, CONTACT_NEW, true);
    cr_expect_null(d.slot);
    close_desk(&d);
}

Test(cold_mail, who_answers_is_no_stranger_any_more)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    (void)send_to(&d, START, SLOWLY / 2, 0, 12, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 2150);
    for (uint32_t i = 0; i < 3; i++)
        answer_from(&d, START + 12 * SLOWLY / 2, i);
    (void)send_to(&d, START + 12 * SLOWLY / 2, SLOWLY / 2, 12, 1, CONTACT_NEW, true);
    cr_expect_eq(evidence_value(d.slot, "answers"), 3);
    cr_expect_eq(against(&d), -4000, "at most; of the twelve that it is about nine are left");
    close_desk(&d);
}

Test(cold_mail, an_answer_after_two_days_is_one_of_those_strangers)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    (void)send_to(&d, START, 60, 0, 14, CONTACT_NEW, true);
    cr_expect_eq(against(&d), 0);
    for (uint32_t i = 0; i < 3; i++)
        answer_from(&d, START + 2 * DAY, i);
    cr_expect_eq(evidence_value(d.slot, "answers"), 3);
    cr_expect_eq(against(&d), 11 * 155 - 3 * 1800);
    close_desk(&d);
}

Test(cold_mail, when_many_answer_it_is_no_hint_at_all)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    (void)send_to(&d, START, SLOWLY / 4, 0, 5, CONTACT_NEW, true);
    for (uint32_t i = 0; i < 3; i++)
        answer_from(&d, START + 5 * SLOWLY / 4, i);
    (void)send_to(&d, START + 5 * SLOWLY / 4, SLOWLY / 4, 5, 14, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 0, "16 are left, and the answers weigh more than they");
    close_desk(&d);
}

Test(cold_mail, few_answers_of_many_take_nothing_back)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    (void)send_to(&d, START, 60, 0, 20, CONTACT_NEW, true);
    answer_from(&d, START + HOUR / 2, 0);
    (void)send_to(&d, START + HOUR / 2, 60, 20, 10, CONTACT_NEW, true);
    cr_expect_eq(evidence_value(d.slot, "answers"), 1);
    cr_expect_eq(against(&d), 0, "1.8 less 29 x 0.155");
    close_desk(&d);
}

/* Those who wrote while the account sent nothing are only among its writers. */
Test(cold_mail, answers_are_found_later_as_well)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    (void)send_to(&d, START, SLOWLY, 0, 9, CONTACT_NEW, true);
    for (uint32_t i = 0; i < 4; i++)
        (void)writers_add(&d.writers, WHO(i));
    (void)send_to(&d, START + 10 * SLOWLY, SLOWLY / 8, 9, 4, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 0, "9 of 13 are left");
    close_desk(&d);
}

/* Five a day, of which none is answered: a hint in the third day, and sure in the second week. */
Test(cold_mail, a_slow_drip_adds_up)
{
    struct desk d;
    seconds day = START;

    sit_down(&d, KIND_STUDENT);
    for (uint32_t i = 0; i < 3; i++, day += DAY)
        (void)send_to(&d, day, HOUR, 5 * i, 5, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 2050);
    for (uint32_t i = 3; i < 7; i++, day += DAY)
        (void)send_to(&d, day, HOUR, 5 * i, 5, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 3350);
    for (uint32_t i = 7; i < 12; i++, day += DAY)
        (void)send_to(&d, day, HOUR, 5 * i, 5, CONTACT_NEW, true);
    cr_expect_eq(ripe(&d), 4000);
    cr_expect_eq(evidence_value(d.slot, "left_without"), 25);
    close_desk(&d);
}

Test(cold_mail, without_a_past_few_recipients_mean_nothing)
{
    struct desk d;

    sit_down(&d, KIND_STAFF);
    (void)send_to(&d, START, 60, 0, 49, CONTACT_UNTOLD, true);
    (void)send_to(&d, START, 60, 100, 400, CONTACT_UNTOLD, false);
    cr_expect_eq(ripe(&d), 0);
    (void)send_to(&d, START + HOUR, 60, 49, 1, CONTACT_UNTOLD, true);
    cr_expect_eq(ripe(&d), 2000);
    (void)send_to(&d, START + HOUR, 1, 50, 500, CONTACT_UNTOLD, true);
    cr_expect_eq(ripe(&d), 3000);
    close_desk(&d);
}
