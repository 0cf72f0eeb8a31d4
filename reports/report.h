#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

/*
 * report - a result written down in one format
 *
 * A report writes one file through struct out and knows nothing of paths: the run
 * writes all of them aside, syncs them and shows them at once. Same result, same bytes.
 *
 * To add one: a file with its table, a line in list.inc, its test.
 */

#include "analyzer/model/result.h"
#include "reports/out.h"

struct report {
    const char *name; /* file name in the output folder: "findings.csv" */
    const char *what; /* for --help: one line */
    void (*write)(struct out *o, const struct result *r);
};

/* NULL-terminated, in the order of list.inc. */
extern const struct report *const reports[];

/* Of what is for the case handler alone: files of a folder of their own, made of
   result_restricted(). Ends with a zeroed row. */
extern const struct report restricted_reports[];

/* The summary for standard output; not a file of its own. folder: empty when none was written. */
void summary_write(struct out *o, const struct result *r, slice folder);

/* The same for the nightly mail, on one screen: a header with the subject first. */
void mail_ready_write(struct out *o, const struct result *r, slice folder);
/* In its place, when there is no result. */
void mail_failed_write(struct out *o);

/* The reconciliation alone, for standard output: as text with so many accounts of the most
   recipients (0: all), or as one JSON document. */
void count_text_write(struct out *o, const struct result *r, size_t top);
void count_json_write(struct out *o, const struct result *r);

#endif
