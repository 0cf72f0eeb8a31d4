/* Two places by turns, where databases of countries and systems tell more of them. */
#include "tests/units/desk.h"

extern const struct detector detector_shared_account;

TestSuite(shared_account, .timeout = 60);

enum { NOTHING = -1, START = 100 * DAY, FOUR_TURNS = 4, FIVE_TURNS = 5 };

static const struct location here = {
    .near = 1, .wide = 1, .client = 1, .country = 'D' << 8 | 'E'
};
static const struct location abroad = {
    .near = 2, .wide = 2, .client = 2, .country = 'F' << 8 | 'R'
};

static void sit_down(struct desk *d)
{
    open_desk(d, &detector_shared_account, KIND_STUDENT);
    d->w.calendar = &d->calendar;
    d->account.in_directory = true;
}

/* Its state is numbers alone, where the desk looks for a container. */
static void leave(struct desk *d)
{
    memset(d->state, 0, sizeof(d->state));
    close_desk(d);
}

static void send_from(struct desk *d, seconds when, const struct location *from)
{
    struct message m = { .account = &d->account, .accepted = when * USEC_PER_SECOND };
    struct event ev = { .kind = EVENT_MESSAGE, .account = &d->account, .message = &m };

    ev.from = from;
    ev.when = m.accepted;
    m.accepted_line = (struct kept_line){ { .line = (uint32_t)when }, ev.when, SLICE("a line") };
    detector_shared_account.on[EVENT_MESSAGE](&d->w, &ev);
}

/* So many messages on each day, an hour and a half apart. */
static void take_turns(struct desk *d, int days, int messages, const struct location *a,
                       const struct location *b)
{
    for (int day = 0; day < days; day++)
        for (int n = 0; n < messages; n++)
            send_from(d, START + day * DAY + 8 * HOUR + n * 90 * MINUTE, n % 2 ? b : a);
}

static int warranted(const struct location *a, const struct location *b, int days, int messages)
{
    struct desk d;
    int said;

    sit_down(&d);
    take_turns(&d, days, messages, a, b);
    said = d.slot && d.slot->is_ripe ? (int)d.slot->warrants : NOTHING;
    leave(&d);
    return said;
}

Test(shared_account, two_countries_are_told_sooner)
{
    struct location unknown = abroad;

    unknown.country = 0;
    cr_expect_eq(warranted(&here, &abroad, 3, FOUR_TURNS), (int)ACTION_NOTIFY, "six changes");
    cr_expect_eq(warranted(&here, &unknown, 3, FOUR_TURNS), NOTHING);
    cr_expect_eq(warranted(&here, &abroad, 2, 10), NOTHING, "two days");
}

Test(shared_account, one_country_is_one_place)
{
    struct location other = abroad;

    other.country = here.country;
    cr_expect_eq(warranted(&here, &other, 10, FIVE_TURNS), NOTHING);
}

Test(shared_account, families_are_one_line_unless_their_systems_are_known)
{
    struct location v4 = here, v6 = abroad;

    v4.country = v6.country = 0;
    v6.is_ipv6 = true;
    cr_expect_eq(warranted(&v4, &v6, 10, FIVE_TURNS), NOTHING);
    v6.asn = 64500;
    cr_expect_eq(warranted(&v4, &v6, 10, FIVE_TURNS), NOTHING, "one of them");
    v4.asn = 64501;
    cr_expect_eq(warranted(&v4, &v6, 10, FIVE_TURNS), (int)ACTION_NOTIFY);
    v4.asn = v6.asn = 0;
    v4.country = here.country;
    v6.country = abroad.country;
    cr_expect_eq(warranted(&v4, &v6, 10, FIVE_TURNS), (int)ACTION_NOTIFY, "two countries");
}

Test(shared_account, over_the_border_and_back_is_the_way_to_work)
{
    struct location a = here, b = abroad;

    a.wide_users = b.wide_users = 5;
    cr_expect_eq(warranted(&a, &b, 10, FIVE_TURNS), NOTHING);
    b.wide_users = 4;
    cr_expect_eq(warranted(&a, &b, 10, FIVE_TURNS), (int)ACTION_NOTIFY);
}

Test(shared_account, a_traveller_comes_by_many_places)
{
    struct location at = { 0 };
    struct desk d;

    sit_down(&d);
    for (uint32_t n = 0; n < 200; n++) {
        at.wide = at.near = at.client = 1 + n * 7919 % 40;
        send_from(&d, START + n * 40 * MINUTE, &at);
    }
    cr_expect(!d.slot || !d.slot->is_ripe);
    leave(&d);
}

Test(shared_account, others_in_between_do_not_hide_it)
{
    struct location at = { 0 };
    struct desk d;

    sit_down(&d);
    for (uint32_t day = 0; day < 4; day++)
        for (uint32_t n = 0; n < 6; n++) {
            seconds when = START + day * DAY + 8 * HOUR + n * 90 * MINUTE;

            send_from(&d, when, n % 2 ? &here : &abroad);
            at.wide = at.near = at.client = 100 + 6 * day + n;
            send_from(&d, when + 30 * MINUTE, &at);
        }
    cr_assert(d.slot && d.slot->is_ripe);
    cr_expect_eq(d.slot->warrants, ACTION_NOTIFY);
    cr_expect_lt(d.slot->weight, 2000, "never one of two kinds that disable");
    cr_expect_eq(evidence_value(d.slot, "minutes"), 180);
    leave(&d);
}
