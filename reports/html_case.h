#ifndef REPORTS_HTML_CASE_H
#define REPORTS_HTML_CASE_H

/*
 * html_case - an account about which something was found, as index.html shows it
 *
 * The first screen has a row for each (html_glance.c), which leads to its case: what to do, why,
 * what speaks against it, and all its findings. Rows that show an account or a finding say which
 * by data-of, as html.js shows and hides them with it.
 */

#include "reports/html_parts.h"

/* Some of the result's rulings; html_chosen_free() when done. */
struct chosen {
    const struct ruling **list;
    size_t n;
};

/* Those that are wanted: strongest action first, the surest first among those. */
struct chosen html_choose(const struct result *r, bool (*wanted)(const struct ruling *v));
void html_chosen_free(struct chosen *c);
/* How many rulings are wanted, and findings under them. */
uint64_t html_count_rulings(const struct result *r, bool (*wanted)(const struct ruling *v));
uint64_t html_count_findings(const struct result *r, bool (*wanted)(const struct ruling *v));

bool ruling_is_record(const struct ruling *v); /* needs none */
bool ruling_is_fault(const struct ruling *v);  /* of the servers */

/* About a mailing that is to be held, whether anything of it is left or not. */
bool finding_is_to_hold(const struct finding *f);

/* The id of an account's case. */
void html_case_id(struct out *o, const struct ruling *v);
/* How sure, in a word and as a number; of a sum the chance as well. */
void html_certainty(struct out *o, const struct ruling *v);
/* What was found, without the account's name in front. */
slice html_what(const struct finding *f);
/* "Ada Blum, student, biology" */
void html_person(struct out *o, const struct account *a);

/* Of very many findings nobody reads all, and a page of them would not open at once: then the first
   cases of a section stand in full, the others in short, without what `explain` tells as well. */
bool html_is_long(const struct result *r);
bool html_is_whole(const struct result *r, size_t nth);
/* Its heading is an h`level`. */
void html_case(struct out *o, const struct result *r, const struct ruling *v, int level,
               bool is_whole);

/* Parts of a case: what to do now, its findings as they happened, whom it reached, how its sum is
   made, messages to send, and how to write down what was decided. */
void html_steps(struct out *o, const struct result *r, const struct ruling *v, int level);
void html_course_now(struct out *o, const struct ruling *v);
void html_course(struct out *o, const struct result *r, const struct ruling *v, int level,
                 bool is_whole);
void html_scope(struct out *o, const struct result *r, const struct ruling *v, int level);
void html_ruling(struct out *o, const struct ruling *v);
void html_drafts(struct out *o, const struct result *r, const struct ruling *v);
/* Of cases in short: links to messages that they share with others, and those messages. */
void html_drafts_links(struct out *o, const struct result *r, const struct ruling *v);
void html_drafts_shared(struct out *o, const struct result *r, const struct ruling *const *list,
                        size_t n);
void html_decide(struct out *o, const struct result *r, const struct ruling *v);

/* Tables of the first screen, each nothing without a row. */
void html_glance(struct out *o, const struct result *r, const struct chosen *c, const char *id,
                 enum html_word caption);
void html_mailings(struct out *o, const struct result *r);

#endif
