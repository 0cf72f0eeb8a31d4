/*
 * What programs and servers send: tickets, passwords, lists, cron, scanners, vacation
 * replies, forwarding, bounces of others' forgeries; and what others try.
 */
#include "tests/benchmark/plan.h"

#include <string.h>

static struct mail by_machine(const struct plan *p, int64_t when, const char *kind)
{
    struct mail m = { .when = when, .kind = kind, .size = 2000 };

    (void)p;
    return m;
}

PLAY_BEHAVIOUR(ticket_system, false)
{
    uint32_t sender = people_add(p, SYSTEM, "tickets");

    for (uint32_t day = 0; day < p->days; day++)
        for (uint32_t n = 0; n < 40 + 60 * intensity; n++) {
            struct mail m = habits_mail(p, sender, working_hour(&p->dice, day_start(p, day)));
            struct text to = n % 3 ? address_of(p, 1 + dice_below(&p->dice, p->accounts))
                                   : outsider(p, dice_next(&p->dice));

            m.client = text("tickets.example.edu[10.20.240.5]");
            m.subject = text("[ticket %u] Your request", 1000 * day + n);
            m.size = 4200 + dice_below(&p->dice, 30);
            plan_mail(p, &m);
            plan_to(p, to, usual_fate(&p->dice, to));
        }
    label_innocent(p, sender, text("%s", name), "a ticket system");
}

PLAY_BEHAVIOUR(password_reset, false)
{
    uint32_t sender = people_add(p, SYSTEM, "accounts");
    int64_t when = day_start(p, work_day(p, 1)) + 7 * HOUR;

    for (uint32_t n = 0; n < 250 + 200 * intensity; n++) {
        struct mail m = habits_mail(p, sender, when + 2 * (int64_t)n);

        m.client = text("idm.example.edu[10.20.240.6]");
        m.subject = text("Your password expires");
        m.size = 2900;
        plan_mail(p, &m);
        plan_to(p, address_of(p, 1 + n % p->accounts), '+');
    }
    label_innocent(p, sender, text("%s", name), "everybody has to renew the password");
}

/* Each subscriber's copy has a sender of its own. */
PLAY_BEHAVIOUR(list_server, false)
{
    static const uint32_t sizes[3] = { 120, 400, 900 };
    uint32_t list = people_add(p, LIST, "campus-news");
    uint64_t subscribers = dice_next(&p->dice);

    (void)fprintf(p->lists, "campus-news@example.edu,campus-news,mx1,"
                            "campus-news-bounces+user=domain@example.edu\n");
    for (uint32_t day = 1; day < p->days; day += 2)
        for (uint32_t n = 0; n < sizes[intensity]; n++) {
            struct mail m = by_machine(p, day_start(p, day) + 12 * HOUR + n / 5, "program");
            struct text to = outsider(p, subscribers + n);
            char *at = strchr(to.s, '@');

            m.login = text("list");
            m.sender =
                text("campus-news-bounces+%.*s=%s@example.edu", (int)(at - to.s), to.s, at + 1);
            m.subject = text("[campus-news] Issue %u", day);
            plan_mail(p, &m);
            plan_to(p, to, usual_fate(&p->dice, to));
            maybe_complains(p, &m, to, 100);
        }
    label_innocent(p, list, text("%s", name), "a mailing list");
}

/* A message every ten minutes to the same people. */
PLAY_BEHAVIOUR(cron, false)
{
    static const uint32_t pauses[3] = { 3600, 1800, 600 };

    for (int64_t when = p->start; when < day_start(p, p->days); when += pauses[intensity]) {
        struct mail m = by_machine(p, when + 3, "program");

        m.login = text("root");
        m.sender = text("root@example.edu");
        m.subject = text("Cron <root@mx1> /usr/local/bin/check");
        plan_mail(p, &m);
        plan_to(p, text("operators@example.edu"), '+');
    }
    site_label(p, &(struct label){ text("uid:0"), "-", "none", "record", p->start,
                                   day_start(p, p->days), text("%s", name),
                                   text("cron's mail to the operators") });
}

/* A copier that hands in what it scans, without a login. */
PLAY_BEHAVIOUR(scanner_relay, false)
{
    for (uint32_t day = 0; day < p->days; day++)
        for (uint32_t n = 0; n < 10 + 30 * intensity && !is_weekend(p, day); n++) {
            struct mail m = by_machine(p, working_hour(&p->dice, day_start(p, day)), "mail");

            m.client = text("scanner-3.campus.example.edu[10.20.230.3]");
            m.sender = text("scanner-3@example.edu");
            m.subject = text("Scan");
            m.size = 200000 + dice_below(&p->dice, 900000);
            plan_mail(p, &m);
            plan_to(p, address_of(p, 1 + dice_below(&p->dice, p->accounts)), '+');
        }
    site_label(p, &(struct label){ text("10.20.230.3"), "-", "none", "record", p->start,
                                   day_start(p, p->days), text("%s", name),
                                   text("a copier hands in what it scans") });
}

/* A mailing comes in, and all who are away answer it. */
PLAY_BEHAVIOUR(vacation_storm, false)
{
    int64_t when = day_start(p, work_day(p, 1)) + 13 * HOUR;

    (void)name;
    for (uint32_t n = 0; n < 60 + 60 * intensity; n++) {
        struct mail m = by_machine(p, when + 3 * (int64_t)n, "mail");
        uint32_t person = 1 + dice_below(&p->dice, p->accounts);

        m.client = text("news1.example.net[203.0.113.1]");
        m.sender = text("editor@news1.example.net");
        m.subject = text("Our anniversary");
        plan_mail(p, &m);
        plan_to(p, address_of(p, person), '+');
        m = by_machine(p, m.when + 1, "program");
        m.login = text("vmail");
        m.from = address_of(p, person);
        m.subject = text("I am away");
        plan_mail(p, &m);
        plan_to(p, text("editor@news1.example.net"), '+');
    }
}

/* Everything goes on to a provider, spam as well, and the provider says so. */
PLAY_BEHAVIOUR(forwarding_user, false)
{
    uint32_t person = people_take(p, ANYBODY);

    for (uint32_t n = 0; n < p->days * (4 + 6 * intensity); n++) {
        struct mail m = by_machine(
            p, working_hour(&p->dice, day_start(p, dice_below(&p->dice, p->days))), "mail");

        m.client = foreign_client(dice_next(&p->dice));
        m.sender = outsider(p, dice_next(&p->dice));
        m.subject = text("Special offer %u", dice_below(&p->dice, 1000));
        plan_mail(p, &m);
        plan_forwarded(p, address_of(p, person), dice_chance(&p->dice, 500) ? 's' : '+',
                       text("%s@bigmail.example", p->persons[person].name.s));
    }
    label_innocent(p, person, text("%s", name), "forwards everything, spam as well");
}

/* Somebody elsewhere wrote in this name; the bounces come here. */
PLAY_BEHAVIOUR(backscatter, false)
{
    uint32_t person = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 1)) + 4 * HOUR;

    for (uint32_t n = 0; n < 150 + 300 * intensity; n++) {
        struct mail m = by_machine(p, when + 11 * (int64_t)n, "mail");

        m.client = text("mx%u.example.net[198.51.100.%u]", n % 90, 1 + n % 90);
        m.from = text("MAILER-DAEMON@mx%u.example.net", n % 90);
        m.subject = text("Undelivered Mail Returned to Sender");
        plan_mail(p, &m);
        plan_to(p, address_of(p, person), '+');
    }
    label_innocent(p, person, text("%s", name), "bounces of what others forged");
}

/* For six hours a provider takes nothing from here, whoever writes. */
PLAY_BEHAVIOUR(provider_block, false)
{
    int64_t when = day_start(p, work_day(p, 1)) + 9 * HOUR;

    for (uint32_t n = 0; n < 30 + 30 * intensity; n++) {
        uint32_t person = people_any(p, &p->dice);
        struct mail m = habits_mail(p, person, when + dice_below(&p->dice, 6 * HOUR));

        plan_mail(p, &m);
        plan_to(p, text("friend.%u@outmail.example", dice_below(&p->dice, 9000)), 'r');
    }
    site_label(p, &(struct label){ text("(incident)"), "*", "none", "notify", when, when + 6 * HOUR,
                                   text("%s", name),
                                   text("a provider takes nothing, and nobody here is to blame") });
}

/* A university elsewhere does not answer for a night: all who write to it wait. */
PLAY_BEHAVIOUR(site_outage, false)
{
    int64_t when = day_start(p, work_day(p, 2)) + 11 * HOUR;
    uint32_t site = dice_below(&p->dice, 240);

    for (uint32_t n = 0; n < 20 + 30 * intensity; n++) {
        uint32_t person = people_any(p, &p->dice);
        struct mail m = habits_mail(p, person, when + dice_below(&p->dice, 8 * HOUR));

        plan_mail(p, &m);
        plan_to(p, text("friend.%u@uni%u.example.org", dice_below(&p->dice, 900), site), 't');
    }
    site_label(p, &(struct label){ text("(incident)"), "*", "none", "notify", when,
                                   when + 12 * HOUR, text("%s", name),
                                   text("a site does not answer, and nobody here is to blame") });
}

/* The world tries whether this is an open relay. */
PLAY_BEHAVIOUR(relay_noise, false)
{
    (void)name;
    for (uint32_t n = 0; n < p->days * (5 + 10 * intensity); n++) {
        struct mail m = by_machine(p, p->start + dice_below(&p->dice, (uint64_t)p->days * DAY),
                                   n % 3 ? "relay" : "unknown");

        m.client = foreign_client(dice_next(&p->dice) % 200);
        m.sender = outsider(p, dice_next(&p->dice));
        plan_mail(p, &m);
        plan_to(p, n % 3 ? outsider(p, dice_next(&p->dice)) : text("nobody.%u@example.edu", n),
                '+');
    }
}
