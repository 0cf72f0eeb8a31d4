#ifndef MODEL_FACTS_H
#define MODEL_FACTS_H

/*
 * facts - what one line said
 *
 * A Sendmail line may list many recipients; Postfix makes one fact of a line, seldom two.
 */

#include "analyzer/model/fact.h"

enum { FACTS_MAX = 64 };

struct facts {
    size_t n;
    struct fact *at; /* the caller's: room for FACTS_MAX */
    const char *why; /* literal; with VERDICT_MALFORMED and VERDICT_IGNORED: for the sums */
};

/* A reason to ignore a line that deserves a look: nobody knows what it says, so a new version
   may say something that counts. Compared by address. */
extern const char why_not_known[];

/* The next fact, zeroed but for its kind and delay_ms = -1. */
static inline struct fact *facts_add(struct facts *fs, enum fact_kind kind)
{
    struct fact *f = &fs->at[fs->n < FACTS_MAX ? fs->n++ : FACTS_MAX - 1];

    memset(f, 0, sizeof(*f));
    f->kind = kind;
    f->delay_ms = -1;
    return f;
}

#endif
