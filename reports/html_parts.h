#ifndef REPORTS_HTML_PARTS_H
#define REPORTS_HTML_PARTS_H

/*
 * html_parts - what the pages of index.html are put together from
 *
 * Small pieces first, sections below. Everything escapes for itself; no piece writes an
 * inline style or script, as the page's policy allows but the one sheet and the one script.
 * Classes, ids and data- attributes are what html.js goes by.
 */

#include "reports/html_words.h"

/* 12345 in groups of three; hold_mailing as "Hold mailing"; "1 h 2 min". */
void html_count(struct out *o, uint64_t n);
void html_words(struct out *o, slice name);
void html_duration(struct out *o, seconds s);

/* Local time with offset. "not known" for USEC_NONE. */
void html_time(struct out *o, usec when);
/* From, to, and how long; the second date is left out when it is the first again. */
void html_span(struct out *o, usec first, usec last);
/* 2026-03-03 09:30 for where room is short; 2026-03-03 within an attribute. */
void html_minute(struct out *o, usec when);
void html_date(struct out *o, usec when);
void html_number(struct out *o, const struct number *n);
/* Text of the program's own making, whose line ends stay. */
void html_lines(struct out *o, slice text);
void html_badge(struct out *o, enum action action);
/* Opens and closes an h3 to an h6. */
void html_heading_open(struct out *o, int level);
void html_heading_close(struct out *o, int level);

/* The line between a <details> and what it folds. */
void html_summary(struct out *o, const char *of, enum html_word word, const struct gap *gaps);

/* With an id, which must be unique, the table can be sorted; NULL: it cannot. */
void html_table_open(struct out *o, const char *id, enum html_word caption, enum html_word columns);
void html_table_close(struct out *o);
/* Begins a row of such a table, and leaves its tag open for attributes. Rows from 0: of many the
   script shows the first, until all are asked for. */
void html_row_open(struct out *o, size_t at);
void html_cell(struct out *o, slice s);
void html_cell_count(struct out *o, uint64_t n);
/* Opens a cell that sorts by rank, whatever it shows. */
void html_cell_ranked(struct out *o, int64_t rank);

/* One fact of a list: <dt> and <dd>. */
void html_fact(struct out *o, enum html_word what, uint64_t n);

/* "3 a + 4 b = 7", and whether that is `total` of `what`. */
void html_sum(struct out *o, const char *const *names, const uint64_t *values, size_t n,
              uint64_t total, enum html_word what);

/* What is usual for the account, as far as that is remembered. */
void html_usual(struct out *o, const struct ruling *v, int level);
void html_usual_table(struct out *o, const struct portrait *p);

/* One finding, and its parts; its heading is an h4 or an h5 as told by level. In short it goes
   without timeline and numbers, and quotes two lines. */
void html_finding(struct out *o, const struct result *r, const struct finding *f, int level,
                  bool is_whole);
void html_numbers(struct out *o, const struct result *r, const struct finding *f, int level);
void html_evidence(struct out *o, const struct result *r, const struct finding *f, bool is_whole);
/* href of the rows that show lines of this kind, or of all rows when there are none. */
void html_evidence_href(struct out *o, const struct finding *f, enum quote_kind kind);
void html_number_href(struct out *o, const struct finding *f, const struct number *n);
/* A sentence of the finding; numbers in it that were measured lead to their rows. */
void html_linked(struct out *o, const struct result *r, const struct finding *f, slice text);
/* What the policy has for this number; NULL: it was measured. */
const struct limit *html_limit_of(const struct result *r, const struct finding *f,
                                  const struct number *n);

/* What earlier runs and people's decisions tell of a finding, in full and in a word, and of an
   account; what changed; the journal's newest digest. Nothing without a state. */
void html_past(struct out *o, const struct finding *f, int level);
void html_account_past(struct out *o, const struct ruling *v);
void html_changes(struct out *o, const struct result *r);
void html_journal(struct out *o, const struct result *r);

/* Drawn by the program: bars over time, the run's with its findings below, when an account's
   findings were within the run, and a stroke between two times. */
void html_timeline(struct out *o, const struct result *r, const struct finding *f,
                   enum html_word what);
/* Since when it is known, and what it is by now, when the log ends. */
void html_now(struct out *o, const struct result *r, const struct finding *f);
void html_overview(struct out *o, const struct result *r);
void html_mark(struct out *o, const struct result *r, const struct ruling *v);
void html_stroke(struct out *o, usec first, usec last, usec from, usec to);

/* The fields that html.js filters by; hidden until it runs. */
void html_filter(struct out *o, const struct result *r);

/* Sections of the page, each with its h2. */
void html_troubles(struct out *o, const struct result *r);
void html_decisions(struct out *o, const struct result *r);
void html_cases(struct out *o, const struct result *r);
void html_notices(struct out *o, const struct result *r);
void html_records(struct out *o, const struct result *r);
void html_operator(struct out *o, const struct result *r);
void html_accounts(struct out *o, const struct result *r);
void html_networks(struct out *o, const struct result *r);
void html_complaints(struct out *o, const struct result *r); /* nothing without any */
void html_sums(struct out *o, const struct result *r);
void html_incidents(struct out *o, const struct result *r);
void html_replies(struct out *o, const struct reply_sums *s);
void html_notes(struct out *o, const struct result *r);
void html_run(struct out *o, const struct result *r);

/* The style sheet and the script; the same bytes every time, as their hashes stand in the page. */
void html_style(struct out *o);
void html_script(struct out *o);

#endif
