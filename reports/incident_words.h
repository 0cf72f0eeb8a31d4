#ifndef REPORTS_INCIDENT_WORDS_H
#define REPORTS_INCIDENT_WORDS_H

/* incident_words - what the reports for people say of an incident: plain text, to be escaped */

#include "analyzer/base/buf.h"
#include "analyzer/model/result.h"

/* Who refused what, and who may be the cause. */
void incident_words(struct buf *b, const struct incident *is);

/* Whose mail was hurt, so many by name; nothing where nobody's was. */
void incident_hurt_words(struct buf *b, const struct incident *is, size_t most);

#endif
