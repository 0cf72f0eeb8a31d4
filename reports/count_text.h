#ifndef REPORTS_COUNT_TEXT_H
#define REPORTS_COUNT_TEXT_H

/* The parts of the count's text: hosts and accounts (count_text.c), lines (count_text_lines.c). */

#include "reports/text_table.h"

extern const struct text_column count_mail_columns[], count_access_columns[], count_line_columns[],
    count_program_columns[];

/* Lines of each program, and how much of them is in no known form. */
void count_text_programs(struct out *o, const struct result *r);

/* Why lines were not parsed, with samples. */
void count_text_reasons(struct out *o, const struct result *r);

#endif
