#ifndef TESTS_REPORTS_SAMPLE_H
#define TESTS_REPORTS_SAMPLE_H

/*
 * reports_sample - one small result with hostile text in it, and one with nothing
 *
 * A rendering lives until the next one; times are in UTC.
 */

#include "reports/report.h"

extern const struct result sample, nothing;

const char *rendered(const char *name, const struct result *r);
const char *summary(const struct result *r, slice folder);
const char *counted(const struct result *r, size_t top);
const char *counted_as_json(const struct result *r);

/* How often part occurs in text. */
size_t times(const char *text, const char *part);

#endif
