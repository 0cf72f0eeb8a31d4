#ifndef RUN_PUBLISH_H
#define RUN_PUBLISH_H

/*
 * publish - puts the reports of a run into their folder, all at once
 *
 *     FOLDER/.runs/RUN/...                       the reports of one run, complete and synced
 *     FOLDER/current -> .runs/RUN                the run that is shown
 *     FOLDER/index.html -> current/index.html    and so on: paths that stay
 *     FOLDER/restricted -> current/restricted    what is for the case handler alone
 *
 * `current` is swapped by one rename, so that whoever looks sees the reports of one run or of the
 * next, never some of each. A RUN is a number, one more than any before it, and eight random
 * digits, so that a folder which was emptied and filled again is not taken for the one that it was;
 * neither stands in a report. What lies in FOLDER under these names and was not put there by this
 * program is refused before anything is written, but for plain files: those are the reports of an
 * earlier version and become a run of their own first. Nothing else in FOLDER is touched.
 *
 * Files are readable by their owner alone (0600, folders 0700 when they are made here). From
 * publish_aside() to the end of one of the other two the folder is locked; a second run waits.
 */

#include <limits.h>

#include "analyzer/base/err.h"
#include "reports/report.h"

enum { RUN_NAME = 40 };

struct publication {
    const char *path;      /* of the folder, as it was given */
    char folder[PATH_MAX]; /* the same for everybody, wherever they stand */
    char run[RUN_NAME];
    int at, runs, lock; /* of FOLDER, FOLDER/.runs and the lock in it; -1: not open */
};

/* When this has succeeded, nothing is left to do but to rename. path lives as long. */
bool publish_aside(struct publication *p, const char *path, const struct result *r,
                   struct err *err);

/* Shows the run and removes those before it. */
bool publish_into_place(struct publication *p, struct err *err);

/* Instead of that: as if it had never been. */
void publish_drop(struct publication *p);

/* Instead of both, when it is not known which: publish_settle() will be. */
void publish_leave(struct publication *p);

/* For what was to be shown when a run ended: shows it, if it is there, and no later one is shown.
 */
bool publish_settle(const char *folder, const char *run, struct err *err);

#endif
