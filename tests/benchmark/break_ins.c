/*
 * Accounts in foreign hands that hide in something: in the victim's contacts, in an announced
 * mailing, behind a guessed password, in a block that strikes everybody.
 */
#include "tests/benchmark/spam.h"

/* To those whom the victim knows: nobody unknown, nothing bounces. */
PLAY_BEHAVIOUR(own_contacts, true)
{
    struct run r = run_by(p, 0, 0);
    int64_t when = day_start(p, work_day(p, 1)) + 11 * HOUR;
    struct text client = foreign_client(dice_next(&p->dice));

    for (uint32_t n = 0; n < 25 + 25 * intensity; n++) {
        struct mail m = habits_mail(p, r.victim, when + (int64_t)n * 4);

        m.client = client;
        m.subject = r.subject;
        m.size = r.size;
        plan_mail(p, &m);
        plan_to(p, contact_of(p, &p->dice, r.victim), '+');
    }
    label_hijacked(p, r.victim, when, when + DAY, text("%s %u", name, 25 + 25 * intensity),
                   text("to the victim's own contacts within minutes"));
}

/* While a mailing of the same account is announced, another one goes out. */
PLAY_BEHAVIOUR(hijacked_window, true)
{
    struct run r = run_by(p, 300, 20);
    int64_t when = day_start(p, work_day(p, 1)) + 10 * HOUR;
    uint64_t net = dice_next(&p->dice);
    uint32_t many = 300 + 300 * intensity;

    r.subject = text("Invoice overdue");
    site_announce(p, &(struct announcement){ p->persons[r.victim].name, text("Open day 2026"),
                                             p->start - DAY, when - HOUR, when + 8 * HOUR, 1200 });
    for (uint32_t n = 0; n < many; n++)
        spam(p, &r, when + (int64_t)n * 10, foreign_client(net), n, 1);
    label_hijacked(p, r.victim, when, when + DAY, text("%s %u", name, many),
                   text("%u under an announcement of something else", many));
}

/* Tries, a success, and from the same place some mail the next days. */
PLAY_BEHAVIOUR(guessed_password, true)
{
    static const uint32_t rates[3] = { 30, 60, 120 };
    struct run r = run_by(p, 200, 20);
    struct text client = foreign_client(dice_next(&p->dice));
    uint32_t day = work_day(p, 3), many = rates[intensity];
    int64_t from = guess_password(p, r.victim, client, day_start(p, day) + 2 * HOUR);

    for (uint32_t n = 0; n < 2 * many; n++)
        spam(p, &r, from + (n / many) * DAY + (int64_t)(n % many) * (8 * HOUR / many), client, n,
             1);
    label_hijacked(p, r.victim, from, from + 2 * DAY, text("%s %u/day", name, many),
                   text("guessed, then %u a day", many));
}

/* One floods a provider, and it takes nothing from anybody here for hours. */
PLAY_BEHAVIOUR(blocked_by_one, true)
{
    struct run r = run_by(p, 200, 20);
    int64_t when = day_start(p, work_day(p, 1)) + 8 * HOUR;
    uint64_t net = dice_next(&p->dice);
    uint32_t many = 250 + 150 * intensity;

    for (uint32_t n = 0; n < many; n++) {
        struct mail m = habits_mail(p, r.victim, when + (int64_t)n * 12);
        struct text to;

        m.client = foreign_client(net + n % 3);
        m.subject = r.subject;
        m.size = r.size;
        plan_mail(p, &m);
        to = n % 5 == 4 ? outsider(p, r.list + n)
                        : text("client.%u@outmail.example", (unsigned)(r.list + n) % 90000);
        plan_to(p, to, n % 5 < 4 && n > many / 2 ? 'r' : spam_fate(p, &r, to));
    }
    for (uint32_t n = 0; n < 60; n++) {
        uint32_t person = people_any(p, &p->dice);
        struct mail m = habits_mail(p, person, when + many * 6 + dice_below(&p->dice, 6 * HOUR));

        plan_mail(p, &m);
        plan_to(p, text("friend.%u@outmail.example", dice_below(&p->dice, 9000)), 'r');
    }
    label_hijacked(p, r.victim, when, when + DAY, text("%s %u", name, many),
                   text("%u, most to one provider, which blocks everybody", many));
}
