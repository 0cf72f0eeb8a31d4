#ifndef MODEL_EVIDENCE_H
#define MODEL_EVIDENCE_H

/*
 * evidence - what a detector has to say about one account, for and against
 *
 * Opened when a pattern is half way to its limit, so that the lines are kept; ripe when
 * the limit is reached; open while the pattern's window lasts. One piece per pattern
 * and key. Weights are thousandths of log10 likelihood ratios; counter-evidence is
 * negative. What a piece warrants is what the policy's clause allows on its own; the
 * judge may do less, never more.
 */

#include "analyzer/model/event.h"
#include "analyzer/model/result.h"

enum { NUMBERS_MAX = 16, QUOTES_EACH = 3, QUOTES_MAX = 2 * QUOTES_EACH, AGAINST_MAX = 6 };

/* The first and the last lines of one kind, with their text: in their order as long as there are no
   more, then each newest in the place of the oldest of the last. */
struct quotes {
    struct quote *at; /* quotes_kept() of them; NULL: none */
    uint64_t n;       /* lines in all */
};

static inline size_t quotes_kept(const struct quotes *qs)
{
    return qs->n < QUOTES_MAX ? (size_t)qs->n : QUOTES_MAX;
}

struct evidence {
    struct evidence *next, *before;
    const struct detector *detector;
    struct account *account;
    struct mailing mailing; /* a copy, its subject kept; account NULL: not about a mailing */
    enum identity identity; /* weakest of what it rests on */
    enum family family;
    int32_t weight;
    enum action warrants;
    enum certainty certainty;
    bool is_ripe, is_open, is_operators;
    bool has_company; /* too faint to be told by itself, it was found beside other evidence */
    bool is_old;      /* of an earlier run, and nothing has happened to it in this one */
    enum announced announced;
    uint64_t unsettled;            /* recipients of it still open in the queue */
    const struct queued *in_queue; /* where these are */
    usec first, last;
    struct rhythm rhythm;   /* events quoted, a mail by when it was accepted */
    slice anchor;           /* names the pattern: a subject, a size, an address; kept */
    slice owner;            /* of the anchor, where it is an address: an account; kept */
    const char *headline;   /* behind the account's name: what it did, with the main number */
    const char *why;        /* sentences with {number} and {anchor} places */
    const char *advice;     /* what to do now; NULL: what the action says */
    struct number *numbers; /* at most NUMBERS_MAX */
    size_t n_numbers;
    struct {
        const char *text; /* as why */
        int32_t weight;
    } against[AGAINST_MAX];
    size_t n_against;
    struct quotes accepted, subject, from, queued, other; /* by kind of line */
    uint64_t lines;
};

#endif
