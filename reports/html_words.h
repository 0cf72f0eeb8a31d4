#ifndef REPORTS_HTML_WORDS_H
#define REPORTS_HTML_WORDS_H

/*
 * html_words - what the sections of index.html and the parts of a case are called
 *
 * One table each, so that whoever edits or translates the page finds them together. Sentences about
 * what was found come from the detectors; those of other reports from past_words, incident_words,
 * steps_words and drafts_words.
 */
#include "reports/out.h"

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
