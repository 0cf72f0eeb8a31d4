/*
 * Accounts in foreign hands. The victims' own mail goes on beside it.
 *
 * What is right: talk to the person at least; stopping the sending is right as well. What
 * such mail also is (a mailing, in others' names) may be said, up to holding it.
 */
#include "tests/benchmark/plan.h"

struct run {
    uint32_t victim;
    uint64_t list;             /* whose addresses */
    uint32_t invalid, refused; /* thousandths unknown; refused as spam */
    struct text subject;
    uint32_t size;
};

static struct run run_by(struct plan *p, uint32_t invalid, uint32_t refused)
{
    static const char *const subjects[] = { "Invoice overdue", "Your parcel", "the minutes of 2026",
                                            "Account verification", "Re: your message" };
    struct run r = { .victim = people_take(p, ANYBODY), .invalid = invalid, .refused = refused };

    r.list = dice_next(&p->dice);
    r.subject = text("%s", subjects[dice_below(&p->dice, 5)]);
    r.size = 3000 + dice_below(&p->dice, 20000);
    return r;
}

static char spam_fate(struct plan *p, const struct run *r)
{
    uint32_t roll = dice_below(&p->dice, 1000);

    if (roll < r->invalid)
        return 'u';
    return roll < r->invalid + r->refused ? 's' : usual_fate(&p->dice);
}

/* Message n of the run, to so many of its list. */
static void spam(struct plan *p, const struct run *r, int64_t when, struct text client, uint32_t n,
                 uint32_t recipients)
{
    struct mail m = habits_mail(p, r->victim, when);

    m.client = client;
    m.subject = r->subject;
    m.size = r->size + dice_below(&p->dice, r->size / 150 + 1);
    plan_mail(p, &m);
    for (uint32_t i = 0; i < recipients; i++)
        plan_to(p, outsider(p, r->list + (uint64_t)n * recipients + i), spam_fate(p, r));
}

static void label_hijacked(struct plan *p, uint32_t victim, int64_t from, int64_t to,
                           struct text kind, struct text why)
{
    struct label l = {
        p->persons[victim].name, "resources", "contact", "disable_sending", from, to, kind, why
    };

    site_label(p, &l);
    l.clause = "*";
    l.least = "none";
    site_label(p, &l);
}

PLAY_BEHAVIOUR(blast, true)
{
    static const uint32_t sizes[3] = { 600, 1500, 3000 };
    struct run r = run_by(p, 300, 20);
    int64_t when = day_start(p, work_day(p, 1)) + dice_below(&p->dice, 20 * HOUR);
    uint64_t net = dice_next(&p->dice);

    for (uint32_t n = 0; n < sizes[intensity]; n++)
        spam(p, &r, when + (int64_t)n * HOUR / sizes[intensity], foreign_client(net + n % 3), n, 1);
    label_hijacked(p, r.victim, when, when + 2 * HOUR, text("%s %u", name, sizes[intensity]),
                   text("%u recipients in an hour, 30 %% unknown", sizes[intensity]));
}

PLAY_BEHAVIOUR(medium, true)
{
    static const uint32_t rates[3] = { 200, 450, 1000 };
    struct run r = run_by(p, 200, 20);
    uint32_t day = work_day(p, 2), many = rates[intensity];
    uint64_t net = dice_next(&p->dice);

    for (uint32_t n = 0; n < 2 * many; n++)
        spam(p, &r,
             day_start(p, day + n / many) + (int64_t)(n % many) * (20 * HOUR / many) + 2 * HOUR,
             foreign_client(net + n % 5), n, 1);
    label_hijacked(p, r.victim, day_start(p, day), day_start(p, day + 2),
                   text("%s %u/day", name, many), text("%u a day for two days", many));
}

/* The day on which it begins: now one of the first, when nothing is known of anybody, now one
 * before which the victim has weeks behind it. */
static uint32_t begin(struct plan *p, uint32_t intensity)
{
    uint32_t later = p->days > 21 && (p->seed / 3 + intensity) % 2 ? 14 : 0;

    return later + 1 + dice_below(&p->dice, 2);
}

static uint32_t end_of(const struct plan *p, uint32_t first, uint32_t days)
{
    return first + days < p->days ? first + days : p->days;
}

/* A fifth more each day. */
PLAY_BEHAVIOUR(ramp, true)
{
    struct run r = run_by(p, 150, 20);
    uint32_t rate = 20 + 20 * intensity, first = begin(p, intensity);
    uint32_t last = end_of(p, first, 13);
    uint64_t net = dice_next(&p->dice);
    uint32_t n = 0;

    for (uint32_t day = first; day < last; day++, rate += rate / 5)
        for (uint32_t i = 0; i < rate; i++)
            spam(p, &r, working_hour(&p->dice, day_start(p, day)), foreign_client(net), n++, 1);
    label_hijacked(p, r.victim, day_start(p, first), day_start(p, last),
                   text("%s from %u/day", name, 20 + 20 * intensity),
                   text("a fifth more each day"));
}

static void drip_by(struct plan *p, const struct run *r, uint32_t rate, struct text kind)
{
    uint32_t first = begin(p, rate / 10), last = end_of(p, first, 28), n = 0;
    uint64_t net = dice_next(&p->dice);

    for (uint32_t day = first; day < last; day++)
        for (uint32_t i = 0; i < rate; i++)
            spam(p, r, working_hour(&p->dice, day_start(p, day)), foreign_client(net), n++, 1);
    label_hijacked(p, r->victim, day_start(p, first), day_start(p, last), kind,
                   text("%u a day, %u in a thousand unknown", rate, r->invalid));
}

PLAY_BEHAVIOUR(drip, true)
{
    static const uint32_t rates[4] = { 5, 10, 20, 50 };
    struct run r = run_by(p, 300, 20);
    uint32_t rate = rates[(p->seed + intensity) % 4];

    drip_by(p, &r, rate, text("%s %u/day", name, rate));
}

PLAY_BEHAVIOUR(drip_clean, true)
{
    static const uint32_t rates[3] = { 10, 20, 50 };
    struct run r = run_by(p, 15, 5);

    drip_by(p, &r, rates[intensity], text("%s %u/day", name, rates[intensity]));
}

/* Each message from another network. */
PLAY_BEHAVIOUR(many_networks, true)
{
    static const uint32_t sizes[3] = { 80, 200, 400 };
    struct run r = run_by(p, 250, 20);
    int64_t when = day_start(p, work_day(p, 1)) + 3 * HOUR;

    for (uint32_t n = 0; n < sizes[intensity]; n++)
        spam(p, &r, when + (int64_t)n * (12 * HOUR / sizes[intensity]),
             foreign_client(dice_next(&p->dice)), n, 1 + n % 3);
    label_hijacked(p, r.victim, when, when + DAY, text("%s %u", name, sizes[intensity]),
                   text("%u messages, each from another network", sizes[intensity]));
}

/* On the victim's own machine: no login from elsewhere shows it. */
PLAY_BEHAVIOUR(home_malware, true)
{
    static const uint32_t sizes[3] = { 300, 800, 1500 };
    struct run r = run_by(p, 300, 20);
    int64_t when = day_start(p, work_day(p, 1)) + 18 * HOUR;

    for (uint32_t n = 0; n < sizes[intensity]; n++)
        spam(p, &r, when + (int64_t)n * 3, home_client(p, r.victim), n, 1);
    label_hijacked(p, r.victim, when, when + DAY, text("%s %u", name, sizes[intensity]),
                   text("%u from the victim's own machine", sizes[intensity]));
}

PLAY_BEHAVIOUR(hidden_copies, true)
{
    static const uint32_t copies[3] = { 50, 150, 400 };
    struct run r = run_by(p, 250, 20);
    int64_t when = day_start(p, work_day(p, 1)) + 5 * HOUR;
    uint64_t net = dice_next(&p->dice);

    for (uint32_t n = 0; n < 6; n++)
        spam(p, &r, when + (int64_t)n * 400, foreign_client(net), n, copies[intensity]);
    label_hijacked(p, r.victim, when, when + DAY, text("%s %u", name, copies[intensity]),
                   text("six messages to %u each", copies[intensity]));
}

/* One campaign over many accounts: five a day from each. */
PLAY_BEHAVIOUR(split, true)
{
    static const uint32_t parts[3] = { 5, 10, 20 };
    struct run r = run_by(p, 300, 20);
    uint32_t first = work_day(p, 3), n = 0;
    uint64_t net = dice_next(&p->dice);

    for (uint32_t part = 0; part < parts[intensity]; part++) {
        r.victim = part ? people_take(p, ANYBODY) : r.victim;
        for (uint32_t day = first; day < first + 3; day++)
            for (uint32_t i = 0; i < 5; i++)
                spam(p, &r, working_hour(&p->dice, day_start(p, day)), foreign_client(net + n % 4),
                     n, 1),
                    n++;
        label_hijacked(p, r.victim, day_start(p, first), day_start(p, first + 3),
                       text("%s %u", name, parts[intensity]),
                       text("one of %u accounts of a campaign, five a day", parts[intensity]));
    }
}

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
