/* What earlier decisions weigh: the same that was none counts against, nothing counts for. */
#include "tests/units/court.h"

static struct decision of_alice(enum judgement judgement, uint64_t pattern)
{
    return (struct decision){ .number = 1,
                              .at = 5,
                              .judgement = judgement,
                              .action = ACTIONS,
                              .reason = SLICE("class list"),
                              .finding = SLICE("F-0"),
                              .account = SLICE("alice"),
                              .detector = SLICE("mass_mailing"),
                              .pattern = pattern };
}

static struct evidence *add_party(struct court *c)
{
    struct evidence *e = court_add_mailing(c, FAMILY_VOLUME, 4000, 1);

    e->anchor = SLICE("Party 1");
    e->warrants = ACTION_HOLD_MAILING;
    return e;
}

/* Of what is in the court already. */
static uint64_t pattern_of(struct court *c)
{
    (void)court_ruling(c);
    return c->r.findings[0].pattern;
}

static bool says(const struct finding *f, const char *words, int32_t weight)
{
    for (size_t i = 0; i < f->n_against; i++)
        if (slice_find_str(f->against[i].text, slice_str(words)) < f->against[i].text.n)
            return f->against[i].weight == weight;
    return false;
}

static void decided(struct court *c, const struct decision *d, size_t n)
{
    struct decisions all = { d, n };

    precedents_init(&c->precedents, &all, &c->arena);
}

Test(judge, the_same_found_benign_counts_against)
{
    static const enum judgement cleared[] = { JUDGED_BENIGN, JUDGED_WITHDRAWN };
    static const char *const words[] = { "The same was found benign on 1970-01-01: class list.",
                                         "The same was withdrawn on 1970-01-01: class list." };

    for (size_t i = 0; i < 2; i++) {
        struct court c;
        struct decision d;

        court_open(&c);
        add_party(&c);
        d = of_alice(cleared[i], pattern_of(&c));
        decided(&c, &d, 1);
        cr_expect_eq(court_ruling(&c)->sum, 2000);
        cr_expect_eq(c.r.findings[0].action, ACTION_CONTACT);
        cr_expect(says(&c.r.findings[0], words[i], -2000));
        court_close(&c);
    }
}

Test(judge, another_subject_is_not_excused)
{
    struct court c;
    struct decision d;

    court_open(&c);
    add_party(&c);
    d = of_alice(JUDGED_BENIGN, pattern_of(&c) ^ 2);
    decided(&c, &d, 1);
    cr_expect_eq(court_ruling(&c)->sum, 4000);
    cr_expect_eq(c.r.findings[0].action, ACTION_HOLD_MAILING);
    cr_expect(says(&c.r.findings[0], "about something else", 0));
    d.detector = SLICE("limits");
    (void)court_ruling(&c);
    cr_expect_not(says(&c.r.findings[0], "about something else", 0), "of another detector");
    d.account = SLICE("bob");
    d.detector = SLICE("mass_mailing");
    decided(&c, &d, 1);
    (void)court_ruling(&c);
    cr_expect_not(says(&c.r.findings[0], "about something else", 0), "of another account");
    court_close(&c);
}

/* Subjects differ in their numbers from week to week; addresses with other numbers are others. */
Test(judge, patterns)
{
    struct court c;
    uint64_t party, address;

    court_open(&c);
    add_party(&c);
    party = pattern_of(&c);
    cr_expect_neq(party, 0);
    c.at[0].anchor = SLICE(" PARTY 22");
    cr_expect_eq(pattern_of(&c), party);
    c.at[0].anchor = SLICE("Party at 9");
    cr_expect_neq(pattern_of(&c), party);
    c.at[0].anchor = (slice){ 0 };
    cr_expect_eq(pattern_of(&c), 0);
    c.at[0].mailing = (struct mailing){ 0 };
    c.at[0].anchor = SLICE("u1@example.edu");
    address = pattern_of(&c);
    c.at[0].anchor = SLICE("u2@example.edu");
    cr_expect_neq(pattern_of(&c), address);
    court_close(&c);
}

Test(judge, what_was_confirmed_is_history_and_weighs_nothing)
{
    struct court c;
    struct decision d[2];

    court_open(&c);
    add_party(&c);
    d[0] = of_alice(JUDGED_BENIGN, pattern_of(&c));
    d[1] = of_alice(JUDGED_CONFIRMED, d[0].pattern);
    d[1].number = 2;
    d[1].finding = SLICE("F-1");
    decided(&c, d, 2);
    cr_expect_eq(court_ruling(&c)->sum, 4000, "and what was benign before does not count now");
    cr_expect_eq(c.r.findings[0].action, ACTION_HOLD_MAILING);
    cr_expect_eq(c.r.rulings[0].confirmed, 1);
    d[1].at = -(usec)366 * DAY * USEC_PER_SECOND;
    cr_expect_eq(court_ruling(&c)->confirmed, 0, "more than a year ago");
    court_close(&c);
}

Test(judge, what_was_benign_a_year_ago_weighs_nothing)
{
    struct court c;
    struct decision d;

    court_open(&c);
    add_party(&c);
    d = of_alice(JUDGED_BENIGN, pattern_of(&c));
    d.at = -(usec)366 * DAY * USEC_PER_SECOND;
    decided(&c, &d, 1);
    cr_expect_eq(court_ruling(&c)->sum, 4000);
    cr_expect(says(&c.r.findings[0], "over a year ago", 0));
    court_close(&c);
}

/* Cleared, and nothing has happened since: nothing is left of it. */
Test(judge, the_very_finding_counts_nothing_once_it_is_cleared)
{
    struct court c;
    struct decision d;

    court_open(&c);
    add_party(&c);
    d = of_alice(JUDGED_BENIGN, pattern_of(&c));
    d.finding = arena_keep(&c.arena, slice_str(c.r.findings[0].id));
    decided(&c, &d, 1);
    cr_expect_eq(court_ruling(&c)->sum, 0);
    cr_expect_eq(c.r.findings[0].action, ACTION_RECORD);
    cr_expect(says(&c.r.findings[0], "This finding was found benign", -4000));
    c.at[0].last = 9;
    cr_expect_eq(court_ruling(&c)->sum, 2000, "it went on after the decision");
    cr_expect_eq(c.r.findings[0].action, ACTION_CONTACT);
    court_close(&c);
}
