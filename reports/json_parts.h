#ifndef REPORTS_JSON_PARTS_H
#define REPORTS_JSON_PARTS_H

/*
 * json_parts - what the reports in JSON are made of
 *
 * json_key() and its kin write a member that is not the first of its object: a comma,
 * the name, and the value or the colon before it. Brackets are the caller's to write.
 */

#include "reports/report.h"

/* A string with its quotes. */
void json_text(struct out *o, slice s);

void json_key(struct out *o, const char *name);
void json_key_text(struct out *o, const char *name, slice s);
void json_key_word(struct out *o, const char *name, const char *word);
void json_key_int(struct out *o, const char *name, int64_t value);
void json_key_milli(struct out *o, const char *name, int64_t thousandths); /* as a decimal */
void json_key_bool(struct out *o, const char *name, bool value);

struct portrait;

/* The member `steps`: what to do because of this finding. */
void json_steps(struct out *o, const struct result *r, const struct finding *f);

/* OCSF's member `anomaly_analyses`; none where nothing is beyond what is usual. */
void json_anomalies(struct out *o, const struct ruling *v);

/* The members `past` and `account_past`; none without a state. */
void json_past(struct out *o, const struct finding *f);

/* The member `ruling`: what all findings about the account come to. */
void json_ruling(struct out *o, const struct ruling *v);

/* The member `usual`: what is usual for the account, and the day of the finding. */
void json_usual(struct out *o, const struct portrait *p);

#endif
