#include "tests/units/court.h"

#include "detectors/detector.h"

static struct detector pattern = { .name = "mass_mailing", .title = "A pattern" };

void court_open(struct court *c)
{
    *c = (struct court){ .days = 1000000 };
    site_default(&c->site, NULL, 0);
    c->site.has_directory = c->site.has_announcements = true;
    c->alice = (struct account){
        .name = SLICE("alice"), .kind = KIND_STAFF, .in_directory = true, .identity = IDENTITY_LOGIN
    };
}

struct evidence *court_add(struct court *c, enum family family, int32_t weight)
{
    struct evidence *e = &c->at[c->n++];

    cr_assert_leq(c->n, PIECES_MAX);
    *e = (struct evidence){ .detector = &pattern,
                            .account = &c->alice,
                            .family = family,
                            .weight = weight,
                            .certainty = CERTAINTY_LIKELY,
                            .is_ripe = true,
                            .first = 1,
                            .last = 2,
                            .headline = "did it",
                            .why = "It did." };
    return e;
}

struct evidence *court_add_mailing(struct court *c, enum family family, int32_t weight,
                                   uint64_t number)
{
    struct evidence *e = court_add(c, family, weight);

    e->mailing.account = &c->alice;
    e->mailing.number = number;
    e->is_open = true;
    return e;
}

static struct announcement spring = { .id = { "spring", 6 } };

void court_announce(struct evidence *e, enum announced how)
{
    e->announced = how;
    e->mailing.announcement = &spring;
}

const struct ruling *court_ruling(struct court *c)
{
    struct evidence_list list = { .arena = &c->arena };
    struct judge j = { .site = &c->site, .arena = &c->arena, .ended = 10 };

    for (size_t i = 0; i < c->n; i++) {
        c->at[i].next = list.first;
        list.first = &c->at[i];
    }
    j.account_days = c->days;
    j.precedents = c->precedents;
    j.flags = &c->flag;
    j.n_flags = c->flag.text.n > 0;
    j.excused = arena_new(&c->arena, 1);
    c->r = (struct result){ 0 };
    judge_all(&j, &list, &c->r);
    cr_assert_eq(c->r.n_rulings, c->n > 0);
    return c->r.rulings;
}

void court_close(struct court *c)
{
    site_free(&c->site);
    arena_free(&c->arena);
}
