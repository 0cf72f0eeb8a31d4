/*
 * The policy's limits on size and recipients, and networks that may hand in more than they should.
 */
#include "tests/benchmark/plan.h"

/* The line names no login, so the machine is what can be told; its user may be. */
PLAY_BEHAVIOUR(too_large, true)
{
    uint32_t sender = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 1)) + 11 * HOUR;
    unsigned host = 1 + dice_below(&p->dice, 250);
    struct label l = { .account = text("10.20.222.%u", host),
                       .clause = "limits",
                       .least = "notify",
                       .greatest = "notify",
                       .from = when,
                       .to = when + DAY,
                       .kind = text("%s %u", name, 1 + 2 * intensity),
                       .why = text("refused as too large") };

    for (uint32_t n = 0; n < 1 + 2 * intensity; n++) {
        struct mail m = habits_mail(p, sender, when + (int64_t)n * 900);

        m.kind = "large";
        m.client = text("pc-222-%u.campus.example.edu[10.20.222.%u]", host, host);
        m.size = 200000000;
        plan_mail(p, &m);
        plan_to(p, contact_of(p, &p->dice, sender), '+');
    }
    site_label(p, &l);
    l.account = p->persons[sender].name;
    l.least = "none";
    l.clause = "*";
    site_label(p, &l);
}

/* 500 are taken, the rest is refused while the message is handed in. The 500 are a mailing. */
PLAY_BEHAVIOUR(too_many_recipients, true)
{
    static const uint32_t excess[3] = { 20, 100, 400 };
    uint32_t sender = people_take(p, ANYBODY);
    int64_t when = day_start(p, 1) + 11 * HOUR;
    struct mail m = habits_mail(p, sender, when);
    uint64_t list = dice_next(&p->dice);
    struct label l = { .account = p->persons[sender].name,
                       .clause = "limits",
                       .least = "notify",
                       .greatest = "contact",
                       .from = when,
                       .to = when + DAY,
                       .kind = text("%s %u", name, excess[intensity]),
                       .why = text("%u recipients too many", excess[intensity]) };

    m.client = campus_client(p, sender);
    m.subject = text("Lost: a black cat");
    plan_mail(p, &m);
    for (uint32_t n = 0; n < 500 + excess[intensity]; n++)
        plan_to(p, outsider(p, list + n), n < 500 ? '+' : 'x');
    site_label(p, &l);
    l.clause = "*";
    l.least = "none";
    l.greatest = "hold_mailing";
    site_label(p, &l);
}

/* A partner's network may relay by mistake: others' mail goes through it to others. */
PLAY_BEHAVIOUR(wide_networks, true)
{
    int64_t when = day_start(p, work_day(p, 2)) + 6 * HOUR;
    unsigned host = 1 + dice_below(&p->dice, 250);

    for (uint32_t n = 0; n < 5 + 30 * intensity; n++) {
        struct mail m = { .when = when + (int64_t)n * 300, .kind = "mail", .size = 7000 };

        m.client = text("gw.partner.example.org[203.0.113.%u]", host);
        m.sender = text("office%u@partner.example.org", n % 7);
        m.subject = text("Order %u", n);
        plan_mail(p, &m);
        plan_to(p, outsider(p, dice_next(&p->dice)), '+');
    }
    site_label(p, &(struct label){ text("203.0.113.%u", host), "relaying", "notify", "contact",
                                   when, when + DAY, text("%s %u", name, 5 + 30 * intensity),
                                   text("a partner's mail was relayed: the operators' fault") });
}
