/* Which of several decisions stands, and whether an account is disabled by them. */
#include "analyzer/run/judge/precedents.h"

#include <criterion/criterion.h>

enum { MOST = 8 };

struct shelf {
    struct arena arena;
    struct decision at[MOST];
    size_t n;
    struct precedents all;
};

static void put(struct shelf *s, const char *account, const char *finding, enum judgement judgement,
                enum action action)
{
    struct decision *d = &s->at[s->n++];

    cr_assert_leq(s->n, MOST);
    *d = (struct decision){ .number = (int64_t)s->n,
                            .at = (usec)(100 - s->n),
                            .judgement = judgement,
                            .action = action,
                            .finding = slice_str(finding),
                            .account = slice_str(account),
                            .detector = SLICE("limits"),
                            .pattern = 5 };
}

static struct precedents of(struct shelf *s, slice account)
{
    struct decisions all = { s->at, s->n };

    precedents_init(&s->all, &all, &s->arena);
    return precedents_of(&s->all, account);
}

Test(precedents, none)
{
    struct precedents zeroed = { 0 }, one = precedents_of(&zeroed, SLICE("alice"));

    cr_expect_eq(one.n, 0);
    cr_expect_null(precedents_on(&one, SLICE("F-1")));
    cr_expect_null(precedents_alike(&one, SLICE("limits"), 5));
    cr_expect_null(precedents_disabled(&one));
    cr_expect_eq(precedents_confirmed(&one, 0), 0);
}

/* The newest is the one that was written down last, whatever time it names. */
Test(precedents, the_newest_stands)
{
    struct shelf s = { 0 };
    struct precedents one;

    put(&s, "alice", "F-1", JUDGED_CONFIRMED, ACTIONS);
    put(&s, "bob", "F-2", JUDGED_CONFIRMED, ACTIONS);
    put(&s, "alice", "F-1", JUDGED_BENIGN, ACTIONS);
    put(&s, "alice", "F-3", JUDGED_CONFIRMED, ACTIONS);
    one = of(&s, SLICE("alice"));
    cr_assert_eq(one.n, 3);
    cr_expect_eq(precedents_on(&one, SLICE("F-1")), &s.at[2]);
    cr_expect_null(precedents_on(&one, SLICE("F-2")));
    cr_expect_eq(precedents_confirmed(&one, 0), 1, "F-1 was confirmed, and then not");
    cr_expect_eq(precedents_confirmed(&one, 97), 0, "that is too long ago");
    one = of(&s, SLICE("zoe"));
    cr_expect_eq(one.n, 0);
    arena_free(&s.arena);
}

Test(precedents, alike_is_the_newest_that_stands)
{
    struct shelf s = { 0 };
    struct precedents one;

    put(&s, "alice", "F-1", JUDGED_BENIGN, ACTIONS);
    put(&s, "alice", "F-2", JUDGED_CONFIRMED, ACTIONS);
    put(&s, "alice", "F-3", JUDGED_WITHDRAWN, ACTIONS);
    s.at[2].pattern = 6;
    one = of(&s, SLICE("alice"));
    cr_expect_eq(precedents_alike(&one, SLICE("limits"), 5), &s.at[1]);
    cr_expect_eq(precedents_alike(&one, SLICE("limits"), 6), &s.at[2]);
    cr_expect_null(precedents_alike(&one, SLICE("limits"), 7));
    cr_expect_null(precedents_alike(&one, SLICE("relaying"), 5));
    cr_expect_eq(precedents_alike(&one, SLICE("limits"), 0), &s.at[2], "any that was cleared");
    put(&s, "alice", "F-2", JUDGED_WITHDRAWN, ACTIONS);
    one = of(&s, SLICE("alice"));
    cr_expect_eq(precedents_alike(&one, SLICE("limits"), 5), &s.at[3]);
    arena_free(&s.arena);
}

Test(precedents, disabled_until_it_is_taken_back)
{
    struct shelf s = { 0 };
    struct precedents one;

    put(&s, "alice", "F-1", JUDGED_CONFIRMED, ACTION_CONTACT);
    one = of(&s, SLICE("alice"));
    cr_expect_null(precedents_disabled(&one));
    put(&s, "alice", "F-1", JUDGED_CONFIRMED, ACTION_DISABLE_SENDING);
    put(&s, "alice", "F-1", JUDGED_CONFIRMED, ACTIONS);
    put(&s, "alice", "F-1", JUDGED_CONFIRMED, ACTION_DISABLE_ACCOUNT);
    one = of(&s, SLICE("alice"));
    cr_expect_eq(precedents_disabled(&one), &s.at[1], "from then on, whatever was said since");
    put(&s, "alice", "F-2", JUDGED_BENIGN, ACTION_RECORD);
    one = of(&s, SLICE("alice"));
    cr_expect_eq(precedents_disabled(&one), &s.at[1], "another finding takes nothing back");
    put(&s, "alice", "F-1", JUDGED_CONFIRMED, ACTION_RECORD);
    one = of(&s, SLICE("alice"));
    cr_expect_null(precedents_disabled(&one));
    put(&s, "alice", "F-1", JUDGED_CONFIRMED, ACTION_DISABLE_SENDING);
    one = of(&s, SLICE("alice"));
    cr_expect_eq(precedents_disabled(&one), &s.at[6], "anew");
    put(&s, "alice", "F-1", JUDGED_WITHDRAWN, ACTIONS);
    one = of(&s, SLICE("alice"));
    cr_expect_null(precedents_disabled(&one));
    arena_free(&s.arena);
}
