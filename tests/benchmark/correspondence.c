/*
 * Mail of people with many, or with one time and again, that looks bad and is not: who it is that
 * began, and who answers, tells the difference.
 */
#include "tests/benchmark/plan.h"

/* Unknown people ask, and are answered one by one. */
static void answer_strangers(struct plan *p, uint32_t sender, int64_t day, uint32_t many)
{
    for (uint32_t n = 0; n < many; n++) {
        struct text by = outsider(p, dice_next(&p->dice));
        int64_t asked = working_hour(&p->dice, day),
                answered = asked + 300 + dice_low(&p->dice, HOUR);
        struct mail m = habits_mail(p, sender, answered);

        habits_inbound(p, &p->dice, asked, by, address_of(p, sender));
        m.client = campus_client(p, sender);
        m.subject = text("Re: [help] request %u", dice_below(&p->dice, 90000));
        plan_mail(p, &m);
        plan_to(p, by, usual_fate(&p->dice, by));
    }
}

PLAY_BEHAVIOUR(help_desk, false)
{
    uint32_t sender = people_take(p, 1 << STAFF);

    for (uint32_t day = 0; day < p->days; day++)
        if (!is_weekend(p, day))
            answer_strangers(p, sender, day_start(p, day), 20 + 25 * intensity);
    label_innocent(p, sender, text("%s", name), "answers people who asked");
}

/* On the day before the exam, from their private addresses. */
PLAY_BEHAVIOUR(teacher_of_many, false)
{
    uint32_t sender = people_take(p, 1 << FACULTY);

    answer_strangers(p, sender, day_start(p, work_day(p, 1)), 40 + 40 * intensity);
    label_innocent(p, sender, text("%s", name), "the students wrote first");
}

/* Invitations to colleagues elsewhere by an old list: too few to be announced. Nobody would
 * object to a question about it. */
PLAY_BEHAVIOUR(stale_list, false)
{
    static const uint32_t stale[3] = { 50, 120, 200 };
    uint32_t sender = people_take(p, 1 << FACULTY);
    uint32_t day = work_day(p, 2), many = 40 + 25 * intensity;
    uint64_t list = dice_next(&p->dice);

    for (uint32_t n = 0; n < many; n++) {
        struct mail m = habits_mail(p, sender, working_hour(&p->dice, day_start(p, day)));
        struct contact to = { .person = 0 };

        m.client = campus_client(p, sender);
        m.subject = text("Workshop on measure theory, invitation");
        m.size = 8000 + dice_below(&p->dice, 30);
        plan_mail(p, &m);
        to.address = text("colleague.%u@uni%u.example.org", (unsigned)(list + n) % 100000, n % 90);
        if (dice_chance(&p->dice, stale[intensity]))
            plan_to(p, to.address, 'u');
        else
            habits_to(p, &p->dice, &m, to);
    }
    site_label(p, &(struct label){ p->persons[sender].name, "*", "none", "contact",
                                   day_start(p, day), day_start(p, day + 2), text("%s", name),
                                   text("an old list of colleagues, %u people", many) });
}

/* Photographs and drafts to the own address elsewhere, one after the other. */
PLAY_BEHAVIOUR(private_backup, false)
{
    uint32_t sender = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 1)) + 19 * HOUR;

    for (uint32_t n = 0; n < 40 + 40 * intensity; n++) {
        struct mail m = habits_mail(p, sender, when + (int64_t)n * 40);

        m.client = home_client(p, sender, when);
        m.subject = text("IMG_%u.jpg", 2000 + n);
        m.size = 1500000 + dice_below(&p->dice, 3000000);
        plan_mail(p, &m);
        plan_to(p, text("%s@bigmail.example", p->persons[sender].name.s), '+');
    }
    label_innocent(p, sender, text("%s", name), "a backup to the own address elsewhere");
}

/* Somebody has put the person's address into the forms of a thousand newsletters. */
PLAY_BEHAVIOUR(subscription_bombing, false)
{
    uint32_t person = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 1)) + 2 * HOUR;

    for (uint32_t n = 0; n < 250 + 250 * intensity; n++) {
        struct mail m = { .when = when + 14 * (int64_t)n, .kind = "mail", .size = 4000 + n };

        m.client = text("shop%u.example.net[198.51.100.%u]", n % 200, 1 + n % 200);
        m.sender = text("confirm+%u@shop%u.example.net", n, n % 200);
        m.subject = text("Please confirm your subscription");
        plan_mail(p, &m);
        plan_to(p, address_of(p, person), '+');
    }
    label_innocent(p, person, text("%s", name), "the victim of a flood of newsletters");
}

/* Two programs that answer each other, until one of them gives up. */
PLAY_BEHAVIOUR(mail_loop, false)
{
    uint32_t person = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 1)) + 22 * HOUR;
    struct text other = outsider(p, dice_next(&p->dice));

    for (uint32_t n = 0; n < 40 + 60 * intensity; n++) {
        struct mail m = { .when = when + 7 * (int64_t)n, .kind = "program", .size = 2100 };

        habits_inbound(p, &p->dice, m.when, other, address_of(p, person));
        m.when += 2;
        m.login = text("vmail");
        m.from = address_of(p, person);
        m.subject = text("I am away");
        plan_mail(p, &m);
        plan_to(p, other, '+');
    }
    label_innocent(p, person, text("%s", name), "two programs answer each other");
}
