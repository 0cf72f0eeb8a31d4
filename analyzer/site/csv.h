#ifndef SITE_CSV_H
#define SITE_CSV_H

/*
 * csv - rows of a comma separated file (RFC 4180), with the place of every field
 *
 * Lines end with LF or CRLF; a byte order mark and blank lines are passed over. Fields
 * point into the bytes given, or into the arena where quotes had to be taken away, and
 * are trimmed of blanks outside quotes. The reader knows nothing of headers.
 */

#include "analyzer/base/arena.h"

enum { CSV_FIELDS_MAX = 64 };

struct csv_field {
    slice text;
    uint32_t line, column; /* of its first byte, a quote included; from 1 */
};

struct csv_row {
    struct csv_field at[CSV_FIELDS_MAX];
    size_t n;
    uint32_t line;
    const char *wrong; /* literal; NULL: the row is well-formed. Else its rest was skipped */
    uint32_t wrong_line, wrong_column;
};

struct csv {
    slice rest;
    const char *line_start;
    uint32_t line;
    struct arena *arena;
};

struct csv csv_open(slice bytes, struct arena *arena);

/* False at the end. A row is valid until the next call, its fields as long as the bytes. */
bool csv_next(struct csv *c, struct csv_row *row);

#endif
