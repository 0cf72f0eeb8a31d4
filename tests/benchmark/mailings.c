/*
 * Mail to many that is right: told beforehand, late, to a class, to a group that knows it.
 */
#include "tests/benchmark/plan.h"

static const uint32_t sizes[3] = { 260, 620, 1400 };

/* Member i of the university, counted from some first one; more than have an account of this plan
 * are asked for only where they get mail and send none. */
static struct text member(const struct plan *p, uint32_t first, uint32_t i)
{
    return i < p->accounts ? address_of(p, 1 + (first + i) % p->accounts)
                           : text("member.%u@example.edu", first + i);
}

/* So many members of the university, none twice. */
static void to_members(struct plan *p, uint32_t many, uint32_t stale)
{
    uint32_t first = dice_below(&p->dice, p->accounts);

    for (uint32_t i = 0; i < many; i++) {
        bool is_gone = dice_chance(&p->dice, stale);

        plan_to(p, is_gone ? text("gone.%u@example.edu", first + i) : member(p, first, i),
                is_gone ? 'u' : '+');
    }
}

static void to_outside(struct plan *p, uint64_t list, uint32_t from, uint32_t to, uint32_t stale)
{
    for (uint32_t i = from; i < to; i++) {
        struct text address = outsider(p, list + i);

        plan_to(p, address, dice_chance(&p->dice, stale) ? 'u' : usual_fate(&p->dice, address));
    }
}

PLAY_BEHAVIOUR(announced_mailing, false)
{
    uint32_t sender = people_add(p, ORGANISATION, "registrar");
    int64_t when = day_start(p, work_day(p, 1)) + 9 * HOUR;
    uint32_t many = sizes[intensity];
    struct mail m = habits_mail(p, sender, when);

    m.subject = text("Enrolment for the summer term");
    site_announce(p, &(struct announcement){ p->persons[sender].name, m.subject, p->start - 5 * DAY,
                                             when - HOUR, when + 9 * HOUR, many + many / 10 });
    for (uint32_t sent = 0; sent < many; sent += 200) {
        m.when = when + 40 * (int64_t)(sent / 200);
        plan_mail(p, &m);
        to_members(p, many - sent < 200 ? many - sent : 200, 15);
    }
    label_innocent(p, sender, text("%s", name), "a mailing that was announced");
}

/* To all of a faculty or the house, by somebody who has told the operators. */
PLAY_BEHAVIOUR(announced_by_person, false)
{
    uint32_t sender = people_take(p, EMPLOYEE);
    int64_t when = day_start(p, work_day(p, 1)) + 11 * HOUR;
    uint32_t many = 400 << intensity;
    struct mail m = habits_mail(p, sender, when);

    m.subject = text("The works council invites to its assembly");
    site_announce(p, &(struct announcement){ p->persons[sender].name, m.subject, when - 2 * DAY,
                                             when - HOUR, when + 12 * HOUR, many });
    for (uint32_t sent = 0; sent < many; sent += 400) {
        m.when = when + 60 * (int64_t)(sent / 400);
        plan_mail(p, &m);
        to_members(p, 400, 10);
    }
    label_innocent(p, sender, text("%s", name), "a mailing that somebody announced");
}

/* The operators are told two hours after it began. */
PLAY_BEHAVIOUR(announced_late, false)
{
    uint32_t sender = people_take(p, EMPLOYEE);
    int64_t when = day_start(p, work_day_without_limit(p)) + 10 * HOUR;
    uint32_t many = 300 + 200 * intensity;
    struct mail m = habits_mail(p, sender, when);

    m.subject = text("Building closed on Friday");
    site_announce(p, &(struct announcement){ p->persons[sender].name, m.subject, when + 2 * HOUR,
                                             when - HOUR, when + 12 * HOUR, many });
    plan_mail(p, &m);
    to_members(p, many, 10);
    site_label(p, &(struct label){ p->persons[sender].name, "mass_mailing", "notify", "contact",
                                   when, when + DAY, text("%s", name),
                                   text("%u people, announced after the first message", many) });
    if (many > 500)
        label_server(p, when);
}

/* All of a class, on the first day and each week; nobody would announce that. */
PLAY_BEHAVIOUR(class_announcement, false)
{
    uint32_t sender = people_take(p, 1 << FACULTY);
    static const uint32_t sizes_of_class[3] = { 60, 160, 320 };
    uint32_t many = sizes_of_class[intensity];
    uint64_t class = dice_next(&p->dice);

    for (uint32_t day = 0; day < p->days; day += 7) {
        struct mail m = habits_mail(p, sender, day_start(p, day) + 8 * HOUR);

        m.subject = text("Lecture in week %u", 1 + day / 7);
        plan_mail(p, &m);
        for (uint32_t i = 0; i < many; i++)
            plan_to(p, address_of(p, 1 + (uint32_t)((class + i) % p->accounts)), '+');
    }
    label_innocent(p, sender, text("%s", name), "a class is told what its students need");
}

/* Minutes to the same people, a quarter of them elsewhere, twice a week. */
PLAY_BEHAVIOUR(habitual_group, false)
{
    uint32_t sender = people_take(p, EMPLOYEE);
    uint64_t group = dice_next(&p->dice);
    static const uint32_t sizes_of_group[3] = { 40, 120, 260 };
    uint32_t many = sizes_of_group[intensity];

    for (uint32_t day = 1; day < p->days; day += 3) {
        struct mail m = habits_mail(p, sender, day_start(p, day) + 14 * HOUR);

        plan_mail(p, &m);
        for (uint32_t i = 0; i < many; i++)
            plan_to(p,
                    i % 4 ? address_of(p, 1 + (uint32_t)((group + i) % p->accounts))
                          : outsider(p, group + i),
                    '+');
    }
    label_innocent(p, sender, text("%s", name), "always the same group");
}

/* Invitations over three days, from a list of which some addresses are stale; announced. */
PLAY_BEHAVIOUR(conference_organiser, false)
{
    static const uint32_t sizes_of_list[3] = { 300, 900, 3000 }, stale[3] = { 50, 120, 200 };
    uint32_t sender = people_take(p, 1 << FACULTY), many = sizes_of_list[intensity];
    uint32_t day = work_day(p, 3), each_day = many / 3;
    uint64_t list = dice_next(&p->dice);
    struct text subject = text("Call for papers, second announcement");

    site_announce(p, &(struct announcement){ p->persons[sender].name, subject, p->start - DAY,
                                             day_start(p, day), day_start(p, day + 3), many });
    for (uint32_t n = 0; n < many; n++) {
        int64_t in_day = n % each_day * (int64_t)(2 * HOUR) / each_day;
        struct mail m =
            habits_mail(p, sender, day_start(p, day + n / each_day) + 9 * HOUR + in_day);

        m.client = campus_client(p, sender);
        m.subject = subject;
        m.size = 9000 + dice_below(&p->dice, 40);
        plan_mail(p, &m);
        to_outside(p, list, n, n + 1, stale[intensity]);
        maybe_complains(p, &m, outsider(p, list + n), 200);
    }
    label_innocent(p, sender, text("%s", name), "a call for papers that was announced");
}

/* Those who applied are told, each in a mail of its own: a role's duty, and announced. */
PLAY_BEHAVIOUR(admissions, false)
{
    static const uint32_t many[3] = { 5000, 10000, 20000 };
    uint32_t sender = people_add(p, ORGANISATION, "admissions");
    int64_t when = day_start(p, work_day(p, 1)) + 9 * HOUR;
    uint64_t list = dice_next(&p->dice);
    struct text subject = text("Your application to Benchmark University");

    site_announce(p, &(struct announcement){ p->persons[sender].name, subject, p->start - 9 * DAY,
                                             when - HOUR, when + 9 * HOUR, many[intensity] });
    for (uint32_t n = 0; n < many[intensity]; n++) {
        struct mail m = habits_mail(p, sender, when + (int64_t)n * (6 * HOUR) / many[intensity]);

        m.client = text("admissions.example.edu[10.20.240.7]");
        m.subject = subject;
        m.size = 6100 + dice_below(&p->dice, 50);
        plan_mail(p, &m);
        to_outside(p, list, n, n + 1, 40);
        maybe_complains(p, &m, outsider(p, list + n), 50);
    }
    label_innocent(p, sender, text("%s", name), "applicants were told, as announced");
}

/* One cold mail each to members, of a study; announced. */
PLAY_BEHAVIOUR(announced_survey, false)
{
    uint32_t sender = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 1)) + 11 * HOUR;
    uint32_t many = 250 << intensity;
    struct text subject = text("Survey on how students sleep");

    site_announce(p, &(struct announcement){ p->persons[sender].name, subject, p->start - 2 * DAY,
                                             when - HOUR, when + 10 * HOUR, many });
    for (uint32_t n = 0; n < many; n++) {
        struct mail m = habits_mail(p, sender, when + 9 * (int64_t)n);

        m.subject = subject;
        m.size = 5200 + dice_below(&p->dice, 20);
        plan_mail(p, &m);
        plan_to(p, member(p, 0, n), '+');
    }
    label_innocent(p, sender, text("%s", name), "a survey that was announced");
}

/* Thirty people, and each change of each date is a mail of its own. */
PLAY_BEHAVIOUR(calendar_series, false)
{
    uint32_t sender = people_take(p, EMPLOYEE);
    int64_t when = day_start(p, work_day(p, 1)) + 15 * HOUR;
    uint64_t group = dice_next(&p->dice);
    uint32_t updates = 4 + 4 * intensity;

    for (uint32_t n = 0; n < updates; n++) {
        struct mail m = habits_mail(p, sender, when + 45 * (int64_t)n);

        m.subject = text("Invitation: Seminar");
        m.size = 3100 + n;
        plan_mail(p, &m);
        for (uint32_t i = 0; i < 30; i++)
            plan_to(p, address_of(p, 1 + (uint32_t)((group + i) % p->accounts)), '+');
    }
    label_innocent(p, sender, text("%s", name), "changes of a series of dates");
}
