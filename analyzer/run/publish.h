#ifndef RUN_PUBLISH_H
#define RUN_PUBLISH_H

/*
 * publish - puts the reports into their folder, all of them or none
 *
 * Every report is written aside, synced and only then renamed into place; files are
 * readable by their owner alone (0600, the folder 0700 when it is made here). A run
 * that fails leaves the reports of the run before as they were.
 */

#include "analyzer/base/err.h"
#include "reports/report.h"

bool publish(const char *folder, const struct result *r, struct err *err);

/* The same in two steps, for whoever has something to do between them: when the first has
   succeeded, nothing is left to do but to rename. */
bool publish_aside(const char *folder, const struct result *r, struct err *err);
bool publish_into_place(const char *folder, struct err *err);

/* Instead of the second. */
void publish_drop(const char *folder);

#endif
