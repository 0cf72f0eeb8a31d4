/* New, going on, came back, quiet, closed: from sightings and decisions alone. */
#include "analyzer/run/judge/cases.h"

#include <criterion/criterion.h>

#define DAYS(n) ((usec)(n)*DAY * USEC_PER_SECOND)

static struct case_row seen(const char *id, usec first, usec last)
{
    return (struct case_row){ .seen = { .id = slice_str(id),
                                        .account = SLICE("alice"),
                                        .detector = SLICE("limits"),
                                        .pattern = 5,
                                        .oldest = 1,
                                        .newest = 1,
                                        .first = first,
                                        .last = last } };
}

static void derive(struct case_row *rows, size_t n, const struct decisions *decided, usec ended)
{
    static struct arena arena;
    struct precedents p;

    precedents_init(&p, decided, &arena);
    cases_derive(rows, n, &p, ended, &arena);
}

static void expect_standings(const struct case_row *rows, size_t n, const char *words)
{
    for (size_t i = 0; i < n; i++, words++) {
        size_t length = strcspn(words, " ");

        cr_expect(
            slice_eq(slice_of(words, length), slice_str(standing_names[rows[i].past.standing])),
            "%zu is %s", i, standing_names[rows[i].past.standing]);
        words += length;
    }
}

Test(cases, follow_on_each_other)
{
    const struct decisions none = { 0 };
    struct case_row rows[] = { seen("F-1", DAYS(1), DAYS(2)), seen("F-2", DAYS(4), DAYS(5)),
                               seen("F-3", DAYS(7), DAYS(8)), seen("F-4", DAYS(10) + 1, DAYS(11)) };

    derive(rows, 4, &none, USEC_NONE);
    expect_standings(rows, 4, "new going_on going_on came_back");
    cr_expect_eq(rows[2].past.since, DAYS(1), "since the beginning of all of it");
    cr_expect_eq(rows[3].past.since, DAYS(8), "when it was last seen before");
    derive(rows, 4, &none, DAYS(13));
    expect_standings(rows, 4, "quiet quiet quiet came_back");
}

Test(cases, of_another_pattern_do_not)
{
    const struct decisions none = { 0 };
    struct case_row rows[] = { seen("F-1", DAYS(1), DAYS(1)), seen("F-2", DAYS(1), DAYS(1)),
                               seen("F-3", DAYS(1), DAYS(1)), seen("F-4", DAYS(1), DAYS(1)) };

    rows[1].seen.pattern = 6;
    rows[2].seen.pattern = rows[3].seen.pattern = 0;
    derive(rows, 4, &none, USEC_NONE);
    expect_standings(rows, 4, "new new new new");
    rows[3].seen.newest = 2;
    derive(rows, 4, &none, USEC_NONE);
    expect_standings(rows, 4, "new new new going_on");
}

/* A decision is about what had happened until then. */
Test(cases, are_closed_by_a_decision_and_come_back)
{
    struct decision d = { .number = 1,
                          .at = DAYS(3),
                          .judgement = JUDGED_CONFIRMED,
                          .action = ACTIONS,
                          .finding = SLICE("F-1"),
                          .account = SLICE("alice") };
    const struct decisions one = { &d, 1 };
    struct case_row rows[] = { seen("F-1", DAYS(1), DAYS(2)), seen("F-2", DAYS(3), DAYS(3)) };

    derive(rows, 2, &one, USEC_NONE);
    expect_standings(rows, 2, "closed came_back");
    cr_expect_eq(rows[0].past.n_decisions, 1);
    cr_expect_eq(rows[1].past.n_decisions, 0);
    rows[0].seen.last = DAYS(3) + 1;
    derive(rows, 2, &one, USEC_NONE);
    expect_standings(rows, 2, "came_back going_on");
    derive(rows, 2, &one, DAYS(9));
    expect_standings(rows, 2, "quiet quiet");
}
