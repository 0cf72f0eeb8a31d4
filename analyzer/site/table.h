#ifndef SITE_TABLE_H
#define SITE_TABLE_H

/*
 * table - a CSV file whose first line names its columns, as an array of records
 *
 * The columns may come in any order; unknown, doubled and missing ones are mistakes, and
 * so is a row with more or fewer fields than the header. A row that is wrong still makes
 * a record, so that one mistake does not make others elsewhere. Records are zeroed and
 * move while the file is read; what table_read() returns is in the site's arena.
 */

#include "analyzer/site/csv.h"
#include "analyzer/site/load.h"

struct table;

struct column {
    const char *name;
    bool is_required;
    void (*read)(struct table *t, const struct column *c, const struct csv_field *f);
    size_t offset; /* of the value, in the record */
};

struct table {
    struct load *load;
    const struct column *columns; /* ends with a zeroed row */
    size_t record_size;
    void (*begin)(struct table *t, uint32_t line); /* of a record, before its fields; may be NULL */
    void (*end)(struct table *t);                  /* after them; may be NULL */
    void *into;                                    /* the caller's own */
    void *record;                                  /* being read */
    size_t n;                                      /* records, this one included */
    bool has_columns;                              /* the header was good */
    const char *const *lists; /* of LDIF: columns that may stand several times; ends with NULL */
    const struct csv_row *row;
    char *records;
    size_t cap, n_fields;
    const struct column *of_field[CSV_FIELDS_MAX]; /* NULL: unknown */
};

void *table_read(struct table *t, slice bytes);

/* For other readers: a record of a row whose columns are in of_field; all of them, at the end. */
void table_take_row(struct table *t, const struct csv_row *row);
void *table_keep(struct table *t);

/* "left: '31.12.2026' is not a date", at the field. */
void table_mistake(struct table *t, const struct column *c, const struct csv_field *f,
                   const char *why);

/* The value of a column in the record. */
void *table_value(struct table *t, const struct column *c);

/* This row's field of a column; NULL: it has none. */
const struct csv_field *table_field(const struct table *t, const char *column);

/* Readers of common columns. Text is one line (slice); dates are usec, USEC_NONE when empty;
   addresses and names are lower case (slice). */
void table_text(struct table *t, const struct column *c, const struct csv_field *f);
void table_date(struct table *t, const struct column *c, const struct csv_field *f);
void table_mail_address(struct table *t, const struct column *c, const struct csv_field *f);
void table_account(struct table *t, const struct column *c, const struct csv_field *f);

/* False and a mistake when the field holds nothing. */
bool table_is_given(struct table *t, const struct column *c, const struct csv_field *f);

#endif
