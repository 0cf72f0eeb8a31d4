#ifndef REPORTS_HTML_PARTS_H
#define REPORTS_HTML_PARTS_H

/*
 * html_parts - what the pages of index.html are put together from
 *
 * Small pieces first, sections below. Everything escapes for itself; no piece writes an
 * inline style or a script, as the page's policy forbids both.
 */

#include "reports/report.h"

/* 12345 in groups of three; hold_mailing as "Hold mailing"; "1 line", "2 lines". */
void html_count(struct out *o, uint64_t n);
void html_words(struct out *o, const char *name);
void html_plural(struct out *o, uint64_t n, const char *one, const char *many);

/* Local time with offset; the machine-readable attribute is UTC. "not known" for USEC_NONE. */
void html_time(struct out *o, usec when);
/* From, to, and how long; the second date is left out when it is the first again. */
void html_span(struct out *o, usec first, usec last);
void html_number(struct out *o, const struct number *n);

/* Columns end with NULL; one that starts with '#' holds numbers and stands to the right. */
void html_table_open(struct out *o, const char *caption, const char *const *columns);
void html_table_close(struct out *o);
void html_cell(struct out *o, slice s);
void html_cell_count(struct out *o, uint64_t n);

/* "3 a + 4 b = 7", and whether that is `total` of `what`. */
void html_sum(struct out *o, const char *const *names, const uint64_t *values, size_t n,
              uint64_t total, const char *what);

/* One finding in full; its heading is an h3 or an h4 as told by level. */
void html_finding(struct out *o, const struct result *r, const struct finding *f, int level);

/* Sections of the page, each with its h2. */
void html_troubles(struct out *o, const struct result *r);
void html_decisions(struct out *o, const struct result *r);
void html_records(struct out *o, const struct result *r);
void html_operator(struct out *o, const struct result *r);
void html_accounts(struct out *o, const struct result *r);
void html_networks(struct out *o, const struct result *r);
void html_sums(struct out *o, const struct result *r);
void html_notes(struct out *o, const struct result *r);
void html_run(struct out *o, const struct result *r);

/* The style sheet; the same bytes every time, as its hash stands in the page. */
void html_style(struct out *o);

#endif
