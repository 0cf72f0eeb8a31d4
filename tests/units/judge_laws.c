/* Made-up accounts by the hundred: what must hold for all of them. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "reports/report.h"
#include "tests/units/court.h"

static uint32_t drawn(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525 + 1013904223;
    return (*state >> 8) % below;
}

static void add_any(struct court *c, uint32_t *dice)
{
    struct evidence *e = court_add_mailing(c, (enum family)drawn(dice, FAMILIES),
                                           (int32_t)drawn(dice, 45) * 100, 1 + drawn(dice, 3));

    if (drawn(dice, 3) == 0)
        e->mailing = (struct mailing){ 0 };
    else if (drawn(dice, 2) == 0)
        court_announce(e, (enum announced)(ANNOUNCED_YES + drawn(dice, 4)));
    e->anchor = drawn(dice, 2) ? SLICE("x") : SLICE("y");
    e->certainty = (enum certainty)drawn(dice, CERTAINTIES);
    e->warrants = (enum action)drawn(dice, ACTION_DISABLE_SENDING);
    e->is_open = drawn(dice, 2);
}

/* One mailing is announced or it is not, whatever piece of evidence is about it. */
static void agree(struct court *c)
{
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < i; k++)
            if (c->at[i].mailing.account && c->at[k].mailing.number == c->at[i].mailing.number) {
                c->at[i].announced = c->at[k].announced;
                c->at[i].mailing.announcement = c->at[k].mailing.announcement;
            }
}

static void draw(struct court *c, uint32_t *dice)
{
    static const enum account_kind kinds[] = { KIND_STAFF, KIND_STAFF, KIND_STAFF, KIND_LIST,
                                               KIND_ORGANISATION };
    size_t n = 1 + drawn(dice, 7);

    court_open(c);
    c->alice.kind = kinds[drawn(dice, 5)];
    while (c->n < n)
        add_any(c, dice);
    agree(c);
}

struct outcome_seen {
    enum action action;
    int32_t sum;
};

static struct outcome_seen seen(struct court *c)
{
    const struct ruling *v = court_ruling(c);

    return (struct outcome_seen){ v->action, v->sum };
}

Test(judge, more_evidence_never_asks_for_less)
{
    uint32_t dice = 7;

    for (int i = 0; i < 3000; i++) {
        struct court c;
        struct outcome_seen before, after;

        draw(&c, &dice);
        before = seen(&c);
        add_any(&c, &dice);
        agree(&c);
        after = seen(&c);
        cr_assert_geq(after.action, before.action, "round %d", i);
        court_close(&c);
    }
}

Test(judge, an_excuse_never_asks_for_more)
{
    uint32_t dice = 8;

    for (int i = 0; i < 3000; i++) {
        struct court c;
        struct outcome_seen before, after;
        struct evidence *e;

        draw(&c, &dice);
        before = seen(&c);
        e = &c.at[drawn(&dice, (uint32_t)c.n)];
        e->against[0].text = "It was answered.";
        e->against[0].weight = (int32_t)drawn(&dice, 6) * -900 + 900;
        e->n_against = 1;
        after = seen(&c);
        cr_assert_leq(after.action, before.action, "round %d", i);
        cr_assert_leq(after.sum, before.sum, "round %d", i);
        court_close(&c);
    }
}

Test(judge, order_does_not_matter)
{
    uint32_t dice = 9;

    for (int i = 0; i < 1000; i++) {
        struct court c;
        struct outcome_seen one, other;

        draw(&c, &dice);
        one = seen(&c);
        for (size_t k = c.n; k > 1; k--) {
            size_t at = drawn(&dice, (uint32_t)k);
            struct evidence swapped = c.at[at];

            c.at[at] = c.at[k - 1];
            c.at[k - 1] = swapped;
        }
        other = seen(&c);
        cr_assert(one.action == other.action && one.sum == other.sum, "round %d", i);
        court_close(&c);
    }
}

static void write_findings(int fd, const struct result *r)
{
    struct out out = { .fd = fd };
    struct err err;
    size_t i = 0;

    while (strcmp(reports[i]->name, "findings.ndjson") != 0)
        i++;
    reports[i]->write(&out, r);
    cr_assert(out_close(&out, &err), "%s", err.text);
}

/* By another program in another language, from what is printed alone. */
Test(judge, sums_can_be_added_up_again)
{
    char path[] = "/tmp/sums-XXXXXX", name[32], command[128];
    int fd = mkstemp(path);
    uint32_t dice = 10;

    if (system("command -v python3 >/dev/null 2>&1") != 0)
        cr_skip_test("no python3");
    cr_assert(fd >= 0);
    for (int i = 0; i < 1000; i++) {
        struct court c;

        draw(&c, &dice);
        c.days = drawn(&dice, 2) ? c.days : 1 + drawn(&dice, 2000);
        (void)snprintf(name, sizeof(name), "account%d", i);
        c.alice.name = slice_str(name);
        c.at[0].is_operators = drawn(&dice, 5) == 0;
        (void)court_ruling(&c);
        write_findings(fd, &c.r);
        court_close(&c);
    }
    (void)close(fd);
    (void)snprintf(command, sizeof(command), "python3 tests/sums.py %s", path);
    cr_expect_eq(system(command), 0, "what is wrong is printed above");
    (void)unlink(path);
}
