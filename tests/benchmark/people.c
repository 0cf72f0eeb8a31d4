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
}

static struct text date(const struct plan *p, int64_t day)
{
    int64_t at = (p->start / DAY + day) * DAY * LOG_SECOND;
    uint32_t c[6];

    log_calendar(at, c);
    return text("%04u-%02u-%02u", c[0] + 1900, c[1] + 1, c[2]);
}

void people_print(const struct plan *p, FILE *directory)
{
    (void)fputs("account,person,kind,department,standing,created,left,deleted,disabled,"
                "forward_until,forward_stop,forward_to,addresses,delegates\n",
                directory);
    for (uint32_t i = 1; i < p->n_persons; i++) {
        const struct person *of = &p->persons[i];

        (void)fprintf(directory, "%s,%s,%s,d%u,%s,%s,%s,%s,,,,,%s,%s\n", of->name.s, of->name.s,
                      role_names[of->role], (unsigned)(of->own % 30), of->is_bad ? "bad" : "good",
                      date(p, of->since).s, of->left ? date(p, of->left).s : "",
                      of->left && !of->is_bad ? date(p, of->left + 1).s : "", address_of(p, i).s,
                      of->delegate ? p->persons[of->delegate].name.s : "");
    }
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

struct text contact_of(const struct plan *p, struct dice *d, uint32_t person)
{
    const struct person *of = &p->persons[person];
    uint32_t many = 12 + (uint32_t)(of->own % 40) + of->pace / 100;
    uint64_t key = of->own ^ dice_mix(dice_low(d, many));

    if (dice_chance(d, 60))
        key = dice_next(d);
    if (dice_mix(key) % 100 < 45)
        return address_of(p, 1 + (uint32_t)(key >> 16) % p->accounts);
    return outsider(p, key);
}

struct text campus_client(const struct plan *p, uint32_t person)
{
    uint64_t own = p->persons[person].own;
    unsigned a = 1 + (unsigned)(own >> 8) % 180, b = 1 + (unsigned)(own >> 16) % 254;

    return text("pc-%u-%u.campus.example.edu[10.20.%u.%u]", a, b, a, b);
}

static struct text address4(const char *name, uint64_t bits)
{
    static const char *const nets[3] = { "192.0.2", "198.51.100", "203.0.113" };

    return text("%s[%s.%u]", name, nets[bits % 3], 1 + (unsigned)(bits >> 8) % 254);
}

struct text home_client(const struct plan *p, uint32_t person)
{
    uint64_t own = dice_mix(p->persons[person].own);

    if (own % 3 == 0)
        return text("unknown[2001:db8:1%03x:%x::%x]", (unsigned)(own >> 8) & 0xfff,
                    0x1000 | ((unsigned)(own >> 20) & 0xfff), 1 + ((unsigned)(own >> 40) & 0xff));
    return address4(text("host%u.dynamic.isp.example.net", (unsigned)(own >> 30) % 9000).s, own);
}

struct text foreign_client(uint64_t key)
{
    uint64_t bits = dice_mix(key);

    if (bits % 2)
        return address4("unknown", bits >> 4);
    return text("unknown[2001:db8:f%03x:%x::%x]", (unsigned)(bits >> 8) & 0xfff,
                0x1000 | ((unsigned)(bits >> 20) & 0xfff), 1 + ((unsigned)(bits >> 40) & 0xffff));
}

struct text usual_client(const struct plan *p, struct dice *d, uint32_t person)
{
    uint32_t roll = dice_below(d, 100);

    if (roll < 60)
        return campus_client(p, person);
    if (roll < 88)
        return home_client(p, person);
    return address4("mobile.carrier.example.com", dice_next(d));
}
