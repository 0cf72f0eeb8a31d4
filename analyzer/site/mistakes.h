#ifndef SITE_MISTAKES_H
#define SITE_MISTAKES_H

/*
 * mistakes - what is wrong in the site's files, each with its place
 *
 * All that are found are collected, to the most that are kept; site_load() hands them
 * over in file, line, column order. They live in their own arena, not in the site's.
 */

#include "analyzer/base/arena.h"

struct mistake {
    slice file;            /* path as it should be shown: "site/policy.yaml" */
    uint32_t line, column; /* from 1; 0: the file as a whole */
    slice text;
};

struct mistakes {
    struct mistake *at;
    size_t n, cap;
    uint64_t more; /* found beyond the most that are kept */
    struct arena arena;
};

void mistakes_add(struct mistakes *m, slice file, uint32_t line, uint32_t column,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));
void mistakes_free(struct mistakes *m);

#endif
