/*
 * What people do with their own accounts, or have done to them, that single messages do not show:
 * selling, pouring mail on somebody with others, writing to who asked for peace, sharing a
 * password, a second account, forwarding after the end.
 */
#include "tests/benchmark/plan.h"

#include <string.h>

static void label_person(struct plan *p, uint32_t person, struct label l)
{
    l.account = p->persons[person].name;
    site_label(p, &l);
}

/* Something to sell, to people who never asked: few a day, from the own desk, hardly an error in
 * the list, next to no answers, one of a hundred complains. A person has to read it before anybody
 * is shut out for it. */
PLAY_BEHAVIOUR(willing_commercial, true)
{
    static const uint32_t rates[3] = { 15, 25, 40 };
    uint32_t sender = people_take(p, ANYBODY), first = work_day(p, 14), n = 0;
    uint64_t list = dice_next(&p->dice);
    struct label l = { .clause = "commercial",
                       .least = "contact",
                       .greatest = "hold_mailing",
                       .from = day_start(p, first),
                       .to = day_start(p, first + 12),
                       .kind = text("%s %u/day", name, rates[intensity]),
                       .why = text("%u offers a day to strangers", rates[intensity]) };

    for (uint32_t day = first; day < first + 12; day++)
        for (uint32_t i = 0; i < rates[intensity] && !is_weekend(p, day); i++, n++) {
            struct mail m = habits_mail(p, sender, working_hour(&p->dice, day_start(p, day)));
            struct text to = outsider(p, list + n);
            char fate;

            m.client = home_client(p, sender, m.when);
            m.subject = text("Your web site could sell more");
            m.size = 11000 + dice_below(&p->dice, 40);
            plan_mail(p, &m);
            fate = dice_chance(&p->dice, 25) ? 'u' : usual_fate(&p->dice, to);
            plan_to(p, to, fate);
            if (strchr("+gt", fate))
                maybe_complains(p, &m, to, 1000);
        }
    label_person(p, sender, l);
    l.clause = "*";
    l.least = "none";
    label_person(p, sender, l);
}

/* So many accounts, one target. */
PLAY_BEHAVIOUR(distributed_bomb, true)
{
    static const uint32_t parts[3] = { 6, 12, 20 };
    int64_t when = day_start(p, work_day(p, 1)) + 21 * HOUR;
    struct text target = outsider(p, dice_next(&p->dice));

    for (uint32_t part = 0; part < parts[intensity]; part++) {
        uint32_t sender = people_take(p, 1 << STUDENT);
        struct label l = { .clause = "malicious",
                           .least = "contact",
                           .greatest = "disable_sending",
                           .from = when,
                           .to = when + DAY,
                           .kind = text("%s %u", name, parts[intensity]),
                           .why = text("one of %u who write to one address", parts[intensity]) };

        for (uint32_t n = 0; n < 12; n++) {
            struct mail m = habits_mail(p, sender, when + n * 240 + dice_below(&p->dice, 200));

            m.subject = text("Give it back");
            m.size = 3000 + dice_below(&p->dice, 30);
            plan_mail(p, &m);
            plan_to(p, target, n > 6 && part % 2 ? 'q' : '+');
        }
        label_person(p, sender, l);
        l.clause = "*";
        l.least = "none";
        label_person(p, sender, l);
    }
}

/* Somebody has asked for no more mail; it comes again, under another address of the person. */
PLAY_BEHAVIOUR(no_contact, true)
{
    uint32_t sender = people_take(p, ANYBODY);
    uint32_t day = work_day(p, 3);
    struct contact to = { .person = 0 };

    if (intensity == 2) /* a member as well */
        to.person = people_take(p, ANYBODY);
    to.address = to.person ? address_of(p, to.person) : outsider(p, dice_next(&p->dice));
    p->persons[sender].alias = text("%s.private@example.edu", p->persons[sender].name.s);
    site_no_contact(p, to.address, sender, day_start(p, day) - 4 * DAY);
    for (uint32_t n = 0; n <= intensity; n++) {
        struct mail m = habits_mail(p, sender, day_start(p, day + n) + 15 * HOUR);

        m.sender = n % 2 ? m.sender : p->persons[sender].alias;
        m.subject = text("Please talk to me");
        plan_mail(p, &m);
        plan_to(p, to.address, '+');
    }
    label_person(p, sender,
                 (struct label){ .clause = "harassment",
                                 .least = "contact",
                                 .greatest = "throttle",
                                 .from = day_start(p, day),
                                 .to = day_start(p, day + 3),
                                 .kind = text("%s %u", name, 1 + intensity),
                                 .why = text("writes to who asked for no more mail") });
}

/* Two people in two countries with one password, by turns, for weeks. Logs cannot prove it. */
PLAY_BEHAVIOUR(shared_account, true)
{
    uint32_t sender = people_take(p, ANYBODY), first = work_day(p, 10);
    struct text one = foreign_client(dice_next(&p->dice));
    struct text other = foreign_client(dice_next(&p->dice));
    struct label l = { .clause = "accounts",
                       .least = "notify",
                       .greatest = "contact",
                       .from = day_start(p, first),
                       .to = day_start(p, first + 10),
                       .kind = text("%s %u", name, 4 + 2 * intensity),
                       .why = text("used in two places by turns") };

    for (uint32_t day = first; day < first + 10; day++)
        for (uint32_t n = 0; n < 4 + 2 * intensity; n++) {
            struct mail m =
                habits_mail(p, sender, day_start(p, day) + 8 * HOUR + (int64_t)n * 5400);

            m.client = n % 2 ? one : other;
            plan_mail(p, &m);
            habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, sender));
        }
    label_person(p, sender, l);
    l.clause = "*";
    l.least = "none";
    label_person(p, sender, l);
}

/* The policy allows a person one. */
PLAY_BEHAVIOUR(second_account, true)
{
    uint32_t first = people_take(p, EMPLOYEE), second = people_take(p, 1 << STUDENT);
    struct label l = { .clause = "accounts",
                       .least = "notify",
                       .greatest = "contact",
                       .from = p->start,
                       .to = day_start(p, p->days),
                       .kind = text("%s", name),
                       .why = text("a person's second account") };

    (void)intensity;
    p->persons[second].same_as = first;
    p->persons[second].since = -100;
    label_person(p, second, l);
    l.clause = "*";
    l.least = "none";
    label_person(p, first, l);
}

/* An organisation may have one beside its people's. */
PLAY_BEHAVIOUR(organisation_account, false)
{
    uint32_t person = people_take(p, 1 << STAFF);
    uint32_t office = people_add(p, ORGANISATION, "chess-club");

    p->persons[office].same_as = person;
    for (uint32_t day = 1; day < p->days; day += 2)
        for (uint32_t n = 0; n < 1 + intensity; n++) {
            struct mail m = habits_mail(p, office, working_hour(&p->dice, day_start(p, day)));

            m.client = campus_client(p, person);
            plan_mail(p, &m);
            habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, office));
        }
    label_innocent(p, office, text("%s", name), "an organisation's account, of the same person");
    label_innocent(p, person, text("%s", name), "has an organisation's account beside the own");
}

/* The year of forwarding is over, and the alias is still there: the operators' to mend. */
PLAY_BEHAVIOUR(former_forwarding, true)
{
    uint32_t person = people_leaver(p, 1), last = 2;
    struct text to = text("%s@bigmail.example", p->persons[person].name.s);

    p->persons[person].since = -2000;
    p->persons[person].left = -362;
    p->persons[person].forward_until = last;
    p->persons[person].forward_to = to;
    for (uint32_t n = 0; n < 3 + 5 * intensity; n++) {
        struct mail m = { .when = working_hour(&p->dice, day_start(p, last + 2 + n)),
                          .kind = "mail",
                          .size = 9000,
                          .subject = text("Reunion %u", n) };

        m.client = text("out%u.example.com[192.0.2.%u]", n % 20, 1 + n % 20);
        m.sender = outsider(p, dice_next(&p->dice));
        plan_mail(p, &m);
        plan_forwarded(p, address_of(p, person), '+', to);
    }
    label_person(p, person,
                 (struct label){ .clause = "leavers",
                                 .least = "notify",
                                 .greatest = "contact",
                                 .from = day_start(p, last + 1),
                                 .to = day_start(p, p->days),
                                 .kind = text("%s %u", name, 3 + 5 * intensity),
                                 .why = text("still forwarded after the granted time") });
    label_mailbox(p, person, last);
}
