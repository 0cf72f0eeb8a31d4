#ifndef UNITS_SENDMAIL_SAID_H
#define UNITS_SENDMAIL_SAID_H

/* sendmail_said - what the Sendmail parser makes of one line, for its tests */

#include <criterion/criterion.h>
#include <stdio.h>

#include "parsers/parser.h"

extern const struct mta mta_sendmail;

#define ID "6AQ8Oh4D000142"

static struct fact sendmail_room[FACTS_MAX];
static struct facts sendmail_facts = { .at = sendmail_room };

/* clang-format off */
#define eq_text(got, expected)                                                                    \
    cr_assert(slice_eq((got), slice_str(expected)), "got \"" SLICE_FMT "\" for \"%s\"",           \
              SLICE_ARG(got), (expected))
/* clang-format on */

static inline enum verdict said(slice message)
{
    struct line ln = { .text = message, .program = SLICE("sm-mta"), .message = message };

    sendmail_facts.n = 0;
    sendmail_facts.why = "";
    return mta_sendmail.parse(mta_sendmail.claims(ln.program), &ln, &sendmail_facts);
}

/* The first fact of that kind, which the line must have. */
static inline const struct fact *fact_of(enum fact_kind kind, const char *message)
{
    enum verdict v = said(slice_str(message));

    cr_assert(v == VERDICT_PARSED, "%s: %s", message, sendmail_facts.why);
    for (size_t i = 0; i < sendmail_facts.n; i++)
        if (sendmail_room[i].kind == kind)
            return &sendmail_room[i];
    cr_assert_fail("no such fact: %s", message);
    return NULL;
}

static inline void is_ignored(const char *message, const char *why)
{
    cr_assert(said(slice_str(message)) == VERDICT_IGNORED && sendmail_facts.n == 0, "%s", message);
    cr_assert_str_eq(sendmail_facts.why, why, "%s is %s", message, sendmail_facts.why);
}

static inline void is_malformed(const char *message)
{
    cr_assert(said(slice_str(message)) == VERDICT_MALFORMED && sendmail_facts.n == 0, "%s",
              message);
    cr_assert(sendmail_facts.why[0]);
}

#endif
