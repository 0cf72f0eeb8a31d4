/*
 * Who did not want a mail says so, some time later, and in the way of where he is: a button and a
 * feedback loop at one large provider, none that names a message at the other, the abuse desk of a
 * site elsewhere, now and then a phone. Each is a row of complaints.tsv; complaints.py makes of it
 * what comes in at the university, when the mail has its ids.
 */
#include "tests/benchmark/plan.h"

#include <string.h>

static uint64_t text_hash(struct text t)
{
    uint64_t hash = 29;

    for (const char *c = t.s; *c; c++)
        hash = dice_mix(hash ^ (uint8_t)*c);
    return hash;
}

void plan_complaint(struct plan *p, const struct complaint *c)
{
    const char *by = *c->by.s ? c->by.s : c->to.s;

    if (c->when + c->after >= day_start(p, p->days))
        return; /* not here yet */
    (void)fprintf(p->complaints, "%lld\t%lld\t%s\t%s\t%s\t%s\t%s\t%s\n", (long long)c->when,
                  (long long)c->after, c->login.s, c->to.s, by, c->form ? c->form : "arf",
                  c->kind ? c->kind : "abuse", c->how ? c->how : "whole");
}

/* The desk of a site sends on what its people hand it; half of these name nobody. Who calls names
 * a person, so nobody calls about a list. */
static void by_desk(struct plan *p, struct dice *d, struct complaint *c)
{
    static const char *const forms[4] = { "xarf", "arf", "xarf", "phone" };

    c->form = forms[dice_below(d, strcmp(c->login.s, "list") == 0 ? 3 : 4)];
    if (dice_chance(d, 500) && strcmp(c->form, "phone") != 0)
        c->how = "redacted";
    plan_complaint(p, c);
}

void maybe_complains(struct plan *p, const struct mail *m, struct text to, uint32_t per_100k)
{
    struct dice d = { dice_mix(p->seed ^ dice_mix((uint64_t)m->when) ^ text_hash(to)) };
    struct complaint c = { .when = m->when, .login = m->login, .to = to };
    bool has_loop = strstr(to.s, "@outmail.example"), has_none = strstr(to.s, "@bigmail.example");

    if (has_none || strstr(to.s, "@example.edu") ||
        dice_below(&d, 100000) >= (has_loop ? 2 * per_100k : per_100k))
        return;
    c.after = 1200 + dice_low(&d, 4 * DAY);
    if (!has_loop) {
        by_desk(p, &d, &c);
        return;
    }
    plan_complaint(p, &c);
    if (dice_chance(&d, 150)) { /* the loop sends it once more */
        c.after += 3600;
        plan_complaint(p, &c);
    }
}
