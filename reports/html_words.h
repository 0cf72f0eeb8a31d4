#ifndef REPORTS_HTML_WORDS_H
#define REPORTS_HTML_WORDS_H

/*
 * html_words - what index.html says: its sections, the parts of a case, and every sentence
 *
 * One table each, so that whoever edits or translates the page finds them together; the sentences
 * stand in html_words.inc. What was found is said by the detectors; what several formats say comes
 * from past_words, incident_words, steps_words and drafts_words.
 */
#include "reports/words.h"

#define WORD(name, text) SAY_##name,
enum html_word {
#include "reports/html_words.inc"
    SAYS
};
#undef WORD

/* A sentence, with its gaps filled in their order or without any. */
#define html_say(o, word, ...) html_say_((o), (word), (const struct gap[]){ __VA_ARGS__ })
#define html_said(o, word)     html_say_((o), (word), NULL)
void html_say_(struct out *o, enum html_word word, const struct gap *gaps);
slice html_word(enum html_word word);

enum section {
    SECTION_TROUBLES,
    SECTION_DECISIONS,
    SECTION_MAILINGS,
    SECTION_NOTICES,
    SECTION_OPERATOR,
    SECTION_INCIDENTS,
    SECTION_CHANGES,
    SECTION_NOTES,
    SECTION_CASES,
    SECTION_RECORDS,
    SECTION_ACCOUNTS,
    SECTION_NETWORKS,
    SECTION_COMPLAINTS,
    SECTION_SUMS,
    SECTION_RUN,
    SECTIONS
};

enum part { /* of a case or a finding */
            PART_WHY,
            PART_AGAINST,
            PART_COURSE,
            PART_UNCHECKED,
            PART_USUAL,
            PART_SCOPE,
            PART_NUMBERS,
            PARTS
};

/* Opened with its heading and first sentence. */
void html_section_open(struct out *o, enum section s);
void html_section_close(struct out *o);
/* Its line in the contents; with a count where there is one (-1: none). */
void html_section_entry(struct out *o, enum section s, int64_t count);
/* The heading of a part, an h`level`. */
void html_part(struct out *o, enum part p, int level);

#endif
