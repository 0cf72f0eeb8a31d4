#ifndef REPORTS_CSV_PARTS_H
#define REPORTS_CSV_PARTS_H

/*
 * csv_parts - what the reports for spreadsheets are made of
 *
 * Each writes a comma and one field: the first field of a row, the schema's version, is the
 * caller's. Columns are only ever added, at the end, or the version is raised: docs/outputs.md.
 */
#include "reports/report.h"

void csv_text(struct out *o, slice s);
void csv_word(struct out *o, const char *word);
void csv_count(struct out *o, uint64_t n);
void csv_time(struct out *o, usec when); /* local time with offset; empty where it is not known */

#endif
