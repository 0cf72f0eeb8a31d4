#ifndef UNITS_SENDMAIL_SAID_H
#define UNITS_SENDMAIL_SAID_H

/* sendmail_said - what the Sendmail parser makes of one line, for its tests */

#include "tests/units/said.h"

extern const struct mta mta_sendmail;

#define ID "6AQ8Oh4D000142"

static inline enum verdict said(slice message)
{
    return said_by(&mta_sendmail, "sm-mta", message);
}

/* The first fact of that kind, which the line must have. */
static inline const struct fact *fact_of(enum fact_kind kind, const char *message)
{
    return said_fact(said(slice_str(message)), kind, message);
}

static inline void is_ignored(const char *message, const char *why)
{
    said_to_be_ignored(said(slice_str(message)), message, why);
}

static inline void is_malformed(const char *message)
{
    said_to_be_malformed(said(slice_str(message)), message);
}

#endif
