/*
 * Complaints about who did nothing, or nothing that is complained about: an appeal that was
 * announced, posts of a list, mail in somebody's name from elsewhere, made-up reports, a survey, a
 * search for work.
 */
#include "tests/benchmark/plan.h"

/* Former students are asked for money, as each year; some have had enough. */
PLAY_BEHAVIOUR(alumni_appeal, false)
{
    static const uint32_t sizes[3] = { 800, 1600, 3000 };
    uint32_t sender = people_add(p, ORGANISATION, "alumni-office"), many = sizes[intensity];
    int64_t when = day_start(p, work_day(p, 6)) + 8 * HOUR;
    uint64_t list = dice_next(&p->dice);
    struct text subject = text("Your university needs you");

    site_announce(p, &(struct announcement){ p->persons[sender].name, subject, p->start - 9 * DAY,
                                             when - HOUR, when + 9 * HOUR, many });
    for (uint32_t n = 0; n < many; n++) {
        struct mail m = habits_mail(p, sender, when + (int64_t)n * (7 * HOUR) / many);
        struct text to = outsider(p, list + n);

        m.client = text("alumni.example.edu[10.20.240.9]");
        m.subject = subject;
        m.size = 9400 + dice_below(&p->dice, 60);
        plan_mail(p, &m);
        plan_to(p, to, dice_chance(&p->dice, 30) ? 'u' : usual_fate(&p->dice, to));
        maybe_complains(p, &m, to, 200);
    }
    label_innocent(p, sender, text("%s", name), "an appeal that was announced");
}

/* Who reads a list has its posts from the list; the Message-ID is that of whoever wrote them. */
PLAY_BEHAVIOUR(complained_post, false)
{
    uint32_t sender = people_take(p, EMPLOYEE), first = work_day(p, 10);

    for (uint32_t n = 0; n < 2 + 2 * intensity; n++) {
        struct mail m = habits_mail(p, sender, day_start(p, first + n) + 10 * HOUR);
        struct text list = text("campus-news@example.edu");

        m.subject = text("[campus-news] Lunch talk %u", n);
        plan_mail(p, &m);
        plan_to(p, list, '+');
        plan_complaint(p, &(struct complaint){ .when = m.when,
                                               .after = 7 * HOUR,
                                               .login = m.login,
                                               .to = list,
                                               .by = text("reader%u@site%u.example.com", n, n) });
    }
    label_innocent(p, sender, text("%s", name), "wrote to a list that others did not want");
}

/* Spam of others in this name, which never was here. */
PLAY_BEHAVIOUR(joe_job, false)
{
    uint32_t person = people_take(p, ANYBODY), many = 4 + 8 * intensity;
    int64_t when = day_start(p, work_day(p, 5));

    for (uint32_t n = 0; n < many; n++)
        plan_complaint(p, &(struct complaint){ .when = when + (int64_t)n * 977,
                                               .after = 2 * HOUR,
                                               .login = p->persons[person].name,
                                               .to = outsider(p, dice_next(&p->dice)),
                                               .form = n % 3 ? "arf" : "xarf",
                                               .how = "elsewhere" });
    label_innocent(p, person, text("%s", name), "spam of others in this name");
}

/* Somebody has one mail of this person in hand and makes many reports of it, in others' names;
 * and has ids of his own invention. */
PLAY_BEHAVIOUR(forged_complaints, false)
{
    uint32_t person = people_take(p, ANYBODY);
    struct mail m = habits_mail(p, person, day_start(p, work_day(p, 5)) + 11 * HOUR);
    struct complaint c = { .when = m.when, .login = m.login };

    c.to = text("enemy@site7.example.com");
    plan_mail(p, &m);
    plan_to(p, c.to, '+');
    for (uint32_t n = 0; n < 6 + 6 * intensity; n++) {
        c.after = 5 * HOUR + (int64_t)n * 600;
        c.by = n % 3 ? text("victim%u@uni%u.example.org", n, n) : c.to;
        c.how = n % 3 == 2 ? "forged" : "whole";
        plan_complaint(p, &c);
    }
    label_innocent(p, person, text("%s", name), "one reader makes up reports of many");
}

/* Nothing is wrong with it, and a question is no harm where strangers have complained. */
static void label_asked(struct plan *p, uint32_t person, const char *name, const char *why)
{
    site_label(p, &(struct label){ p->persons[person].name, "*", "none", "contact", p->start,
                                   day_start(p, p->days), text("%s", name), text("%s", why) });
}

/* Mail to strangers over some days, of whom some answer, and one or two mind. */
static void write_to_strangers(struct plan *p, uint32_t person, struct mail like, uint32_t each_day)
{
    uint32_t first = work_day(p, 13);
    uint64_t list = dice_next(&p->dice);

    for (uint32_t day = first; day < first + 9; day++)
        for (uint32_t n = 0; n < each_day && !is_weekend(p, day); n++) {
            struct mail m = habits_mail(p, person, working_hour(&p->dice, day_start(p, day)));
            struct text to = outsider(p, list++);
            int64_t answered = m.when + HOUR + dice_low(&p->dice, 2 * DAY);

            m.subject = like.subject;
            m.size = like.size + dice_below(&p->dice, 200);
            plan_mail(p, &m);
            plan_to(p, to, usual_fate(&p->dice, to));
            maybe_complains(p, &m, to, 600);
            if (dice_chance(&p->dice, 220) && answered < day_start(p, p->days))
                habits_inbound(p, &p->dice, answered, to, m.sender);
        }
}

PLAY_BEHAVIOUR(thesis_survey, false)
{
    static const uint32_t each_day[3] = { 8, 11, 14 };
    uint32_t person = people_take(p, 1 << STUDENT);
    struct mail like = { .subject = text("Ten questions for my thesis"), .size = 7000 };

    write_to_strangers(p, person, like, each_day[intensity]);
    label_asked(p, person, name, "a survey of strangers, of whom a fifth answers");
}

PLAY_BEHAVIOUR(job_hunter, false)
{
    uint32_t person = people_take(p, 1 << STUDENT);
    struct mail like = { .subject = text("Application"), .size = 400000 };

    write_to_strangers(p, person, like, 2 + intensity);
    label_asked(p, person, name, "looks for work");
}
