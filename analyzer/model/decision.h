#ifndef MODEL_DECISION_H
#define MODEL_DECISION_H

/*
 * decision - what people decided about a finding, and what they did
 *
 * An entry of the state's journal (run/journal.h). The newest one about a finding stands, the
 * earlier ones stay readable. Its texts were typed by people and may be hostile all the same.
 * Names are for `mailproctor case` and the journal: reports for others leave them out.
 */

#include "analyzer/base/clock.h"
#include "analyzer/model/clause.h"

enum judgement {
    JUDGED_CONFIRMED, /* it is what it says */
    JUDGED_BENIGN,    /* it happened, and is no breach of the policy */
    JUDGED_WITHDRAWN, /* it should not have been found, or not been decided so */
    JUDGEMENTS
};

extern const char *const judgement_names[JUDGEMENTS];

/* JUDGEMENTS when there is no such name. */
enum judgement judgement_find(slice name);

enum { DIGEST_HEX = 65 }; /* of SHA-256, with its NUL */

struct decision {
    int64_t number; /* in the journal, from 1 */
    usec at;        /* when it was decided, whole seconds */
    usec entered;   /* when it was written down, by the machine's clock */
    slice by, second;
    enum judgement judgement;
    enum action action; /* taken; ACTIONS: none is named */
    slice reason;
    slice finding, account, detector; /* what it is about */
    uint64_t pattern;                 /* as struct finding has it; 0: none */
    char previous[DIGEST_HEX], own[DIGEST_HEX];
};

/* All of a journal, oldest first. */
struct decisions {
    const struct decision *at;
    size_t n;
};

/* It says that nothing was wrong. */
static inline bool decision_clears(const struct decision *d)
{
    return d->judgement != JUDGED_CONFIRMED;
}

#endif
