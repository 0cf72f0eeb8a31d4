/* What speaks against a piece of evidence, and how far it goes. */
#include <criterion/criterion.h>

#include "court.h"

static void speak_against(struct evidence *e, int32_t weight)
{
    e->against[e->n_against].text = "It was answered.";
    e->against[e->n_against++].weight = weight;
}

/* Replies and the like speak against a piece, and not against all that is found beside it. */
Test(judge_excused, what_a_detector_says_against_its_own_piece_has_an_end)
{
    static const int32_t expected[] = { -3000, -1000, 0 };
    struct court c;
    struct evidence *e;

    court_open(&c);
    e = court_add(&c, FAMILY_CANARY, 4000);
    for (int i = 0; i < 3; i++)
        speak_against(e, -3000);
    (void)court_ruling(&c);
    cr_assert_eq(c.r.n_findings, 1);
    for (int i = 0; i < 3; i++)
        cr_expect_eq(c.r.findings[0].against[i].weight, expected[i], "4000 in all");
    court_close(&c);
}

Test(judge_excused, a_mailing_with_an_excuse_is_not_held_for_what_was_found_beside_it)
{
    struct court c;

    court_open(&c);
    (void)court_add(&c, FAMILY_VOLUME, 3000);
    (void)court_add(&c, FAMILY_AUTHENTICATION, 2000);
    (void)court_add_mailing(&c, FAMILY_VOLUME, 1000, 1);
    cr_expect_eq(court_ruling(&c)->by_sum, ACTION_HOLD_MAILING);
    speak_against(&c.at[2], -1000);
    cr_expect_eq(court_ruling(&c)->by_sum, ACTION_THROTTLE);
    court_close(&c);
}
