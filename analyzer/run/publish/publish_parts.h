#ifndef RUN_PUBLISH_PARTS_H
#define RUN_PUBLISH_PARTS_H

/* What the parts of publish ask of each other. */

#include "analyzer/run/publish/publish.h"

#define RUNS       ".runs"
#define CURRENT    "current"
#define RESTRICTED "restricted"
#define NEXT       ".current" /* becomes it */

/* Always false: "FOLDER/NAME: WHAT: the system's reason". */
bool publish_fail(const struct publication *p, const char *name, const char *what, struct err *err);

/* What lies on no disk (EINVAL) needs no sync. */
bool publish_sync(const struct publication *p, int fd, struct err *err);

/* publish_folder.c: the folder itself, opened and locked; made when it may be. */
enum publish_use { PUBLISH_EXISTING, PUBLISH_MAKE };
bool publish_open(struct publication *p, const char *path, enum publish_use use, struct err *err);
void publish_close(struct publication *p);

/* publish_runs.c: the number in a run's name; 0: it is no run's name. */
uint64_t publish_number(const char *run);
/* The run that is shown, "" when there is none; false when `current` is somebody else's. */
bool publish_shown(const struct publication *p, char run[RUN_NAME], struct err *err);
/* An empty one of a new name, opened; -1: it cannot be made. */
int publish_make_run(struct publication *p, char run[RUN_NAME], struct err *err);
bool publish_point(const struct publication *p, const char *run, struct err *err);
bool publish_swap(const struct publication *p, struct err *err);
void publish_remove_run(const struct publication *p, const char *run);
/* All with a lower number, and if there are to be none of a higher one, these as well. */
void publish_remove_others(const struct publication *p, const char *run, bool higher_too);

/* publish_names.c: false when a name is somebody else's; files become the run that is shown. */
bool publish_adopt(struct publication *p, struct err *err);
bool publish_name_all(const struct publication *p, struct err *err);
void publish_drop_names(const struct publication *p);

#endif
