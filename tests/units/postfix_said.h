#ifndef UNITS_POSTFIX_SAID_H
#define UNITS_POSTFIX_SAID_H

/* postfix_said - what the Postfix parser makes of one line, for its tests */

#include "tests/units/said.h"

extern const struct mta mta_postfix;

static inline enum verdict said(const char *program, slice message)
{
    return said_by(&mta_postfix, program, message);
}

/* The one fact of a line that must have one. */
static inline const struct fact *fact_of(const char *program, const char *message)
{
    enum verdict v = said(program, slice_str(message));

    cr_assert(v == VERDICT_PARSED, "%s: %s: %s", program, message, said_facts.why);
    cr_assert(said_facts.n == 1);
    return &said_facts.at[0];
}

static inline void is_ignored(const char *program, const char *message, const char *why)
{
    said_to_be_ignored(said(program, slice_str(message)), message, why);
}

static inline void is_malformed(const char *program, const char *message)
{
    said_to_be_malformed(said(program, slice_str(message)), message);
}

#endif
