/*
 * What an account's own person, a host or the operators do that the policy does not allow.
 */
#include "tests/benchmark/plan.h"

static void label_person(struct plan *p, uint32_t person, struct label l)
{
    l.account = p->persons[person].name;
    site_label(p, &l);
}

static void label_mailing(struct plan *p, uint32_t sender, int64_t when, struct text kind,
                          struct text why)
{
    label_person(p, sender,
                 (struct label){ .clause = "mass_mailing",
                                 .least = "contact",
                                 .greatest = "hold_mailing",
                                 .from = when,
                                 .to = when + DAY,
                                 .kind = kind,
                                 .why = why });
}

PLAY_BEHAVIOUR(unannounced_one, true)
{
    static const uint32_t sizes[3] = { 520, 800, 2000 };
    uint32_t sender = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day_without_limit(p)) + 10 * HOUR;
    uint64_t list = dice_next(&p->dice);
    struct mail m = habits_mail(p, sender, when);

    m.subject = text("Come to our concert");
    plan_mail(p, &m);
    for (uint32_t n = 0; n < sizes[intensity]; n++)
        plan_to(p, n % 2 ? outsider(p, list + n) : text("member.%u@example.edu", n), '+');
    label_mailing(p, sender, when, text("%s %u", name, sizes[intensity]),
                  text("one message, not announced"));
    label_server(p, when);
}

/* One message each, as a mail merge makes them. */
PLAY_BEHAVIOUR(unannounced_many, true)
{
    static const uint32_t sizes[3] = { 520, 800, 2000 };
    uint32_t sender = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 1)) + 9 * HOUR;
    uint64_t list = dice_next(&p->dice);

    for (uint32_t n = 0; n < sizes[intensity]; n++) {
        struct mail m = habits_mail(p, sender, when + (int64_t)n * (8 * HOUR / sizes[intensity]));
        struct text to;

        m.subject = text("Join the new students' union");
        m.size = 7000 + dice_below(&p->dice, 30);
        plan_mail(p, &m);
        to = outsider(p, list + n);
        plan_to(p, to, usual_fate(&p->dice, to));
    }
    label_mailing(p, sender, when, text("%s %u", name, sizes[intensity]),
                  text("one message each, not announced"));
}

PLAY_BEHAVIOUR(unannounced_chunks, true)
{
    uint32_t sender = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 1)) + 9 * HOUR;
    uint64_t list = dice_next(&p->dice);
    uint32_t chunks = 2 + 2 * intensity;

    for (uint32_t chunk = 0; chunk < chunks; chunk++) {
        struct mail m = habits_mail(p, sender, when + (int64_t)chunk * 900);

        m.subject = text("Spring run, register now");
        m.size = 15000 + chunk;
        plan_mail(p, &m);
        for (uint32_t n = 0; n < 490; n++) {
            struct text to = outsider(p, list + 490 * (uint64_t)chunk + n);

            plan_to(p, to, usual_fate(&p->dice, to));
        }
    }
    label_mailing(p, sender, when, text("%s %u", name, 490 * chunks),
                  text("%u chunks of 490", chunks));
}

/* Mail of this person as another's, now in the header, now in the envelope. */
static void in_anothers_name(struct plan *p, const char *name, uint32_t many, bool in_envelope)
{
    uint32_t sender = people_take(p, ANYBODY), other = people_take(p, 1 << FACULTY);
    int64_t when = day_start(p, work_day(p, 1)) + 13 * HOUR;

    for (uint32_t n = 0; n < many; n++) {
        struct mail m = habits_mail(p, sender, when + (int64_t)n * 700);

        m.from = address_of(p, other);
        m.subject = text("Exam results are void");
        if (in_envelope)
            m.sender = m.from;
        plan_mail(p, &m);
        plan_to(p, address_of(p, 1 + (other + n) % p->accounts), '+');
    }
    label_person(p, sender,
                 (struct label){ .clause = "forged_header",
                                 .least = many < 3 ? "notify" : "contact",
                                 .greatest = many < 3 ? "contact" : "hold_mailing",
                                 .from = when,
                                 .to = when + DAY,
                                 .kind = text("%s %u", name, many),
                                 .why = text("%u mails in a professor's name", many) });
    label_innocent(p, other, text("%s victim", name), "others wrote in this name");
}

PLAY_BEHAVIOUR(forged_header, true)
{
    static const uint32_t sizes[3] = { 1, 5, 20 };

    in_anothers_name(p, name, sizes[intensity], false);
}

PLAY_BEHAVIOUR(forged_envelope, true)
{
    static const uint32_t sizes[3] = { 1, 5, 20 };

    in_anothers_name(p, name, sizes[intensity], true);
}

/* A bank's address in the header From. */
PLAY_BEHAVIOUR(forged_brand, true)
{
    uint32_t sender = people_take(p, ANYBODY), many = 20 + 30 * intensity;
    int64_t when = day_start(p, work_day(p, 1)) + 13 * HOUR;
    uint64_t list = dice_next(&p->dice);

    for (uint32_t n = 0; n < many; n++) {
        struct mail m = habits_mail(p, sender, when + (int64_t)n * 100);

        m.from = text("service@bank.example.com");
        m.subject = text("Please confirm your data, case %u", dice_below(&p->dice, 99999));
        plan_mail(p, &m);
        plan_to(p, outsider(p, list + n), '+');
    }
    label_person(p, sender,
                 (struct label){ .clause = "forged_header",
                                 .least = "notify",
                                 .greatest = "hold_mailing",
                                 .from = when,
                                 .to = when + DAY,
                                 .kind = text("%s %u", name, many),
                                 .why = text("%u mails in a bank's name", many) });
}

PLAY_BEHAVIOUR(mail_bomb, true)
{
    static const uint32_t sizes[3] = { 60, 150, 600 };
    uint32_t sender = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 1)) + 20 * HOUR;
    struct text target = outsider(p, dice_next(&p->dice));

    for (uint32_t n = 0; n < sizes[intensity]; n++) {
        struct mail m = habits_mail(p, sender, when + (int64_t)n * 12);

        m.subject = text("You");
        m.size = 6000;
        plan_mail(p, &m);
        plan_to(p, target, '+');
    }
    label_person(p, sender,
                 (struct label){ .clause = "malicious",
                                 .least = "contact",
                                 .greatest = "disable_sending",
                                 .from = when,
                                 .to = when + DAY,
                                 .kind = text("%s %u", name, sizes[intensity]),
                                 .why = text("all to one address") });
}

PLAY_BEHAVIOUR(infected_host, true)
{
    uint32_t host = 2 + dice_below(&p->dice, 200), many = 60 + 120 * intensity;
    int64_t when = day_start(p, work_day(p, 1)) + HOUR;

    for (uint32_t n = 0; n < many; n++) {
        struct mail m = { .when = when + (int64_t)n * 90, .kind = "relay" };

        m.client = text("unknown[10.20.220.%u]", host);
        m.sender = outsider(p, dice_next(&p->dice));
        plan_mail(p, &m);
        plan_to(p, outsider(p, dice_next(&p->dice)), '+');
    }
    site_label(p, &(struct label){ text("10.20.220.%u", host), "relaying", "notify", "contact",
                                   when, when + DAY, text("%s %u", name, many),
                                   text("own host, refused %u times", many) });
}

PLAY_BEHAVIOUR(open_relay, true)
{
    uint32_t host = 2 + dice_below(&p->dice, 200), many = 1 + 20 * intensity;
    int64_t when = day_start(p, work_day(p, 1)) + HOUR;

    for (uint32_t n = 0; n < many; n++) {
        struct mail m = { .when = when + (int64_t)n * 90, .kind = "mail", .size = 4000 };

        m.client = text("unknown[198.51.100.%u]", host);
        m.sender = outsider(p, dice_next(&p->dice));
        m.subject = text("Special offer");
        plan_mail(p, &m);
        plan_to(p, outsider(p, dice_next(&p->dice)), '+');
    }
    site_label(p, &(struct label){ text("198.51.100.%u", host), "relaying", "notify", "contact",
                                   when, when + DAY, text("%s %u", name, many),
                                   text("outsider's mail was relayed: the operators' fault") });
}

PLAY_BEHAVIOUR(former_member, true)
{
    uint32_t sender = people_leaver(p, 0), last = 2;

    for (uint32_t n = 0; n < 3 + 5 * intensity; n++) {
        struct mail m = habits_mail(
            p, sender, working_hour(&p->dice, day_start(p, last + 2 + n % (p->days - last - 2))));

        plan_mail(p, &m);
        plan_to(p, contact_of(p, &p->dice, sender), '+');
    }
    p->persons[sender].left = last;
    p->persons[sender].is_bad = intensity % 2;
    label_person(p, sender,
                 (struct label){ .clause = "leavers",
                                 .least = "contact",
                                 .greatest = "disable_account",
                                 .from = day_start(p, last + 1),
                                 .to = day_start(p, p->days),
                                 .kind = text("%s %u", name, 3 + 5 * intensity),
                                 .why = text("sends after the end of membership") });
    label_mailbox(p, sender, last);
    site_label(p, &(struct label){ text("(operator)"), "*", "none", "notify",
                                   day_start(p, last + 1), day_start(p, p->days),
                                   text("server's logins"), text("its login still works") });
}
