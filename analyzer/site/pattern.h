#ifndef SITE_PATTERN_H
#define SITE_PATTERN_H

/*
 * pattern - a regular expression that the site wrote (PCRE2, compiled to machine code)
 *
 * For what happens per mailing or per reply, never for every line. Text is taken as
 * UTF-8, bytes that are not end what can match; only its first PATTERN_TEXT_MAX bytes
 * are looked at. The work for one text is bounded: a pattern that needs more (nested
 * repetitions do) is given up, counts as no match, and is counted by its matcher.
 *
 * Patterns are read-only once made and may be shared by threads; a matcher is the
 * working memory of one thread, zeroed to begin with, and serves all patterns.
 */

#include "analyzer/base/slice.h"

enum { PATTERN_MAX = 1000, PATTERN_TEXT_MAX = 2048 };

struct pattern;

struct pattern_fault {
    char text[160];
    size_t offset; /* of the byte in the pattern that it was found at */
};

struct matcher {
    struct matcher_work *work;   /* made at the first match */
    uint64_t given_up;           /* texts for which a pattern needed too much */
    const struct pattern *worst; /* the first that was given up; NULL: none */
};

/* NULL: why tells. One that fits the empty text fits everything and is refused. */
struct pattern *pattern_new(slice expression, bool ignores_case, struct pattern_fault *why);
void pattern_free(struct pattern *p);

/* As it was written, without slashes. */
slice pattern_text(const struct pattern *p);

/* Anywhere in the text. */
bool pattern_matches(const struct pattern *p, slice text, struct matcher *m);

/* Its memory; what it counted stays. */
void matcher_free(struct matcher *m);

#endif
