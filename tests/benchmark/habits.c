/*
 * An ordinary day of everybody: mail to contacts and to habitual groups, answers by four of ten,
 * mail of others who write first, newsletters. Counts vary more than chance alone would make them.
 */
#include "tests/benchmark/plan.h"

#include <string.h>

/* Share of a day's mail by hour, in thousandths, of people at work. */
static const uint16_t hours[24] = { 4,  2,  1,  1,  1,  2,  12, 45, 95, 110, 105, 90,
                                    60, 80, 95, 90, 75, 50, 28, 18, 14, 11,  7,   4 };

/* Of 100,000 who have a mail of somebody they know. */
enum { PRESSED_BY_MISTAKE = 30 };

int64_t working_hour(struct dice *d, int64_t day)
{
    uint32_t point = dice_below(d, 1000);
    uint32_t hour = 0;

    while (hour < 23 && point >= hours[hour])
        point -= hours[hour++];
    return day + hour * HOUR + dice_below(d, HOUR);
}

int64_t day_start(const struct plan *p, uint32_t day)
{
    return p->start + (int64_t)day * DAY;
}

/* The 1st of January 1970 was a Thursday. */
bool is_weekend(const struct plan *p, uint32_t day)
{
    return (day_start(p, day) / DAY + 3) % 7 >= 5;
}

uint32_t usual_size(struct dice *d)
{
    uint32_t power = 10 + dice_below(d, 5) + dice_below(d, 5);

    return (1u << power) + dice_below(d, 1u << power);
}

char usual_fate(struct dice *d, struct text to)
{
    uint32_t roll = dice_below(d, 1000);

    if (roll < 940 || strstr(to.s, "@example.edu"))
        return '+';
    if (roll < 975)
        return 'g';
    if (roll < 980)
        return 't';
    if (roll < 983)
        return 'f';
    if (roll < 998)
        return 'u';
    return roll < 999 ? 's' : 'n';
}

static struct text usual_subject(struct dice *d)
{
    static const char *const words[] = { "minutes", "lecture", "thesis", "travel", "invoice",
                                         "seminar", "exam",    "visit",  "budget", "room" };
    uint64_t bits = dice_next(d);

    return text("%sthe %s of %u", bits % 3 ? "" : "Re: ", words[bits / 3 % 10],
                (unsigned)(bits >> 20) % 1000000);
}

struct mail habits_mail(const struct plan *p, uint32_t person, int64_t when)
{
    struct dice d = { dice_mix(p->seed ^ dice_mix((uint64_t)when * 1000003 + person)) };

    return (struct mail){ .when = when,
                          .client = usual_client(p, &d, person, when),
                          .login = p->persons[person].name,
                          .sender = address_of(p, person),
                          .subject = usual_subject(&d),
                          .size = usual_size(&d) };
}

/* Thousandths become a count: about as many, in bunches. */
static uint32_t draw_count(struct dice *d, uint32_t pace)
{
    static const uint8_t bunches[16] = { 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3 };
    uint32_t tenth = pace * bunches[dice_below(d, 16)] / 10;
    uint32_t n = 0;

    for (uint32_t i = 0; i < 10; i++)
        n += tenth / 1000 + dice_chance(d, tenth % 1000);
    return n;
}

static uint32_t draw_recipients(struct dice *d)
{
    uint32_t roll = dice_below(d, 1000);

    if (roll < 790)
        return 1;
    if (roll < 890)
        return 2;
    if (roll < 975)
        return 3 + dice_below(d, 4);
    return 7 + dice_low(d, 16);
}

void habits_inbound(struct plan *p, struct dice *d, int64_t when, struct text by, struct text to)
{
    struct mail m = { .when = when, .kind = "mail", .sender = by, .subject = usual_subject(d) };
    uint32_t server = dice_below(d, 20);

    m.client = text("out%u.example.com[192.0.2.%u]", server, 1 + server);
    m.size = usual_size(d);
    plan_mail(p, &m);
    plan_to(p, to, '+');
}

static void answer_by_own(struct plan *p, uint32_t person, int64_t when, struct text to)
{
    struct mail m = habits_mail(p, person, when);

    if (strncmp(m.subject.s, "Re: ", 4) != 0)
        m.subject = text("Re: %.*s", TEXT / 2, m.subject.s);
    plan_mail(p, &m);
    plan_to(p, to, '+');
}

struct answer {
    struct text to;
    struct contact by;
    int64_t after;
};

static bool is_there(const struct plan *p, uint32_t person, int64_t when)
{
    const struct person *of = &p->persons[person];
    int64_t day = (when - p->start) / DAY;

    return when < day_start(p, p->days) && day >= of->since && (!of->left || day <= of->left);
}

/* Some minutes to two days later, if that is within the weeks. */
static void maybe_answered(struct plan *p, struct dice *d, const struct answer *a)
{
    int64_t when = a->after + 600 + dice_low(d, 2 * DAY);

    if (!dice_chance(d, 400) || when >= day_start(p, p->days))
        return;
    if (!a->by.person)
        habits_inbound(p, d, when, a->by.address, a->to);
    else if (is_there(p, a->by.person, when))
        answer_by_own(p, a->by.person, when, a->to);
}

/* Answers are mails of their own: they wait until this one has all of its recipients. */
struct answers {
    struct answer at[32];
    uint32_t n;
};

static void write_to(struct plan *p, struct dice *d, const struct mail *m, struct contact to,
                     struct answers *later)
{
    char fate = usual_fate(d, to.address);

    plan_to(p, to.address, fate);
    if (fate == '+')
        maybe_complains(p, m, to.address, PRESSED_BY_MISTAKE);
    if (strchr("+gtr", fate) && later->n < sizeof(later->at) / sizeof(later->at[0]))
        later->at[later->n++] = (struct answer){ m->sender, to, m->when };
}

static void answer_all(struct plan *p, struct dice *d, const struct answers *later)
{
    for (uint32_t i = 0; i < later->n; i++)
        maybe_answered(p, d, &later->at[i]);
}

void habits_to(struct plan *p, struct dice *d, const struct mail *m, struct contact to)
{
    struct answers later = { .n = 0 };

    write_to(p, d, m, to, &later);
    answer_all(p, d, &later);
}

/* The same fifteen or so people, time and again. */
static void write_to_group(struct plan *p, uint32_t person, uint32_t group)
{
    uint64_t own = dice_mix(p->persons[person].own + group);
    uint32_t many = 5 + (uint32_t)(own % 25);

    for (uint32_t i = 0; i < many; i++)
        plan_to(p, address_of(p, 1 + (uint32_t)(dice_mix(own + i) % p->accounts)), '+');
}

static void write_mail(struct plan *p, struct dice *d, uint32_t person, int64_t when)
{
    struct mail m = habits_mail(p, person, when);
    struct answers later = { .n = 0 };

    plan_mail(p, &m);
    if (p->persons[person].role != STUDENT && dice_chance(d, 20)) {
        write_to_group(p, person, dice_low(d, 3));
        return;
    }
    for (uint32_t n = draw_recipients(d); n > 0; n--)
        write_to(p, d, &m, contact_draw(p, d, person), &later);
    answer_all(p, d, &later);
}

/* Somebody else writes first, and now and then has an answer. */
static void be_written_to(struct plan *p, struct dice *d, uint32_t person, int64_t when)
{
    struct text by = dice_chance(d, 700) ? contact_of(p, d, person) : outsider(p, dice_next(d));
    int64_t answered = when + 600 + dice_low(d, DAY);

    if (strstr(by.s, "@example.edu"))
        return;
    habits_inbound(p, d, when, by, address_of(p, person));
    if (dice_chance(d, 400) && is_there(p, person, answered))
        answer_by_own(p, person, answered, by);
}

static void newsletter(struct plan *p, struct dice *d, uint32_t person, int64_t when)
{
    uint32_t site = dice_low(d, 60);
    struct mail m = { .when = when,
                      .kind = "mail",
                      .client = text("news%u.example.net[203.0.113.%u]", site, 1 + site),
                      .sender = text("bounces+%u@news%u.example.net", dice_below(d, 900000), site),
                      .from = text("news@news%u.example.net", site),
                      .subject = text("News of week %u", 1 + dice_below(d, 52)),
                      .size = usual_size(d) };

    plan_mail(p, &m);
    plan_to(p, address_of(p, person), '+');
}

static void day_of(struct plan *p, uint32_t person, uint32_t day)
{
    const struct person *of = &p->persons[person];
    struct dice d = { dice_mix(p->seed ^ dice_mix(of->own + day)) };
    uint32_t pace = is_weekend(p, day) ? of->pace / 5 : of->pace;
    int64_t start = day_start(p, day);

    if (!is_there(p, person, start))
        return;
    for (uint32_t n = draw_count(&d, pace); n > 0; n--)
        write_mail(p, &d, person, working_hour(&d, start));
    for (uint32_t n = draw_count(&d, pace / 2); n > 0; n--)
        be_written_to(p, &d, person, working_hour(&d, start));
    if (dice_chance(&d, 300))
        newsletter(p, &d, person, working_hour(&d, start));
}

void habits_play(struct plan *p)
{
    for (uint32_t day = 0; day < p->days; day++)
        for (uint32_t person = 1; person <= p->accounts; person++)
            day_of(p, person, day);
}
