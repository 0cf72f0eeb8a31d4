#ifndef REPORTS_DRAFTS_H
#define REPORTS_DRAFTS_H

/*
 * drafts - messages to those whom a decision is about, to be read and changed before they are sent
 *
 * Plain words: what was seen, what was done, what to do. No blame, no number that the program
 * looks for, no link, and to those outside no name of the account. Added to a buf, unescaped.
 */
#include "analyzer/base/buf.h"
#include "analyzer/model/result.h"

enum draft {
    DRAFT_USER,
    DRAFT_HELP_DESK,
    DRAFT_COMPLAINANT, /* only where a complaint counts */
    DRAFT_PROVIDER,    /* only where other servers refused mail */
    DRAFTS
};

extern const char *const draft_titles[DRAFTS];

/* Adds nothing where there is nobody to write to. */
void draft_add(struct buf *b, const struct result *r, const struct ruling *v, enum draft to);
/* With gaps for what is the account's own: the same for all of whom the same is to be said. */
void draft_add_blank(struct buf *b, const struct result *r, const struct ruling *v, enum draft to);

/* What may be told of a finding, without its numbers; and whether somebody else may have the
   password. */
struct draft_words {
    const char *detector;
    const char *user; /* NULL: it would help whoever hides from it */
    bool may_be_stolen;
};

const struct draft_words *draft_words_of(const struct finding *f);

/* What is said to have been done, by action. */
extern const char *const draft_done[ACTIONS];

#endif
