#ifndef REPORTS_WORDS_H
#define REPORTS_WORDS_H

/*
 * words - sentences with gaps, and what fills them
 *
 * Whatever a report says to people stands in a table of its own (html_words.inc, text_words.inc and
 * the *_words.c), so that whoever edits or translates it finds it together; what draws knows a
 * sentence by its name. Gaps are named a, b, c, in the order in which they are handed over:
 *
 *   {a}           what fills it
 *   {a:one|many}  one of two wordings, by its count
 *
 * A sentence may use them in any order, several times or not at all. What fills a gap is escaped as
 * the format wants it; the sentence itself is the program's own and goes out as it is.
 */

#include "reports/report.h"

enum gap_kind { GAP_TEXT, GAP_COUNT, GAP_ID, GAP_MILLI, GAP_MINUTE, GAP_SECONDS, GAP_NAME };

struct gap {
    enum gap_kind kind;
    int64_t value;
    slice text;
};

static inline struct gap gap_text(slice s)
{
    return (struct gap){ GAP_TEXT, 0, s };
}

static inline struct gap gap_word(const char *word)
{
    return (struct gap){ GAP_TEXT, 0, slice_str(word) };
}

static inline struct gap gap_count(uint64_t n)
{
    return (struct gap){ GAP_COUNT, (int64_t)n, { NULL, 0 } };
}

/* A number that is none of a count: a line's, an offset. */
static inline struct gap gap_id(uint64_t n)
{
    return (struct gap){ GAP_ID, (int64_t)n, { NULL, 0 } };
}

static inline struct gap gap_milli(int64_t thousandths)
{
    return (struct gap){ GAP_MILLI, thousandths, { NULL, 0 } };
}

static inline struct gap gap_minute(usec when)
{
    return (struct gap){ GAP_MINUTE, when, { NULL, 0 } };
}

static inline struct gap gap_seconds(seconds n)
{
    return (struct gap){ GAP_SECONDS, n, { NULL, 0 } };
}

/* hold_mailing as "Hold mailing". */
static inline struct gap gap_name(slice name)
{
    return (struct gap){ GAP_NAME, 0, name };
}

/* Writes the sentence; fill() writes what a gap holds. */
void words_say(struct out *o, slice sentence, const struct gap *gaps,
               void (*fill)(struct out *o, const struct gap *g));

/* The first of some words with '|' between them, which is taken off: columns of a table. */
slice words_next(slice *list);

#endif
