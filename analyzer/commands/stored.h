#ifndef COMMANDS_STORED_H
#define COMMANDS_STORED_H

/*
 * stored - the findings of a run as its reports have them: findings.ndjson and run.json
 *
 * Read from a report folder, or from the bytes of both. What is in them is checked to be JSON and
 * nothing more: whoever looks at a member must expect that it is not there or of another type,
 * which jansson's own functions do.
 */
#include <jansson.h>

#include "analyzer/base/buf.h"
#include "analyzer/base/err.h"

struct stored {
    struct buf findings_text, run_text; /* as they were read */
    json_t **findings;                  /* one a line */
    size_t n, cap;
    json_t *run; /* NULL: the report is of a version that wrote none */
};

/* True where the folder, or its `current`, holds a findings.ndjson. */
bool stored_is_report(const char *folder);

/* False: why is told in err, and s is closed. Both files are of one run, even while another one is
   being shown. */
bool stored_open(struct stored *s, const char *folder, struct err *err);

/* The same of what stands in findings_text and run_text. */
bool stored_parse(struct stored *s, struct err *err);
void stored_close(struct stored *s);

/* The finding whose id begins so, with or without its "F-", or else that of this account; NULL:
   none, or several. */
const json_t *stored_find(const struct stored *s, slice id, struct err *err);

/* Members by a path "unmapped.ruling.sum"; nothing there: empty, 0, NULL. */
const json_t *stored_at(const json_t *object, const char *path);
slice stored_text(const json_t *object, const char *path);
int64_t stored_int(const json_t *object, const char *path);
int64_t stored_milli(const json_t *object, const char *path); /* of a decimal number */
int64_t stored_usec(const json_t *object, const char *path);  /* USEC_NONE: no time is there */

#endif
