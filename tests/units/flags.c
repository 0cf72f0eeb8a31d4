/* Damage and guesses of inputs become flags, each with what it is about. */
#include "analyzer/run/judge/flags.h"

#include <criterion/criterion.h>

#include "analyzer/run/input/stream.h"

static const usec minute = 60 * USEC_PER_SECOND;

struct raised {
    struct arena arena;
    struct site site;
    struct flags flags;
};

static void raise_for(struct raised *x, const struct input_sum *in)
{
    struct input_sum one = *in;
    struct result r = { .inputs = &one, .n_inputs = 1, .verdicts = { [VERDICT_PARSED] = 1 } };

    x->flags = (struct flags){ .arena = &x->arena, .site = &x->site };
    flags_of_inputs(&x->flags, &r, NULL);
}

static const struct flag *find(const struct raised *x, enum flag_kind kind)
{
    for (size_t i = 0; i < x->flags.n; i++)
        if (x->flags.at[i].kind == kind)
            return &x->flags.at[i];
    return NULL;
}

static void forget(struct raised *x)
{
    flags_free(&x->flags);
    arena_free(&x->arena);
}

static struct input_sum sound(void)
{
    return (struct input_sum){ .name = SLICE("mail.log"), .stepped_back = USEC_NONE };
}

Test(flags, a_sound_input_raises_none)
{
    struct raised x = { 0 };
    struct input_sum in = sound();

    raise_for(&x, &in);
    cr_expect_eq(x.flags.n, 0);
    in.nul_bytes = 15;
    raise_for(&x, &in);
    cr_expect_not(flag_blocks(find(&x, FLAG_NUL_BYTES)), "few may be anybody's");
    forget(&x);
}

Test(flags, a_damaged_input_blocks)
{
    struct raised x = { 0 };
    struct input_sum in = sound();

    in.trouble = SLICE("torn at byte 7");
    in.nul_bytes = 16;
    in.guesses_year = true;
    raise_for(&x, &in);
    cr_assert_eq(x.flags.n, 3);
    cr_expect(slice_eq(x.flags.at[0].text, SLICE("mail.log: torn at byte 7")));
    cr_expect(flag_blocks(find(&x, FLAG_TORN_INPUT)));
    cr_expect(flag_blocks(find(&x, FLAG_NUL_BYTES)));
    cr_expect_not(flag_blocks(find(&x, FLAG_YEAR_GUESSED)));
    for (size_t i = 0; i < x.flags.n; i++)
        cr_expect(slice_eq(x.flags.at[i].input, SLICE("mail.log")));
    forget(&x);
}

Test(flags, a_clock_that_steps_back_blocks_but_for_one_night)
{
    struct raised x = { 0 };
    struct input_sum in = sound();

    cr_assert(clock_set_zone("Europe/Berlin"));
    in.steps_back = 9;
    in.furthest_back = 60 * minute;
    cr_assert(clock_parse(SLICE("2026-10-25 02:30"), &in.stepped_back));
    raise_for(&x, &in);
    cr_expect_not(flag_blocks(find(&x, FLAG_CLOCK_BACK)));
    flags_free(&x.flags);
    in.furthest_back = 121 * minute;
    raise_for(&x, &in);
    cr_expect(flag_blocks(find(&x, FLAG_CLOCK_BACK)), "an hour, not two");
    flags_free(&x.flags);
    in.furthest_back = 60 * minute;
    cr_assert(clock_parse(SLICE("2026-03-29 03:30"), &in.stepped_back));
    raise_for(&x, &in);
    cr_expect(flag_blocks(find(&x, FLAG_CLOCK_BACK)), "forward is not back");
    forget(&x);
}

Test(flags, the_policy_explains_what_it_names)
{
    struct raised x = { .site.explained = UINT64_C(1) << FLAG_TORN_INPUT };
    struct input_sum in = sound();

    in.trouble = SLICE("torn");
    in.nul_bytes = 99;
    raise_for(&x, &in);
    cr_expect_not(flag_blocks(find(&x, FLAG_TORN_INPUT)));
    cr_expect(flag_blocks(find(&x, FLAG_NUL_BYTES)));
    forget(&x);
}

Test(flags, have_a_name_each)
{
    for (int f = 0; f < FLAGS; f++) {
        cr_assert(flag_names[f]);
        cr_expect_eq(flag_find(slice_str(flag_names[f])), (enum flag_kind)f);
    }
    cr_expect_eq(flag_find(SLICE("log gap")), FLAGS);
}

/* Hosts that share a file differ by seconds, even minutes; five are another matter. */
Test(flags, few_minutes_are_no_step_back)
{
    struct stream s = { .now = USEC_NONE, .sum = { .first = USEC_NONE, .last = USEC_NONE } };
    usec noon = 720 * minute;

    s.sum.stepped_back = USEC_NONE;
    stream_note_time(&s, noon);
    stream_note_time(&s, noon - 5 * minute + 1);
    cr_expect_eq(s.sum.steps_back, 0);
    stream_note_time(&s, noon - 5 * minute);
    stream_note_time(&s, noon - 7 * minute);
    stream_note_time(&s, noon + 1);
    cr_expect_eq(s.sum.steps_back, 2);
    cr_expect_eq(s.sum.furthest_back, 7 * minute);
    cr_expect_eq(s.sum.stepped_back, noon - 5 * minute);
}
