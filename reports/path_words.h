#ifndef REPORTS_PATH_WORDS_H
#define REPORTS_PATH_WORDS_H

/* path_words - the paths of messages, for standard output, and what their steps are called */

#include "analyzer/model/path.h"
#include "reports/report.h"

/* "deferred", "handed in": a word or two, for people and for JSON. */
const char *path_words(const struct path_step *s);

void path_text_write(struct out *o, const struct result *r, const struct paths *paths);
/* One object a line and message. */
void path_json_write(struct out *o, const struct result *r, const struct paths *paths);

#endif
