/*
 * Where people and machines are. Networks are the documentation's 3fff::/20 and, since an attacker
 * should not share a provider with his victim for want of networks, class E, which nobody has:
 * 240/8 homes, 241/8 mobile carriers, 242/8 elsewhere, 243/8 networks that hide who is behind them,
 * 244/8 mail programs that run at their makers'.
 */
#include "tests/benchmark/places.h"

struct text campus_client(const struct plan *p, uint32_t person)
{
    uint64_t own = p->persons[person].own;
    unsigned a = 1 + (unsigned)(own >> 8) % 180, b = 1 + (unsigned)(own >> 16) % 254;

    return text("pc-%u-%u.campus.example.edu[10.20.%u.%u]", a, b, a, b);
}

/* eduroam: another address of the pool each day. */
static struct text wireless_client(const struct plan *p, uint32_t person, int64_t when)
{
    uint64_t lease = dice_mix(p->persons[person].own + (uint64_t)(when / DAY));
    unsigned a = 184 + (unsigned)(lease >> 8) % 32, b = 1 + (unsigned)(lease >> 16) % 254;

    return text("wlan-%u-%u.campus.example.edu[10.20.%u.%u]", a, b, a, b);
}

/* Where the provider hands out addresses anew, they move within its networks every some weeks. */
struct text home_client(const struct plan *p, uint32_t person, int64_t when)
{
    uint64_t own = dice_mix(p->persons[person].own);
    uint32_t provider = (uint32_t)(own % HOMES);
    int64_t lease =
        provider < 2 ? 0 : (when / DAY + (int64_t)(own >> 50)) / (provider < 4 ? 30 : 9);
    uint64_t line = dice_mix(own + (uint64_t)lease);

    if (provider == 0)
        return text("unknown[3fff:%x:%x:%x::%x]", 1 + provider, (unsigned)(line >> 20) & 0xfff,
                    0x1000 | ((unsigned)(line >> 32) & 0xff), 1 + ((unsigned)(own >> 40) & 0xff));
    return text("host%u.dynamic.isp%u.example.net[240.%u.%u.%u]", (unsigned)(line >> 8) % 60000,
                provider, provider, (unsigned)(line >> 8) % 250, 1 + (unsigned)(line >> 24) % 254);
}

/* Thousands share a carrier's addresses. */
struct text mobile_client(const struct plan *p, struct dice *d, uint32_t person)
{
    uint32_t carrier = (uint32_t)(p->persons[person].own >> 12) % CARRIERS;

    return text("mobile.carrier%u.example.com[241.%u.%u.%u]", carrier, carrier, dice_below(d, 12),
                1 + dice_below(d, 254));
}

/* The program on the phone leaves the mail with its maker, who hands it in for thousands. */
struct text app_client(struct dice *d, uint64_t own)
{
    uint32_t maker = (uint32_t)(own % APPS);

    return text("out%u.app%u.example.net[244.%u.%u.%u]", dice_below(d, 40), maker, maker,
                dice_below(d, 30), 1 + dice_below(d, 254));
}

/* Some line of some provider elsewhere, the same one for the same key. */
struct text foreign_client(uint64_t key)
{
    uint64_t bits = dice_mix(key);

    if (bits % 3)
        return text("unknown[242.%u.%u.%u]", (unsigned)(bits >> 4) % BLOCKS,
                    (unsigned)(bits >> 16) % BLOCKS, 1 + (unsigned)(bits >> 32) % 254);
    return text("unknown[3fff:%x:%x:%x::%x]", ELSEWHERE_V6 + ((unsigned)(bits >> 8) % PROVIDERS),
                (unsigned)(bits >> 20) & 0xfff, 0x1000 | ((unsigned)(bits >> 32) & 0xff),
                1 + ((unsigned)(bits >> 40) & 0xffff));
}

/* One of forty ways out of Tor or of a provider of VPNs, which the site knows. */
struct text hidden_client(struct dice *d)
{
    uint32_t way = dice_below(d, 40);

    return text("exit%u.example.org[243.%u.%u.%u]", way, way % HIDING, way, 1 + way * 5);
}

struct text usual_client(const struct plan *p, struct dice *d, uint32_t person, int64_t when)
{
    uint32_t roll = dice_below(d, 100);
    bool has_office = p->persons[person].role != STUDENT && p->persons[person].role != RETIREE;
    uint64_t habit = p->persons[person].own >> 24;

    if (roll < (has_office ? 12 : 24))
        return wireless_client(p, person, when);
    if (roll < (has_office ? 66 : 30))
        return campus_client(p, person);
    if (roll < 84)
        return home_client(p, person, when);
    return habit % 8 ? mobile_client(p, d, person) : app_client(d, habit / 8);
}
