#ifndef SITE_TABLE_LDIF_H
#define SITE_TABLE_LDIF_H

/*
 * table_ldif - a table whose rows are the entries of an LDIF file
 *
 * Attributes are called as the columns, in any case. Those in t->lists may stand several times,
 * the others once. Attributes that are no column and look like none are passed over: exports have
 * many.
 */

#include "analyzer/site/table.h"

/* As table_read(). */
void *table_read_ldif(struct table *t, slice bytes);

#endif
