#ifndef UNITS_SITE_POLICY_H
#define UNITS_SITE_POLICY_H

/* site_policy - a site folder that holds a policy.yaml alone */

#include "tests/units/site_folder.h"

static inline void expect(const char *text, const char *mistakes)
{
    expect_mistakes("policy.yaml", text, mistakes);
}

/* The site of a policy that must have no mistake. */
static inline struct folder loaded(const char *policy)
{
    struct folder f;

    folder_make(&f);
    folder_write(&f, "policy.yaml", policy);
    folder_load(&f);
    cr_assert_str_eq(f.text.p, "");
    return f;
}

#endif
