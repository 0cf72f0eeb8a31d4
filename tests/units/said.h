#ifndef UNITS_SAID_H
#define UNITS_SAID_H

/* said - what a parser makes of one line, for its tests */

#include <criterion/criterion.h>
#include <stdio.h>

#include "parsers/parser.h"

static struct fact said_room[FACTS_MAX];
static struct facts said_facts = { .at = said_room };

/* clang-format off */
#define eq_text(got, expected)                                                                    \
    cr_assert(slice_eq((got), slice_str(expected)), "got \"" SLICE_FMT "\" for \"%s\"",           \
              SLICE_ARG(got), (expected))
/* clang-format on */

static inline enum verdict said_by(const struct mta *mta, const char *program, slice message)
{
    struct line ln = { .text = message, .program = slice_str(program), .message = message };

    said_facts.n = 0;
    said_facts.why = "";
    return mta->parse(mta->claims(ln.program), &ln, &said_facts);
}

/* The first fact of that kind of what was said, which must have one. */
static inline const struct fact *said_fact(enum verdict v, enum fact_kind kind, const char *message)
{
    cr_assert(v == VERDICT_PARSED, "%s: %s", message, said_facts.why);
    for (size_t i = 0; i < said_facts.n; i++)
        if (said_room[i].kind == kind)
            return &said_room[i];
    cr_assert_fail("no such fact: %s", message);
    return NULL;
}

static inline void said_to_be_ignored(enum verdict v, const char *message, const char *why)
{
    cr_assert(v == VERDICT_IGNORED && said_facts.n == 0, "%s", message);
    cr_assert_str_eq(said_facts.why, why, "%s is %s", message, said_facts.why);
}

static inline void said_to_be_malformed(enum verdict v, const char *message)
{
    cr_assert(v == VERDICT_MALFORMED && said_facts.n == 0, "%s", message);
    cr_assert(said_facts.why[0]);
}

#endif
