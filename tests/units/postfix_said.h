#ifndef UNITS_POSTFIX_SAID_H
#define UNITS_POSTFIX_SAID_H

/* postfix_said - what the Postfix parser makes of one line, for its tests */

#include "parsers/parser.h"
#include <criterion/criterion.h>
#include <stdio.h>

extern const struct mta mta_postfix;

static struct fact postfix_room[FACTS_MAX];
static struct facts postfix_facts = { .at = postfix_room };

/* clang-format off */
#define eq_text(got, expected)                                                                    \
    cr_assert(slice_eq((got), slice_str(expected)), "got \"" SLICE_FMT "\" for \"%s\"",           \
              SLICE_ARG(got), (expected))
/* clang-format on */

static inline enum verdict said(const char *program, slice message)
{
    struct line ln = { .text = message, .program = slice_str(program), .message = message };

    postfix_facts.n = 0;
    postfix_facts.why = "";
    return mta_postfix.parse(mta_postfix.claims(ln.program), &ln, &postfix_facts);
}

/* The one fact of a line that must have one. */
static inline const struct fact *fact_of(const char *program, const char *message)
{
    enum verdict v = said(program, slice_str(message));

    cr_assert(v == VERDICT_PARSED, "%s: %s: %s", program, message, postfix_facts.why);
    cr_assert(postfix_facts.n == 1);
    return &postfix_facts.at[0];
}

static inline void is_ignored(const char *program, const char *message, const char *why)
{
    enum verdict v = said(program, slice_str(message));

    cr_assert(v == VERDICT_IGNORED && postfix_facts.n == 0, "%s: %s", program, message);
    cr_assert_str_eq(postfix_facts.why, why, "%s: %s is %s", program, message, postfix_facts.why);
}

static inline void is_malformed(const char *program, const char *message)
{
    enum verdict v = said(program, slice_str(message));

    cr_assert(v == VERDICT_MALFORMED && postfix_facts.n == 0, "%s: %s", program, message);
    cr_assert(postfix_facts.why[0]);
}

#endif
