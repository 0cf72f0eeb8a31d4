#ifndef TESTS_COURT_H
#define TESTS_COURT_H

/* court - one account, made-up evidence about it, and what the judge makes of that */

#include <criterion/criterion.h>

#include "analyzer/run/judge/judge.h"

enum { PIECES_MAX = 12 };

struct court {
    struct site site;
    struct arena arena;
    struct account alice;
    struct evidence at[PIECES_MAX];
    size_t n;
    uint64_t days; /* that accounts sent mail on */
    struct precedents precedents;
    struct flag flag; /* raised when its text is not empty */
    struct result r;
};

/* A person with a login, on a site that has shown a million days and all its files. */
void court_open(struct court *c);
void court_close(struct court *c);

/* A piece that counts and warrants nothing by itself; the second about a mailing of that
   number, which is not over. */
struct evidence *court_add(struct court *c, enum family family, int32_t weight);
struct evidence *court_add_mailing(struct court *c, enum family family, int32_t weight,
                                   uint64_t number);
void court_announce(struct evidence *e, enum announced how);

const struct ruling *court_ruling(struct court *c);

#endif
