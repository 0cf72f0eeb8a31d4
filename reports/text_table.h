#ifndef REPORTS_TEXT_TABLE_H
#define REPORTS_TEXT_TABLE_H

/*
 * text_table - names with numbers beside them, aligned for a terminal
 *
 * A column that is 0 in every row is left out, but for the first; a name that is too long
 * for its column stands on a line of its own. Rows keep the order that they come in.
 */

#include "reports/text_parts.h"

enum { TEXT_COLUMNS_MAX = 10 };

struct text_column {
    const char *title; /* NULL ends the columns */
    enum unit unit;    /* MILLI: thousandths, written as a decimal number */
};

struct text_row {
    slice name;
    size_t indent;
    bool is_total;                   /* a rule stands above it */
    bool is_blank[TEXT_COLUMNS_MAX]; /* nothing stands there, not even 0 */
    uint64_t values[TEXT_COLUMNS_MAX];
};

void text_table(struct out *o, const char *title, const struct text_column *columns,
                const struct text_row *rows, size_t n);

#endif
