/* Messages of one run are alike in subject and size, and go to a list of its own. */
#include "tests/benchmark/spam.h"

struct run run_by(struct plan *p, uint32_t invalid, uint32_t refused)
{
    static const char *const subjects[] = { "Invoice overdue", "Your parcel", "the minutes of 2026",
                                            "Account verification", "Re: your message" };
    struct run r = { .victim = people_take(p, ANYBODY), .invalid = invalid, .refused = refused };

    r.list = dice_next(&p->dice);
    r.subject = text("%s", subjects[dice_below(&p->dice, 5)]);
    r.size = 3000 + dice_below(&p->dice, 20000);
    return r;
}

char spam_fate(struct plan *p, const struct run *r, struct text to)
{
    uint32_t roll = dice_below(&p->dice, 1000);

    if (roll < r->invalid)
        return 'u';
    return roll < r->invalid + r->refused ? 's' : usual_fate(&p->dice, to);
}

void spam(struct plan *p, const struct run *r, int64_t when, struct text client, uint32_t n,
          uint32_t recipients)
{
    struct mail m = habits_mail(p, r->victim, when);

    m.client = client;
    m.subject = r->subject;
    m.size = r->size + dice_below(&p->dice, r->size / 150 + 1);
    plan_mail(p, &m);
    for (uint32_t i = 0; i < recipients; i++) {
        struct text to = outsider(p, r->list + (uint64_t)n * recipients + i);

        plan_to(p, to, spam_fate(p, r, to));
    }
}

void label_hijacked(struct plan *p, uint32_t victim, int64_t from, int64_t to, struct text kind,
                    struct text why)
{
    struct label l = {
        p->persons[victim].name, "resources", "contact", "disable_sending", from, to, kind, why
    };

    site_label(p, &l);
    l.clause = "*";
    l.least = "none";
    site_label(p, &l);
}
