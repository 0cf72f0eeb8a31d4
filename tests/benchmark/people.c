/*
 * Who there is. Names are those of tests/bench; what a person's machines and contacts are
 * is hashed from the person, so that nothing of it is kept.
 */
#include "tests/bench/world.h"
#include "tests/benchmark/plan.h"

#include <stdlib.h>
#include <string.h>

static const char *const role_names[ROLES] = { "student",      "staff",  "faculty", "retiree",
                                               "organisation", "system", "list" };

static enum role draw_role(struct dice *d)
{
    uint32_t roll = dice_below(d, 100);

    if (roll < 68)
        return STUDENT;
    if (roll < 86)
        return STAFF;
    return roll < 97 ? FACULTY : RETIREE;
}

/* A quarter to four times the role's mean, evenly over the powers of two. */
static uint32_t draw_pace(struct dice *d, enum role role)
{
    static const uint32_t means[ROLES] = { 300, 2600, 3400, 400, 3000, 0, 0 };
    uint32_t power = dice_below(d, 5);

    return means[role] * (512 + dice_below(d, 1024)) / 1024 * (1u << power) / 4;
}

uint32_t people_add(struct plan *p, enum role role, const char *name)
{
    struct dice d = { dice_mix(p->seed ^ dice_mix(p->n_persons)) };
    struct person *of = &p->persons[p->n_persons];

    *of = (struct person){ .role = role, .since = -300, .is_taken = role > RETIREE };
    of->own = dice_next(&d);
    of->pace = draw_pace(&d, role);
    if (name)
        of->name = text("%s", name);
    else
        world_person(of->name.s, sizeof(of->name.s), p->n_persons);
    return p->n_persons++;
}

/* Who has retired keeps the account for life: no leaver, whatever the labels would say. */
static void make_leaver(struct person *of)
{
    of->is_taken = true;
    if (of->role == RETIREE)
        of->role = STAFF;
}

void people_make(struct plan *p)
{
    struct dice d = { dice_mix(p->seed + 11) };

    p->persons = calloc(p->accounts + 200, sizeof(*p->persons));
    if (!p->persons) {
        (void)fputs("plan: out of memory\n", stderr);
        exit(1);
    }
    p->n_persons = 1;
    while (p->n_persons <= p->accounts)
        (void)people_add(p, draw_role(&d), NULL);
    for (uint32_t n = 0; n < LEAVERS; n++)
        make_leaver(&p->persons[people_leaver(p, n)]);
}

static struct text date(const struct plan *p, int64_t day)
{
    int64_t at = (p->start / DAY + day) * DAY * LOG_SECOND;
    uint32_t c[6];

    log_calendar(at, c);
    return text("%04u-%02u-%02u", c[0] + 1900, c[1] + 1, c[2]);
}

/* The days of a column, or nothing. */
static struct text date_or_none(const struct plan *p, int64_t day)
{
    return day ? date(p, day) : text("%s", "");
}

static struct text addresses_of(const struct plan *p, uint32_t person)
{
    const struct person *of = &p->persons[person];

    if (*of->alias.s)
        return text("%s;%s", address_of(p, person).s, of->alias.s);
    return address_of(p, person);
}

void people_print(const struct plan *p, FILE *directory)
{
    (void)fputs("account,person,kind,department,standing,created,left,deleted,disabled,"
                "forward_until,forward_stop,forward_to,addresses,delegates\n",
                directory);
    for (uint32_t i = 1; i < p->n_persons; i++) {
        const struct person *of = &p->persons[i];
        bool is_gone = of->left && !of->is_bad;

        (void)fprintf(directory, "%s,%s,%s,d%u,%s,%s,%s,%s,,%s,,%s,%s,%s\n", of->name.s,
                      p->persons[of->same_as ? of->same_as : i].name.s, role_names[of->role],
                      (unsigned)(of->own % 30), of->is_bad ? "bad" : "good", date(p, of->since).s,
                      date_or_none(p, of->left).s, date_or_none(p, is_gone ? of->left + 1 : 0).s,
                      date_or_none(p, of->forward_until).s, of->forward_to.s, addresses_of(p, i).s,
                      of->delegate ? p->persons[of->delegate].name.s : "");
    }
}

uint32_t people_leaver(const struct plan *p, uint32_t n)
{
    return p->accounts - n;
}

uint32_t people_any(const struct plan *p, struct dice *d)
{
    return 1 + dice_below(d, p->accounts - LEAVERS);
}

uint32_t people_take(struct plan *p, uint32_t roles)
{
    for (uint32_t tries = 0; tries < 100 * p->accounts; tries++) {
        uint32_t i = 1 + dice_below(&p->dice, p->accounts);

        if (p->persons[i].is_taken || !(roles >> p->persons[i].role & 1))
            continue;
        p->persons[i].is_taken = true;
        return i;
    }
    (void)fputs("plan: too few accounts for all that is to happen\n", stderr);
    exit(1);
}

struct text address_of(const struct plan *p, uint32_t person)
{
    return text("%s@example.edu", p->persons[person].name.s);
}

/* Two large providers, universities, and a long tail of small sites. */
struct text outsider(const struct plan *p, uint64_t key)
{
    uint64_t bits = dice_mix(key ^ p->seed);
    uint32_t share = (uint32_t)(bits & 0xff) * 100 / 256;
    uint32_t site = (uint32_t)((bits >> 8 & 0xfff) * (bits >> 20 & 0xfff) >> 12); /* 0 .. 4094 */
    char name[40];

    world_person(name, sizeof(name), (uint32_t)(bits >> 36) % 300000);
    if (share < 35)
        return text("%s@bigmail.example", name);
    if (share < 60)
        return text("%s@outmail.example", name);
    if (share < 80)
        return text("%s@uni%u.example.org", name, site % 240);
    return text("%s@site%u.example.%s", name, site, site % 3 ? "com" : "net");
}

struct contact contact_draw(const struct plan *p, struct dice *d, uint32_t person)
{
    const struct person *of = &p->persons[person];
    uint32_t many = 12 + (uint32_t)(of->own % 40) + of->pace / 100;
    uint64_t key = of->own ^ dice_mix(dice_low(d, many));
    struct contact c = { 0 };

    if (dice_chance(d, 60))
        key = dice_next(d);
    if (dice_mix(key) % 100 < 45)
        c.person = 1 + (uint32_t)(key >> 16) % (p->accounts - LEAVERS);
    c.address = c.person ? address_of(p, c.person) : outsider(p, key);
    return c;
}

struct text contact_of(const struct plan *p, struct dice *d, uint32_t person)
{
    return contact_draw(p, d, person).address;
}
