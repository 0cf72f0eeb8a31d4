/*
 * Days of people that look odd and are not: a busy one, one after an outage, the first ones,
 * those abroad; and mail under another name that may be.
 */
#include "tests/benchmark/plan.h"

/* Different mails to different people, all in a day. */
PLAY_BEHAVIOUR(many_different_mails, false)
{
    uint32_t sender = people_take(p, EMPLOYEE);
    int64_t day = day_start(p, work_day(p, 1));
    uint32_t many = 60 + 45 * intensity;

    for (uint32_t n = 0; n < many; n++) {
        struct mail m = habits_mail(p, sender, working_hour(&p->dice, day));

        plan_mail(p, &m);
        habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, sender));
    }
    label_innocent(p, sender, text("%s", name), "a busy day");
}

/* What a program could not send for hours, in a minute. */
PLAY_BEHAVIOUR(queue_flush, false)
{
    uint32_t sender = people_take(p, EMPLOYEE);
    int64_t when = day_start(p, work_day(p, 1)) + 16 * HOUR;
    uint32_t many = 20 + 20 * intensity;

    for (uint32_t n = 0; n < many; n++) {
        struct mail m = habits_mail(p, sender, when + n);

        m.client = campus_client(p, sender);
        plan_mail(p, &m);
        plan_to(p, contact_of(p, &p->dice, sender), '+');
    }
    label_innocent(p, sender, text("%s", name), "a queue is flushed after an outage");
}

/* Everybody is new to them. */
PLAY_BEHAVIOUR(new_hire, false)
{
    uint32_t sender = people_take(p, EMPLOYEE);
    uint32_t first = work_day(p, 3);

    p->persons[sender].since = first;
    for (uint32_t day = first; day < first + 3; day++)
        for (uint32_t n = 0; n < 10 + 10 * intensity; n++) {
            struct mail m = habits_mail(p, sender, working_hour(&p->dice, day_start(p, day)));
            struct contact to = { .person = 0 };

            plan_mail(p, &m);
            if (dice_chance(&p->dice, 600))
                to.person = people_any(p, &p->dice);
            to.address = to.person ? address_of(p, to.person) : outsider(p, dice_next(&p->dice));
            habits_to(p, &p->dice, &m, to);
        }
    label_innocent(p, sender, text("%s", name), "the first days");
}

/* Hotels, airports, a VPN, the phone: another network each time. */
PLAY_BEHAVIOUR(traveller, false)
{
    uint32_t sender = people_take(p, 1 << FACULTY);
    uint32_t first = work_day(p, 3);

    for (uint32_t day = first; day < first + 3; day++)
        for (uint32_t n = 0; n < 6 + 4 * intensity; n++) {
            struct mail m = habits_mail(p, sender, working_hour(&p->dice, day_start(p, day)));

            m.client = foreign_client(dice_next(&p->dice) % 40);
            plan_mail(p, &m);
            habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, sender));
        }
    label_innocent(p, sender, text("%s", name), "on a journey");
}

/* The dean's secretary writes in the dean's name, and the directory says that she may. */
PLAY_BEHAVIOUR(delegate, false)
{
    uint32_t dean = people_take(p, 1 << FACULTY);
    uint32_t sender = people_take(p, 1 << STAFF);

    p->persons[dean].delegate = sender;
    for (uint32_t n = 0; n < 8 + 8 * intensity; n++) {
        struct mail m = habits_mail(
            p, sender, working_hour(&p->dice, day_start(p, dice_below(&p->dice, p->days))));

        m.from = address_of(p, dean);
        if (n % 2)
            m.sender = m.from;
        plan_mail(p, &m);
        habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, dean));
    }
    label_innocent(p, sender, text("%s", name), "sends for the dean, as a delegate");
    label_innocent(p, dean, text("%s", name), "has a delegate");
}

/* The own address at a provider, in the header From. */
PLAY_BEHAVIOUR(private_from, false)
{
    uint32_t sender = people_take(p, ANYBODY);

    for (uint32_t n = 0; n < 6 + 10 * intensity; n++) {
        struct mail m = habits_mail(
            p, sender, working_hour(&p->dice, day_start(p, dice_below(&p->dice, p->days))));

        m.from = text("%s.private@bigmail.example", p->persons[sender].name.s);
        plan_mail(p, &m);
        habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, sender));
    }
    label_innocent(p, sender, text("%s", name), "an own address elsewhere");
}

PLAY_BEHAVIOUR(tagged_from, false)
{
    uint32_t sender = people_take(p, ANYBODY);

    for (uint32_t n = 0; n < 6 + 10 * intensity; n++) {
        struct mail m = habits_mail(
            p, sender, working_hour(&p->dice, day_start(p, dice_below(&p->dice, p->days))));

        m.sender = text("%s+shop%u@example.edu", p->persons[sender].name.s, n % 3);
        plan_mail(p, &m);
        habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, sender));
    }
    label_innocent(p, sender, text("%s", name), "an own address with a tag");
}

/* Words that spam has, too, and nothing else of it. */
PLAY_BEHAVIOUR(spam_words, false)
{
    static const char *const words[3] = { "Your account will be disabled, urgent",
                                          "Winner of the prize: free money",
                                          "status=bounced 550 5.7.1 spam message rejected" };
    uint32_t sender = people_take(p, EMPLOYEE);

    for (uint32_t n = 0; n < 12; n++) {
        struct mail m = habits_mail(
            p, sender, working_hour(&p->dice, day_start(p, dice_below(&p->dice, p->days))));

        m.subject = text("%s", words[(intensity + n) % 3]);
        plan_mail(p, &m);
        plan_to(p, contact_of(p, &p->dice, sender), '+');
    }
    label_innocent(p, sender, text("%s", name), "words are no evidence");
}
