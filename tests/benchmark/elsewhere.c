/*
 * Where people are and which password their machines try: odd, and nothing wrong.
 */
#include "tests/benchmark/plan.h"

/* Each mail by another way out: who minds being followed is no offender. */
PLAY_BEHAVIOUR(network_hopper, false)
{
    uint32_t sender = people_take(p, ANYBODY);
    uint32_t first = intensity == 0 ? 1 : work_day(p, 5),
             last = intensity == 0 ? p->days : first + 5;

    for (uint32_t day = first; day < last; day++)
        for (uint32_t n = 0; n < 3 + 2 * intensity; n++) {
            struct mail m = habits_mail(p, sender, working_hour(&p->dice, day_start(p, day)));

            m.client = n % 3 == 0 ? mobile_client(p, &p->dice, sender) : hidden_client(&p->dice);
            plan_mail(p, &m);
            habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, sender));
        }
    label_innocent(p, sender, text("%s", name), "hides behind Tor and a provider of VPNs");
}

/* A new program on the phone, whose maker's machines hand in everything from now on. */
PLAY_BEHAVIOUR(mail_app, false)
{
    uint32_t sender = people_take(p, ANYBODY);
    uint64_t maker = dice_next(&p->dice);

    for (uint32_t day = work_day(p, 10); day < p->days; day++)
        for (uint32_t n = 0; n < 2 + 3 * intensity; n++) {
            struct mail m = habits_mail(p, sender, working_hour(&p->dice, day_start(p, day)));

            m.client = app_client(&p->dice, maker);
            plan_mail(p, &m);
            habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, sender));
        }
    label_innocent(p, sender, text("%s", name), "writes with a program that its maker runs");
}

/* The university's own VPN, from wherever. */
PLAY_BEHAVIOUR(campus_vpn, false)
{
    uint32_t sender = people_take(p, EMPLOYEE);
    uint32_t first = work_day(p, 5);

    for (uint32_t day = first; day < first + 5; day++)
        for (uint32_t n = 0; n < 4 + 3 * intensity; n++) {
            struct mail m = habits_mail(p, sender, working_hour(&p->dice, day_start(p, day)));

            m.client = text("unknown[10.21.%u.%u]", dice_below(&p->dice, 8),
                            1 + dice_below(&p->dice, 254));
            plan_mail(p, &m);
            habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, sender));
        }
    label_innocent(p, sender, text("%s", name), "by the university's VPN");
}

/* A hall of residence has one address. */
PLAY_BEHAVIOUR(behind_nat, false)
{
    for (uint32_t n = 0; n < 8 + 4 * intensity; n++) {
        uint32_t sender = people_take(p, 1 << STUDENT);

        for (uint32_t day = 1; day < p->days; day += 1 + n % 3) {
            struct mail m = habits_mail(p, sender, working_hour(&p->dice, day_start(p, day)));

            m.client = text("nat.hall%u.example.net[240.9.1.%u]", intensity, 7 + intensity);
            plan_mail(p, &m);
            habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, sender));
        }
        label_innocent(p, sender, text("%s", name), "many behind one address");
    }
}

static void try_passwords(struct plan *p, uint32_t person, struct mail m, uint32_t many)
{
    for (uint32_t n = 0; n < many; n++) {
        m.kind = "password";
        m.when += 1 + dice_low(&p->dice, 240);
        plan_mail(p, &m);
        for (uint32_t i = 0; i < 3; i++)
            plan_to(p, address_of(p, person), '+');
    }
}

/* The phone tries the old password all night; then its owner remembers. */
PLAY_BEHAVIOUR(old_password, false)
{
    uint32_t person = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 2)) + 20 * HOUR;
    struct mail m = habits_mail(p, person, when);

    m.client = home_client(p, person, when);
    try_passwords(p, person, m, 40 + 60 * intensity);
    m = habits_mail(p, person, when + 14 * HOUR);
    m.client = home_client(p, person, when);
    plan_mail(p, &m);
    habits_to(p, &p->dice, &m, contact_draw(p, &p->dice, person));
    label_innocent(p, person, text("%s", name), "a phone with an old password");
}

/* Somebody guesses, from many places, and does not find it. */
PLAY_BEHAVIOUR(guessing, false)
{
    uint32_t person = people_take(p, ANYBODY);
    int64_t when = day_start(p, work_day(p, 2)) + HOUR;

    for (uint32_t n = 0; n < 20 + 20 * intensity; n++) {
        struct mail m = habits_mail(p, person, when + (int64_t)n * 600);

        m.client = foreign_client(dice_next(&p->dice));
        try_passwords(p, person, m, 3);
    }
    label_innocent(p, person, text("%s", name), "others guess the password in vain");
}

/* Guessed in the end, and used from the same place: labelled with what follows (hijacked.c). */
int64_t guess_password(struct plan *p, uint32_t person, struct text client, int64_t when)
{
    struct mail m = habits_mail(p, person, when);

    m.client = client;
    try_passwords(p, person, m, 25);
    return when + 25 * 240 + 60;
}
